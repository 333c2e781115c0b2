"""The main job on real images, beside SciPy and scikit-image. The images are not part of the project."""
import isovox as cle
import numpy as np
import pytest

ndi = pytest.importorskip("scipy.ndimage")
skimage = pytest.importorskip("skimage")
tifffile = pytest.importorskip("tifffile")
from skimage import filters, measure  # noqa: E402

import cases  # noqa: E402


def needs(*names):
    missing = [n for n in names if not hasattr(cle, n)]
    if missing:
        pytest.skip(f"not built yet: {', '.join(missing)}")


def close(got, expected, relative=1e-5):
    got, expected = np.asarray(got, np.float64), np.asarray(expected, np.float64)
    assert got.shape == expected.shape
    assert np.abs(got - expected).max() <= relative * max(1e-30, np.abs(expected).max())


@pytest.fixture
def read(data):
    """An image by the package and by tifffile, which must agree."""
    def both(name):
        path = data(name)
        try:
            image = cle.imread(path)
        except cle.UnsupportedError:
            pytest.skip("the library was built without libtiff")
        pixels = tifffile.imread(path)
        return image, pixels
    return both


def test_blobs(read):
    """Bright blobs: filters, a threshold, labels and their measures."""
    needs("gaussian_blur", "threshold_otsu", "connected_component_labeling", "exclude_labels_on_edges")
    image, pixels = read("blobs.tif")
    np.testing.assert_array_equal(image, pixels)
    blurred = cle.gaussian_blur(image, sigma_x=2, sigma_y=2)
    close(blurred, ndi.gaussian_filter(pixels.astype(np.float64), 2, mode="nearest"))
    mask = cle.threshold_otsu(image)
    expected = pixels > filters.threshold_otsu(pixels)
    assert np.mean(np.asarray(mask) == expected) > 0.995  # a bin's edge may fall beside scikit-image's
    labels = cle.connected_component_labeling(mask)
    np.testing.assert_array_equal(labels, measure.label(np.asarray(mask), connectivity=2))
    assert 55 < labels.max() < 75
    inner = cle.exclude_labels_on_edges(labels).get()
    border = np.unique(np.concatenate([labels.get()[k] for k in (0, -1)] + [labels.get()[:, k] for k in (0, -1)]))
    assert inner.max() == labels.max() - np.count_nonzero(border)


def test_blobs_labeled(read):
    needs("voronoi_otsu_labeling", "labels_statistics")
    image, pixels = read("blobs.tif")
    labels = cle.voronoi_otsu_labeling(image, spot_sigma=3.5, outline_sigma=1)
    assert 55 < labels.max() < 75 and labels.kind == "labels" and labels.dtype == np.uint32
    table = cle.labels_statistics(labels, image)
    regions = measure.regionprops(labels.get().astype(np.int64), pixels)
    assert len(table["label"]) == len(regions)
    for key, attribute in (("label", "label"), ("area", "area"), ("mean_intensity", "intensity_mean"),
                           ("max_intensity", "intensity_max"), ("min_intensity", "intensity_min")):
        close(table[key], [getattr(r, attribute) for r in regions])
    close(table["centroid_y"], [r.centroid[0] for r in regions])
    close(table["centroid_x"], [r.centroid[1] for r in regions])


def test_nuclei_in_three_dimensions(read):
    """Platynereis: labels of nuclei, measured and handled."""
    needs("relabel_sequential", "exclude_labels_on_edges")
    image, pixels = read("Platynereis_tp7_channel1_rescaled256x256x103_gt.tif")
    labels = image.astype(np.uint32)
    np.testing.assert_array_equal(labels, pixels)
    compact = cle.relabel_sequential(labels).get()
    present = np.unique(pixels[pixels > 0])
    assert compact.max() == len(present)
    np.testing.assert_array_equal(np.searchsorted(present, pixels[pixels > 0]) + 1, compact[compact > 0])
    if hasattr(cle, "labels_statistics"):
        table = cle.labels_statistics(labels)
        regions = {r.label: r for r in measure.regionprops(pixels.astype(np.int64))}
        rows = [k for k, label in enumerate(table["label"]) if int(label) in regions]
        assert len(rows) == len(regions)
        assert [regions[int(table["label"][k])].area for k in rows] == [table["area"][k] for k in rows]
        close([table["centroid_z"][k] for k in rows], [regions[int(table["label"][k])].centroid[0] for k in rows])


def test_nuclei_found_again(read):
    """Nuclei drawn from their labels as spots, blurred, are found again."""
    needs("voronoi_otsu_labeling")
    _, pixels = read("Platynereis_tp7_channel1_rescaled256x256x103_gt.tif")
    part = pixels[30:70, 60:180, 60:180]
    centers = ndi.center_of_mass(np.ones(part.shape), part, np.unique(part[part > 0]))
    spots = np.zeros(part.shape, np.float32)
    for c in centers:
        spots[tuple(int(round(v)) for v in c)] = 1000
    image = ndi.gaussian_filter(spots, 2)
    labels = cle.voronoi_otsu_labeling(image, spot_sigma=1.5, outline_sigma=1)
    assert 0.6 * len(centers) <= labels.max() <= 1.1 * len(centers)


def test_cells_over_time(read):
    """Cancer cells migrating: every time point as if alone."""
    needs("gaussian_blur", "top_hat", "voronoi_otsu_labeling", "labels_statistics")
    image, pixels = read("cancer_cell_migration_crop.tif")
    assert pixels.shape == (48, 130, 130)
    movie = cle.push(pixels, axes="tyx", spacing=image.spacing[-2:], unit=image.units[-1])
    clean = cle.gaussian_blur(cle.top_hat(movie, radius_x=10, radius_y=10), sigma_x=1, sigma_y=1)
    labels = cle.voronoi_otsu_labeling(clean, spot_sigma=3, outline_sigma=1)
    assert labels.axes == "tyx" and labels.shape == pixels.shape
    counts = [int(v) for v in labels.get().max(axis=(1, 2))]
    assert min(counts) >= 1 and max(counts) < 200
    for t in (0, 20, 47):
        alone = cle.gaussian_blur(cle.top_hat(pixels[t], radius_x=10, radius_y=10), sigma_x=1, sigma_y=1)
        np.testing.assert_array_equal(clean[t], alone)
        np.testing.assert_array_equal(labels[t], cle.voronoi_otsu_labeling(alone, spot_sigma=3, outline_sigma=1))
    table = cle.labels_statistics(labels, movie)
    assert [int(np.sum(table["t"] == t)) for t in range(48)] == counts


def test_hela_channel(read):
    """One channel of a color image through the segmentation."""
    needs("gaussian_blur", "threshold_otsu", "connected_component_labeling", "exclude_small_labels")
    image, pixels = read("hela-cells-8bit.tif")
    channel_axis = int(np.argmin(pixels.shape))
    nuclei = np.ascontiguousarray(pixels.take(2, channel_axis))
    blurred = cle.gaussian_blur(nuclei, sigma_x=3, sigma_y=3)
    mask = cle.threshold_otsu(blurred)
    reference = ndi.gaussian_filter(nuclei.astype(np.float64), 3, mode="nearest")
    assert np.mean(np.asarray(mask) == (reference > filters.threshold_otsu(reference))) > 0.99
    labels = cle.exclude_small_labels(cle.connected_component_labeling(mask), maximum_size=100)
    expected = measure.label(np.asarray(mask), connectivity=2)
    sizes = np.bincount(expected.ravel())[1:]
    assert labels.max() in (np.sum(sizes > 100), np.sum(sizes >= 100)) and labels.max() >= 2


@pytest.mark.parametrize("name", ["blobs.tif", "mini-t1-head.tif", "Bead_Image1_crop.tif", "psf.tif", "hela-cells-8bit.tif",
                                  "cancer_cell_migration_crop.tif", "IXMtest_A02_s9.tif",
                                  "Platynereis_tp7_channel1_rescaled256x256x103_gt.tif"])
def test_reading_and_the_same_bits(read, name):
    """Every image is read as tifffile reads it, and blurred to the same bits on every device."""
    needs("gaussian_blur", "threshold_otsu")
    image, pixels = read(name)
    assert sorted(n for n in image.shape if n > 1) == sorted(n for n in pixels.shape if n > 1)
    np.testing.assert_array_equal(np.sort(image.get(), axis=None), np.sort(pixels, axis=None))
    results = []
    for device in cle.devices():
        if not device.error:
            blurred = cle.gaussian_blur(image, sigma_x=2, sigma_y=1.5, sigma_z=1, device=device)
            results.append(cases.canonical((blurred, cle.threshold_otsu(blurred))))
    assert all(r == results[0] for r in results)
