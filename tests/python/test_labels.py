"""Labels against SciPy and scikit-image, to the last number."""
import isovox as cle
import numpy as np
import pytest
from scipy import ndimage as ndi

rng = np.random.default_rng(1)
TYPES = [np.uint8, np.int8, np.uint16, np.int16, np.uint32, np.int32, np.float32]
SHAPES = [(1, 1, 1), (1, 7, 5), (5, 1, 9), (17, 33, 65), (3, 5, 64), (9, 31, 32), (2, 3, 100), (1, 1, 3000),
          (7, 13), (33, 65), (64, 96), (5,), (3, 1, 70)]


def got(image):
    return np.asarray(image)


def components(mask, connectivity):
    structure = ndi.generate_binary_structure(mask.ndim, mask.ndim if connectivity == "box" else 1)
    return ndi.label(mask != 0, structure)[0]


def snake(nz, ny, nx):
    """One path, one voxel wide, through the whole volume."""
    plane = np.zeros((ny, nx), np.uint8)
    plane[:, ::2] = 1
    plane[0, 1::4] = 1
    plane[-1, 3::4] = 1
    plane[:, nx - 1 if nx % 2 == 0 else nx:] = 0
    mask = np.zeros((nz, ny, nx), np.uint8)
    mask[::2] = plane
    mask[1::4, -1, 0] = 1
    mask[3::4, 0, (nx - 1) // 2 * 2] = 1
    return mask


def spiral(ny, nx):
    plane = np.zeros((ny, nx), np.uint8)
    y0, y1, x0, x1 = 0, ny - 1, 0, nx - 1
    while y1 - y0 >= 4 and x1 - x0 >= 4:
        plane[y0, x0:x1 + 1] = plane[y0:y1 + 1, x1] = plane[y1, x0:x1 + 1] = 1
        plane[y0 + 2:y1 + 1, x0] = 1
        plane[y0 + 2, x0:x0 + 3] = 1
        y0, y1, x0, x1 = y0 + 2, y1 - 2, x0 + 2, x1 - 2
    return plane


def blobs(shape, sigma=2.0, threshold=0.5, seed=0):
    noise = ndi.gaussian_filter(np.random.default_rng(seed).standard_normal(shape), sigma)
    return (noise > threshold * noise.std()).astype(np.uint8)


@pytest.mark.parametrize("connectivity", ["box", "sphere"])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("filled", [0, 0.1, 0.3, 0.5, 0.9, 1])
def test_components_of_noise(shape, filled, connectivity):
    mask = (rng.random(shape) < filled).astype(np.uint8)
    labels = got(cle.connected_components_labeling(mask, connectivity=connectivity))
    assert labels.dtype == np.uint32
    np.testing.assert_array_equal(labels, components(mask, connectivity))


@pytest.mark.parametrize("connectivity", ["box", "sphere"])
@pytest.mark.parametrize("mask", [snake(21, 33, 70), snake(5, 8, 64), spiral(97, 150), blobs((40, 70, 130)),
                                  np.indices((20, 40, 70)).sum(0) % 2,
                                  np.broadcast_to(spiral(60, 45), (3, 60, 45))],
                         ids=["snake", "snake64", "spiral", "blobs", "checkerboard", "spirals"])
def test_components_of_shapes(mask, connectivity):
    np.testing.assert_array_equal(got(cle.connected_components_labeling(mask, connectivity=connectivity)),
                                  components(mask, connectivity))


@pytest.mark.parametrize("shape", [(40, 200, 450), (3, 301, 500), (1, 801, 1301), (2, 30, 5000), (300, 1, 400),
                                   (1500, 1500, 1)])
@pytest.mark.parametrize("filled", [0.35, 0.6])
def test_components_of_many_groups(shape, filled):
    mask = (rng.random(shape) < filled).astype(np.uint8)
    for connectivity in ("box", "sphere"):
        np.testing.assert_array_equal(got(cle.connected_components_labeling(mask, connectivity=connectivity)),
                                      components(mask, connectivity))


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", [(6, 9, 40), (5, 4, 64)])
def test_components_of_every_type(dtype, shape):
    low = 0 if np.dtype(dtype).kind == "u" else -3
    image = np.maximum(rng.integers(low, 4, shape) * (rng.random(shape) < 0.5), low).astype(dtype)
    np.testing.assert_array_equal(got(cle.connected_components_labeling(image)), components(image, "box"))


def test_components_take_nan_and_tiny_numbers_as_set():
    image = np.zeros((3, 40), np.float32)
    image[0, 3:9] = np.nan
    image[2, 1:4] = 1e-45
    image[2, 35:] = -np.inf
    image[1, 20] = -0.0
    labels = got(cle.connected_components_labeling(image))
    np.testing.assert_array_equal(labels, components(image, "box"))
    assert labels.max() == 3


def test_components_of_a_time_lapse_are_per_time_point():
    mask = (rng.random((3, 5, 12, 37)) < 0.4).astype(np.uint8)
    labels = got(cle.connected_components_labeling(mask, connectivity="sphere"))
    for t in range(3):
        np.testing.assert_array_equal(labels[t], components(mask[t], "sphere"))


def test_components_under_their_other_names():
    mask = blobs((30, 50))
    for name in ("connected_component_labeling", "label"):
        np.testing.assert_array_equal(got(getattr(cle, name)(mask)), components(mask, "box"))


# ---- Labels as a whole ----

def some_labels(shape, count=40, seed=3):
    """Objects of all sizes in no order, with gaps in their numbers."""
    r = np.random.default_rng(seed)
    labels = r.integers(0, count, shape) * (ndi.gaussian_filter(r.standard_normal(shape), 1) > 0)
    return ndi.maximum_filter(labels, 2).astype(np.uint32)


def sequential(labels, keep=None):
    out = np.zeros(labels.shape, np.uint32)
    present = [l for l in np.unique(labels) if l and (keep is None or keep(l))]
    for new, old in enumerate(present, 1):
        out[labels == old] = new
    return out


def on_edges(labels, axes):
    found = set()
    for axis in axes:
        if axis < labels.ndim and labels.shape[-1 - axis] > 1:
            for end in (0, -1):
                found |= set(np.unique(np.take(labels, end, axis=labels.ndim - 1 - axis)))
    return found


@pytest.mark.parametrize("shape", SHAPES)
def test_relabel_sequential(shape):
    labels = some_labels(shape) * np.uint32(7)
    np.testing.assert_array_equal(got(cle.relabel_sequential(labels)), sequential(labels))


@pytest.mark.parametrize("dtype", TYPES)
def test_relabel_sequential_keeps_the_pixel_type(dtype):
    labels = np.minimum(some_labels((6, 20, 30), 300), 120).astype(dtype)
    result = got(cle.relabel_sequential(labels, blocksize=17))
    assert result.dtype == dtype
    np.testing.assert_array_equal(result, sequential(labels.astype(np.uint32)))


@pytest.mark.parametrize("high", [2**31, 2**32 - 1])
def test_few_labels_with_high_numbers(high):
    labels = np.zeros((4, 9, 33), np.uint32)
    labels[1, 2, 3:9] = high
    labels[2, 2:5, 20] = 5
    labels[0, 0, 0] = high - 1
    labels[3, 8, 32] = 123456789
    np.testing.assert_array_equal(got(cle.relabel_sequential(labels)), sequential(labels))
    np.testing.assert_array_equal(got(cle.exclude_labels_on_edges(labels)),
                                  sequential(labels, lambda l: l not in on_edges(labels, (0, 1, 2))))
    np.testing.assert_array_equal(got(cle.filter_label_by_size(labels, minimum_size=2, maximum_size=4)),
                                  sequential(labels, lambda l: 2 <= (labels == l).sum() <= 4))


def test_nothing_to_relabel():
    labels = np.zeros((3, 4, 5), np.uint32)
    for name in ("relabel_sequential", "exclude_labels_on_edges", "filter_label_by_size"):
        assert not got(getattr(cle, name)(labels)).any()


@pytest.mark.parametrize("shape", [(9, 17, 33), (17, 33), (1, 12, 40), (5, 1, 9), (1, 1, 1)])
@pytest.mark.parametrize("axes", [(0, 1, 2), (0,), (1,), (2,), (1, 2), ()])
def test_exclude_labels_on_edges(shape, axes):
    labels = ndi.label(np.random.default_rng(5).random(shape) < 0.3)[0].astype(np.uint32)
    result = got(cle.exclude_labels_on_edges(labels, exclude_x=0 in axes, exclude_y=1 in axes, exclude_z=2 in axes))
    gone = on_edges(labels, axes)
    np.testing.assert_array_equal(result, sequential(labels, lambda l: l not in gone))


@pytest.mark.parametrize("low, high", [(0, 100), (3, 3), (2.5, 7.2), (5, 2), (0, 0), (1, 1e18)])
def test_filter_label_by_size(low, high):
    labels = ndi.label(rng.random((6, 30, 45)) < 0.25)[0].astype(np.uint32)
    size = np.bincount(labels.ravel())
    np.testing.assert_array_equal(got(cle.filter_label_by_size(labels, minimum_size=low, maximum_size=high)),
                                  sequential(labels, lambda l: low <= size[l] <= high))


def test_small_and_large_labels_under_all_names():
    labels = ndi.label(rng.random((50, 70)) < 0.3)[0].astype(np.uint32)
    size = np.bincount(labels.ravel())
    small, large = sequential(labels, lambda l: size[l] >= 4), sequential(labels, lambda l: size[l] <= 4)
    np.testing.assert_array_equal(got(cle.remove_small_labels(labels, minimum_size=4)), small)
    np.testing.assert_array_equal(got(cle.exclude_small_labels(labels, maximum_size=4)), small)
    np.testing.assert_array_equal(got(cle.remove_large_labels(labels, maximum_size=4)), large)
    np.testing.assert_array_equal(got(cle.exclude_large_labels(labels, minimum_size=4)), large)


def test_one_label_larger_than_all_groups():
    labels = np.ones((30, 100, 333), np.uint32)
    labels[:, 50, 100] = 2
    np.testing.assert_array_equal(got(cle.remove_large_labels(labels, maximum_size=30)), sequential(labels, lambda l: l == 2))


# ---- Nearest labels ----

def squares_to(shape, points):
    """Squared distance of every pixel to every point: (pixels, points)."""
    grid = np.stack(np.meshgrid(*[np.arange(n) for n in shape], indexing="ij"), -1).reshape(-1, len(shape))
    return ((grid[:, None, :] - points[None]) ** 2).sum(-1)


def nearest(labels, reach=np.inf):
    """Brute force: the smallest pair of squared distance and label."""
    points = np.argwhere(labels)
    out = np.zeros(labels.size, np.uint32)
    if len(points):
        names = labels[tuple(points.T)].astype(np.int64)
        order = np.argsort(names, kind="stable")
        d = squares_to(labels.shape, points[order])
        best = d.argmin(1)
        out = np.where(d.min(1) <= reach * reach, names[order][best], 0).astype(np.uint32)
    return out.reshape(labels.shape)


def nearest_of_few(labels, reach=np.inf):
    """The same by SciPy's distances to each label, for large images with few of them."""
    out, least = np.zeros(labels.shape, np.uint32), np.full(labels.shape, np.inf)
    for label in np.unique(labels[labels > 0]):
        square = np.rint(ndi.distance_transform_edt(labels != label) ** 2)
        out[square < least] = label
        least = np.minimum(least, square)
    return np.where(least <= reach * reach, out, 0)


def seeds(shape, count, seed=0, labels=9):
    r = np.random.default_rng(seed)
    image = np.zeros(shape, np.uint32)
    for place in zip(*[r.integers(0, n, count) for n in shape]):
        image[place] = r.integers(1, labels + 1)
    return image


@pytest.mark.parametrize("shape", [(1, 1, 1), (1, 7, 5), (5, 1, 9), (9, 17, 33), (33, 65), (40, 5, 6), (3, 70, 20), (200,),
                                   (2, 5, 131)])
@pytest.mark.parametrize("count", [0, 1, 2, 12, 150])
def test_extend_labeling_via_voronoi(shape, count):
    labels = seeds(shape, count, seed=count)
    np.testing.assert_array_equal(got(cle.extend_labeling_via_voronoi(labels)), nearest(labels))


@pytest.mark.parametrize("shape", [(16, 70, 130), (70, 100, 40), (2, 3, 5000), (2, 600, 33), (300, 2, 40)])
@pytest.mark.parametrize("share", [0.001, 0.03, 0.3, 0.95])
def test_nearest_label_of_many(shape, share):
    """Several words, bands and parts of a line; every line another label; ties everywhere."""
    r = np.random.default_rng(7)
    labels = np.where(r.random(shape) < share, r.integers(1, 6, shape), 0).astype(np.uint32)
    np.testing.assert_array_equal(got(cle.extend_labeling_via_voronoi(labels)), nearest_of_few(labels))
    np.testing.assert_array_equal(got(cle.dilate_labels(labels, radius=3.3)), nearest_of_few(labels, 3.3))


def test_nearest_label_ties_go_to_the_smaller_label():
    labels = np.zeros((9, 9, 9), np.uint32)
    labels[0, 4, 4], labels[8, 4, 4], labels[4, 0, 4], labels[4, 8, 4], labels[4, 4, 0], labels[4, 4, 8] = 6, 5, 4, 3, 2, 1
    assert got(cle.extend_labeling_via_voronoi(labels))[4, 4, 4] == 1
    labels[4, 4, 8] = 9
    assert got(cle.extend_labeling_via_voronoi(labels))[4, 4, 4] == 2
    checker = (np.indices((12, 14, 37)).sum(0) % 3 == 0) * (1 + np.indices((12, 14, 37)).sum(0) % 7).astype(np.uint32)
    np.testing.assert_array_equal(got(cle.extend_labeling_via_voronoi(checker)), nearest(checker))


@pytest.mark.parametrize("high", [2**31 + 5, 2**32 - 1])
def test_nearest_label_with_high_numbers(high):
    labels = seeds((7, 20, 40), 9)
    labels[3, 3, 3] = high
    np.testing.assert_array_equal(got(cle.extend_labeling_via_voronoi(labels)), nearest(labels))


def test_nearest_label_in_a_very_long_row():
    labels = np.zeros((1, 1, 70000), np.uint32)
    labels[0, 0, [3, 20000, 69999]] = 2, 1, 3
    x = np.arange(70000)
    want = np.where(x * 2 < 20003, 2, np.where(x * 2 <= 89999, 1, 3))
    np.testing.assert_array_equal(got(cle.extend_labeling_via_voronoi(labels))[0, 0], want)


@pytest.mark.parametrize("shape", [(2, 3, 50000), (2, 50000, 3), (50000, 3, 2), (50000, 5)])
def test_nearest_label_when_squares_pass_32_bits(shape):
    labels = seeds(shape, 5, seed=3, labels=3)
    np.testing.assert_array_equal(got(cle.extend_labeling_via_voronoi(labels)), nearest(labels))
    np.testing.assert_array_equal(got(cle.dilate_labels(labels, radius=47000)), nearest(labels, 47000))


def test_nearest_label_in_several_slabs():
    """The result's label is at the distance that SciPy finds; every label is one pixel."""
    labels = np.zeros((33, 380, 380), np.uint32)
    places = np.argwhere(np.random.default_rng(4).random(labels.shape) < 2e-5)
    labels[tuple(places.T)] = 1 + np.arange(len(places))
    found = places[got(cle.extend_labeling_via_voronoi(labels)).astype(int) - 1]
    square = sum((found[..., k] - grid) ** 2 for k, grid in enumerate(np.indices(labels.shape, sparse=True)))
    np.testing.assert_array_equal(square, np.rint(ndi.distance_transform_edt(labels == 0) ** 2))


@pytest.mark.parametrize("pattern", ["seed", "corner", "plane", "diagonal", "wall", "sparse"])
def test_nearest_label_far_from_everything(pattern):
    labels = np.zeros((70, 90, 80), np.uint32)
    z, y, x = np.indices(labels.shape)
    if pattern == "seed":
        labels[35, 45, 40] = 3
    elif pattern == "corner":
        labels[0, 0, 0], labels[-1, -1, -1] = 1, 2
    elif pattern == "plane":
        labels[0] = 1 + (y + x)[0] % 5
    elif pattern == "diagonal":
        labels[x + y + z == 60] = 4
        labels[0, 0, 60] = 2
    elif pattern == "wall":
        labels[:, :, -1] = 1 + z[:, :, -1]
    else:
        labels = seeds(labels.shape, 5)
    np.testing.assert_array_equal(got(cle.extend_labeling_via_voronoi(labels)), nearest_of_few(labels))


def test_voronoi_labeling():
    mask = (np.random.default_rng(2).random((6, 25, 40)) < 0.01).astype(np.uint8)
    mask[2, 4:9, 10:14] = 1
    np.testing.assert_array_equal(got(cle.voronoi_labeling(mask)), nearest(components(mask, "box")))
    assert not got(cle.voronoi_labeling(np.zeros((4, 5), np.float32))).any()


@pytest.mark.parametrize("shape", [(9, 17, 33), (33, 65), (1, 1, 1), (1, 7, 5), (3, 40, 70)])
@pytest.mark.parametrize("radius", [0, 0.5, 1, 1.5, 2, 3.2, 7, 1e6])
def test_dilate_labels(shape, radius):
    labels = seeds(shape, 12)
    result = got(cle.dilate_labels(labels, radius=radius))
    np.testing.assert_array_equal(result, nearest(labels, radius))


def test_dilate_labels_covers_what_skimage_covers():
    from skimage.segmentation import expand_labels
    labels = seeds((12, 30, 41), 30)
    np.testing.assert_array_equal(got(cle.dilate_labels(labels, radius=3)) > 0, expand_labels(labels, 3) > 0)


def eroded(labels, radius):
    out = np.zeros(labels.shape, np.uint32)
    for label in np.unique(labels[labels > 0]):
        own = labels == label
        out[own if own.all() else ndi.distance_transform_edt(own) > radius] = label
    return out


@pytest.mark.parametrize("shape", [(9, 17, 33), (33, 65), (1, 1, 1), (1, 7, 5), (20, 40, 70), (60,), (8, 1, 30)])
@pytest.mark.parametrize("radius", [0, 0.9, 1, 1.5, 2, 3.2, 7, 1000])
def test_erode_labels(shape, radius):
    labels = (np.random.default_rng(4).integers(0, 30, [-(-n // 9) for n in shape])).astype(np.uint32)
    for axis in range(labels.ndim):
        labels = labels.repeat(9, axis=axis)
    labels = np.ascontiguousarray(labels[tuple(slice(n) for n in shape)])
    labels[(np.random.default_rng(5).random(shape) < 0.001)] = 77
    result = got(cle.erode_labels(labels, radius=radius))
    if radius < 1:
        np.testing.assert_array_equal(result, labels)
        return
    left = eroded(labels, radius)
    np.testing.assert_array_equal(result, sequential(left))
    np.testing.assert_array_equal(got(cle.erode_labels(labels, radius=radius, relabel=True)), components(left, "sphere"))


def test_eroding_an_image_of_one_label_takes_nothing():
    labels = np.full((5, 6, 7), 3, np.uint32)
    np.testing.assert_array_equal(got(cle.erode_labels(labels, radius=2)), labels // 3)


# ---- Segmentation ----

def flooded(seeds, mask):
    """The rule: seeds inside the mask, the nearest one, in pieces of the mask that have one."""
    labels = components((seeds != 0) & (mask != 0), "box")
    pieces = components(mask, "box")
    seeded = np.isin(pieces, pieces[labels > 0]) & (mask != 0)
    return np.where(seeded, nearest(labels), 0).astype(np.uint32)


@pytest.mark.parametrize("shape", [(1, 1, 1), (1, 7, 5), (9, 17, 33), (33, 65), (3, 40, 70), (5, 1, 9)])
@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
def test_masked_voronoi_labeling(shape, dtype):
    r = np.random.default_rng(6)
    mask = (ndi.gaussian_filter(r.standard_normal(shape), 1) > 0.1).astype(dtype) * dtype(3)
    spots = (r.random(shape) < 0.02).astype(dtype)
    result = got(cle.masked_voronoi_labeling(spots, mask))
    assert result.dtype == np.uint32
    np.testing.assert_array_equal(result, flooded(spots, mask))


def test_masked_voronoi_without_seeds_or_mask():
    ones, none = np.ones((5, 6, 7), np.uint8), np.zeros((5, 6, 7), np.uint8)
    assert not got(cle.masked_voronoi_labeling(none, ones)).any()
    assert not got(cle.masked_voronoi_labeling(ones, none)).any()
    assert (got(cle.masked_voronoi_labeling(ones, ones)) == 1).all()


def nuclei(shape, places, radius):
    """Smooth bright balls on a dim ground."""
    grid = np.indices(shape)
    image = np.zeros(shape)
    for place in places:
        d = sum((g - p) ** 2 for g, p in zip(grid, place))
        image = np.maximum(image, np.exp(-d / (2 * radius ** 2)))
    return (image * 200 + 20 + np.random.default_rng(0).random(shape) * 5).astype(np.float32)


@pytest.mark.parametrize("shape, places", [((20, 60, 70), [(10, 20, 20), (10, 20, 34), (9, 45, 50)]),
                                           ((60, 70), [(20, 20), (20, 34), (45, 50), (45, 12)])])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_voronoi_otsu_labeling(shape, places, dtype):
    image = nuclei(shape, places, 4).astype(dtype)
    result = got(cle.voronoi_otsu_labeling(image, spot_sigma=3, outline_sigma=1))
    blur = lambda s: cle.gaussian_blur(image, sigma_x=s, sigma_y=s, sigma_z=s)
    spots, mask = got(cle.detect_maxima(blur(3))), got(cle.threshold_otsu(blur(1)))
    np.testing.assert_array_equal(result, flooded(spots, mask))
    assert result.max() == len(places)
    assert len({result[p] for p in places}) == len(places) and all(result[p] for p in places)


def test_gauss_otsu_labeling():
    image = nuclei((60, 70), [(20, 20), (20, 34), (45, 55)], 4)
    for sigma in (0, 2):
        mask = got(cle.threshold_otsu(cle.gaussian_blur(image, sigma_x=sigma, sigma_y=sigma)))
        np.testing.assert_array_equal(got(cle.gauss_otsu_labeling(image, outline_sigma=sigma)), components(mask, "box"))


def test_segmenting_a_time_lapse_is_segmenting_its_frames():
    frames = np.stack([nuclei((10, 40, 40), [(5, 10 + t, 12), (5, 28, 30 - t)], 3) for t in range(3)])
    together = got(cle.voronoi_otsu_labeling(frames, spot_sigma=2, outline_sigma=1))
    for t in range(3):
        np.testing.assert_array_equal(together[t], got(cle.voronoi_otsu_labeling(frames[t], spot_sigma=2, outline_sigma=1)))


def test_a_mask_of_another_shape_is_an_error():
    with pytest.raises(Exception, match="mask is 4 x 6"):
        cle.masked_voronoi_labeling(np.ones((4, 5), np.uint8), np.ones((4, 6), np.uint8))
