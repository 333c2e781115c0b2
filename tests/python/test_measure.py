"""Statistics by label against NumPy in float64."""
import isovox as cle
import numpy as np
import pytest
from scipy import ndimage as ndi

TYPES = [np.uint8, np.int8, np.uint16, np.int16, np.uint32, np.int32, np.float32]
COLUMNS = (["label"] + [f"bbox_{e}_{a}" for e in ("min", "max") for a in "xyz"] + ["bbox_width", "bbox_height", "bbox_depth", "area"] +
           [f"{n}_intensity" for n in ("min", "max", "mean", "sum", "standard_deviation")] +
           [f"sum_intensity_times_{a}" for a in "xyz"] + [f"mass_center_{a}" for a in "xyz"] + [f"sum_{a}" for a in "xyz"] +
           [f"centroid_{a}" for a in "xyz"] +
           [f"{n}_distance_to_{c}" for c in ("centroid", "mass_center") for n in ("sum", "mean", "max")] +
           [f"mean_max_distance_to_{c}_ratio" for c in ("centroid", "mass_center")])
EXACT = [c for c in COLUMNS if c.startswith("bbox") or c in ("label", "area", "min_intensity", "max_intensity", "sum_x", "sum_y", "sum_z")]


def blocks(shape, seed=0, count=30):
    """Objects of several pixels, some in more than one piece, some absent, and a background."""
    r = np.random.default_rng(seed)
    noise = ndi.gaussian_filter(r.standard_normal((count,) + shape), (0,) + (1.5,) * len(shape))
    return (noise.argmax(0) * (r.random(shape) < 0.9)).astype(np.uint32)


def values(shape, dtype, seed=1):
    r = np.random.default_rng(seed)
    if np.dtype(dtype).kind == "f":
        return (r.standard_normal(shape) * 1000 + 300).astype(dtype)
    info = np.iinfo(dtype)
    return r.integers(info.min, info.max, shape, dtype=dtype, endpoint=True)


def statistics(label, intensity, background=False, spacing=(1, 1, 1)):
    """By definition, one label after the other; coordinates and sums of integers in Python's integers."""
    shape = (1,) * (3 - label.ndim) + label.shape
    label, intensity = label.reshape(shape), intensity.reshape(shape)
    whole = intensity.dtype.kind in "iu"
    rows = []
    with np.errstate(all="ignore"):
        for l in range(0 if background else 1, int(label.max()) + 1):
            z, y, x = (c.astype(np.float64) for c in np.nonzero(label == l))
            v = intensity[label == l].astype(np.float64)
            n, row = float(len(v)), {"label": l}
            total = float(sum(map(int, v))) if whole else v.sum()
            center, mass = [], []
            for a, c, wide, s in zip("xyz", (x, y, z), ("width", "height", "depth"), spacing):
                row[f"bbox_min_{a}"], row[f"bbox_max_{a}"] = (c.min() * s, c.max() * s) if n else (np.nan, np.nan)
                row[f"bbox_{wide}"] = (c.max() - c.min() + 1) * s if n else 0
                row[f"sum_{a}"] = c.sum() * s
                times = float(sum(int(p) * int(q) for p, q in zip(c, v))) if whole else (c * v).sum()
                row[f"sum_intensity_times_{a}"] = times * s
                center.append(np.float64(c.sum()) / n)
                mass.append(np.float64(times) / total)
                row[f"centroid_{a}"], row[f"mass_center_{a}"] = center[-1] * s, mass[-1] * s
            row["area"] = n * np.prod(spacing)
            row["min_intensity"], row["max_intensity"] = (v.min(), v.max()) if n else (np.nan, np.nan)
            row["sum_intensity"], row["mean_intensity"] = total, np.float64(total) / n
            row["standard_deviation_intensity"] = np.std(v) if n else np.nan
            for name, c in (("centroid", center), ("mass_center", mass)):
                d = np.sqrt(sum(((p - q) * s) ** 2 for p, q, s in zip((x, y, z), c, spacing)))
                row[f"sum_distance_to_{name}"] = d.sum()
                row[f"mean_distance_to_{name}"] = d.sum() / n if n else np.nan
                row[f"max_distance_to_{name}"] = d.max() if n else np.nan
                row[f"mean_max_distance_to_{name}_ratio"] = row[f"max_distance_to_{name}"] / row[f"mean_distance_to_{name}"]
            rows.append(row)
    return {c: np.array([r[c] for r in rows], np.float64) for c in COLUMNS}


def compare(result, want, tolerance=1e-6, scale=1):
    assert list(result) == COLUMNS
    for c in COLUMNS:
        got = np.asarray(result[c], np.float64)
        assert got.shape == want[c].shape, c
        if c in EXACT:
            np.testing.assert_array_equal(got, want[c], err_msg=c)
        else: # near 0 by cancellation the measure is what was added up
            loose = tolerance * np.nanmax(np.abs(want[c]), initial=0) * (1e-2 if c.startswith(("sum", "mean_int", "stand")) else 1e-3)
            np.testing.assert_allclose(got, want[c], rtol=tolerance, atol=loose, err_msg=c)


@pytest.mark.parametrize("shape", [(1, 1, 1), (1, 7, 5), (5, 1, 9), (17, 33, 65), (33, 70), (3, 40, 530), (20, 70, 6), (200,)])
@pytest.mark.parametrize("background", [False, True])
def test_every_column(shape, background):
    label, image = blocks(shape), np.abs(values(shape, np.float32)) + 1
    compare(cle.labels_statistics(label, image, include_background=background), statistics(label, image, background))


@pytest.mark.parametrize("dtype", TYPES)
def test_every_pixel_type(dtype):
    label, image = blocks((6, 20, 40)), values((6, 20, 40), dtype)
    compare(cle.labels_statistics(label, image), statistics(label, image), 2e-6)


@pytest.mark.parametrize("dtype", TYPES[:-1])
def test_sums_of_integers_are_exact(dtype):
    label = (np.indices((70, 60, 90)).sum(0) % 3).astype(np.uint32)
    image = np.maximum(values(label.shape, dtype), 0)
    if np.dtype(dtype).itemsize == 4:
        image |= dtype(2**30 + 1)
    result = cle.labels_statistics(label, image)
    for l in (1, 2):
        own = image[label == l].astype(np.uint64)
        assert result["sum_intensity"][l - 1] == float(own.sum())
        assert result["min_intensity"][l - 1] == own.min() and result["max_intensity"][l - 1] == own.max()
        z, y, x = np.nonzero(label == l)
        assert result["sum_intensity_times_x"][l - 1] == float(int((x.astype(np.uint64) * own).sum()))
        assert result["sum_intensity_times_z"][l - 1] == float(int((z.astype(np.uint64) * own).sum()))


def test_sums_of_more_than_64_bits_are_rounded_once():
    n = 600_000
    label = (np.arange(n) % 2 + 1).astype(np.uint32)
    step = np.arange(n) % 7 * 12345
    for image in ((2**32 - 1 - step).astype(np.uint32), (step - 2**31).astype(np.int32)):
        result = cle.labels_statistics(label, image)
        for l in (1, 2):
            at, v = np.arange(n)[label == l].astype(object), image[label == l].astype(object)
            total, times, squares = sum(v), int((at * v).sum()), int((v * v).sum())
            assert abs(times) > 2**64 and squares > 2**75
            assert result["sum_intensity"][l - 1] == float(total) and result["sum_intensity_times_x"][l - 1] == float(times)
            assert result["mass_center_x"][l - 1] == float(times) / float(total)
            spread = squares * len(v) - total * total
            assert result["standard_deviation_intensity"][l - 1] == np.sqrt(float(spread)) / len(v)


def test_deviation_of_large_integers_does_not_cancel():
    label = np.ones((1, 64, 64), np.uint32)
    image = (np.arange(64 * 64).reshape(label.shape) % 2 + 4294967290).astype(np.uint32)
    result = cle.labels_statistics(label, image)
    assert result["standard_deviation_intensity"][0] == 0.5
    assert result["mean_intensity"][0] == 4294967290.5


def test_extremes_of_each_type():
    for dtype in TYPES[:-1]:
        info = np.iinfo(dtype)
        label = np.array([[1, 1, 2, 2]], np.uint32)
        image = np.array([[info.min, info.max, info.min, info.min]], dtype)
        result = cle.labels_statistics(label, image)
        assert list(result["min_intensity"]) == [info.min, info.min] and list(result["max_intensity"]) == [info.max, info.min]


def test_the_label_image_alone_and_the_intensity_alone():
    label = blocks((5, 20, 30))
    compare(cle.labels_statistics(label), statistics(label, label))
    image = values((5, 20, 30), np.uint16)
    compare(cle.labels_statistics(None, image), statistics(np.ones_like(label), image))


def test_old_names():
    label, image = blocks((9, 31)), values((9, 31), np.uint8)
    want = cle.labels_statistics(label, image)
    old = cle.statistics_of_labelled_pixels(image, label)
    assert all(np.array_equal(want[c], old[c], equal_nan=True) for c in COLUMNS)
    want = cle.labels_statistics(label, image, include_background=True)
    old = cle.statistics_of_background_and_labelled_pixels(image, label)
    assert all(np.array_equal(want[c], old[c], equal_nan=True) for c in COLUMNS) and old["label"][0] == 0


def test_absent_labels_and_single_pixels():
    label = np.zeros((3, 4, 5), np.uint32)
    label[1, 2, 3] = 4
    result = cle.labels_statistics(label, np.full(label.shape, 7, np.uint8))
    assert list(result["area"]) == [0, 0, 0, 1] and list(result["label"]) == [1, 2, 3, 4]
    assert list(result["sum_intensity"]) == [0, 0, 0, 7]
    assert np.isnan(result["mean_intensity"][:3]).all() and np.isnan(result["bbox_min_x"][:3]).all()
    assert [result[f"centroid_{a}"][3] for a in "xyz"] == [3, 2, 1]
    assert result["max_distance_to_centroid"][3] == 0 and np.isnan(result["mean_max_distance_to_centroid_ratio"][3])


def test_no_labels_give_no_rows():
    result = cle.labels_statistics(np.zeros((4, 5), np.uint32), np.ones((4, 5), np.float32))
    assert list(result) == COLUMNS and all(len(result[c]) == 0 for c in COLUMNS)


def test_nan_and_infinity():
    label = np.arange(5, dtype=np.uint32).repeat(4).reshape(5, 4)
    image = np.arange(20, dtype=np.float32).reshape(5, 4)
    image[0] = np.nan, np.inf, -np.inf, 1e30 # the background's do not matter
    image[1, 2], image[2, 1], image[3, 0], image[4, :2] = np.nan, np.inf, -np.inf, (np.inf, -np.inf)
    with np.errstate(all="ignore"):
        result = cle.labels_statistics(label, image)
        np.testing.assert_array_equal(result["min_intensity"], image[1:].min(1))
        np.testing.assert_array_equal(result["max_intensity"], image[1:].max(1))
        np.testing.assert_array_equal(result["sum_intensity"], image[1:].astype(float).sum(1))
        np.testing.assert_array_equal(result["mean_intensity"], image[1:].astype(float).mean(1))
    for c in ("standard_deviation_intensity", "mass_center_x", "sum_intensity_times_y", "sum_distance_to_mass_center"):
        assert np.isnan(result[c]).all()
    assert list(result["area"]) == [4] * 4 and list(result["centroid_x"]) == [1.5] * 4


@pytest.mark.parametrize("magnitude", [1e-30, 1e-20, 1e-3, 1e20, 1e36])
def test_small_and_large_floats(magnitude):
    label = blocks((5, 20, 40))
    image = ((np.abs(values(label.shape, np.float32)) + 1) * np.float32(magnitude / 1000)).astype(np.float32)
    compare(cle.labels_statistics(label, image), statistics(label, image))


def test_zero_intensities_have_no_mass_centre():
    result = cle.labels_statistics(np.ones((3, 3), np.uint32), np.zeros((3, 3), np.float32))
    assert np.isnan(result["mass_center_x"][0]) and np.isnan(result["max_distance_to_mass_center"][0])
    assert result["sum_intensity"][0] == 0 and result["standard_deviation_intensity"][0] == 0


def test_many_labels_in_one_place():
    label = np.random.default_rng(0).permutation(20 * 64 * 64).reshape(20, 64, 64).astype(np.uint32)
    image = values(label.shape, np.uint16)
    result = cle.labels_statistics(label, image)
    order = np.argsort(label.ravel())[1:]
    np.testing.assert_array_equal(result["sum_intensity"], image.ravel()[order])
    np.testing.assert_array_equal(result["centroid_x"], (np.arange(label.size) % 64)[order])
    assert set(result["area"]) == {1}


@pytest.mark.parametrize("count", [63, 64, 65, 200, 3001])
@pytest.mark.parametrize("dtype", [np.uint32, np.int16, np.float32])
def test_every_column_of_many_labels(count, dtype):
    label = np.random.default_rng(2).integers(0, count + 1, (7, 30, 3 * count // 30 + 3)).astype(np.uint32)
    label.flat[0] = count
    compare(cle.labels_statistics(label, values(label.shape, dtype)), statistics(label, values(label.shape, dtype)), 2e-6)


def test_a_time_lapse_has_a_column_of_its_own():
    label = np.stack([blocks((4, 15, 20), seed=s, count=5 + s) for s in range(3)])
    image = values(label.shape, np.float32) + 5000
    result = dict(cle.labels_statistics(label, image))
    t = np.asarray(result.pop("t"))
    for k in range(3):
        compare({c: np.asarray(v)[t == k] for c, v in result.items()}, statistics(label[k], image[k]))


# ---- Physical units ----

def in_units(label, spacing, units):
    image = cle.push(label)
    image.spacing, image.units = spacing, units
    return image


def test_physical_units():
    label, image = blocks((6, 30, 40)), values((6, 30, 40), np.uint16)
    result = cle.labels_statistics(in_units(label, (2.5, 0.5, 0.25), ("um", "um", "um")), image, physical=True)
    compare(result, statistics(label, image, spacing=(0.25, 0.5, 2.5)))
    assert result.units["area"] == "um^3" and result.units["centroid_x"] == "um"
    assert result.units["mean_intensity"] == "" and result.units["mean_max_distance_to_centroid_ratio"] == ""


@pytest.mark.parametrize("exponent", [-30, -20, -12, 40])
def test_small_and_large_units(exponent):
    label, image, step = blocks((6, 30, 40)), values((6, 30, 40), np.uint16), 2.0 ** exponent
    result = cle.labels_statistics(in_units(label, (3 * step, 2 * step, step), ("m", "m", "m")), image, physical=True)
    compare(result, statistics(label, image, spacing=(step, 2 * step, 3 * step)))


def test_physical_units_in_a_plane():
    label, image = blocks((30, 40)), values((30, 40), np.float32) + 5000
    result = cle.labels_statistics(in_units(label, (0.5, 0.25), ("nm", "nm")), image, physical=True)
    compare(result, statistics(label, image, spacing=(0.25, 0.5, 1)))
    assert result.units["area"] == "nm^2"


def test_plain_columns_stay_in_pixels():
    label, image = blocks((6, 30, 40)), values((6, 30, 40), np.uint16)
    result = cle.labels_statistics(in_units(label, (2.5, 0.5, 0.25), ("um", "um", "um")), image)
    compare(result, statistics(label, image))
    assert result.units["area"] == ""


def test_axes_of_different_units_are_an_error():
    label = in_units(blocks((6, 30, 40)), (2, 1, 1), ("mm", "um", "um"))
    with pytest.raises(Exception, match='physical needs axes of one unit, but they have "mm" and "um"'):
        cle.labels_statistics(label, physical=True)


# ---- Errors ----

def test_neither_label_nor_intensity():
    with pytest.raises(Exception, match="label and intensity are missing"):
        cle.labels_statistics()


def test_images_of_different_shapes():
    with pytest.raises(Exception, match=r"intensity is 4 x 6 \(y x\), but label is 4 x 5 \(y x\)"):
        cle.labels_statistics(np.ones((4, 5), np.uint32), np.ones((4, 6), np.uint8))


def test_a_label_too_high_for_a_table():
    label = np.zeros((4, 5), np.uint32)
    label[2, 2] = 2**31
    with pytest.raises(Exception, match="label goes up to 2147483648, which would make as many rows"):
        cle.labels_statistics(label)


# ---- Maps ----

def painted(label, column):
    return np.concatenate(([0], column)).astype(np.float32)[label]


def test_parametric_map():
    label = blocks((5, 20, 30))
    n = int(label.max())
    properties = np.random.default_rng(0).standard_normal(n).astype(np.float32)
    result = np.asarray(cle.parametric_map(label, properties))
    assert result.dtype == np.float32
    np.testing.assert_array_equal(result, painted(label, properties))
    np.testing.assert_array_equal(np.asarray(cle.parametric_map(label, np.append(properties, 9))), result)
    assert not np.asarray(cle.parametric_map(np.zeros_like(label), properties)).any()
    with pytest.raises(Exception, match=f"properties has {n - 1} values, but labels go up to {n}"):
        cle.parametric_map(label, properties[1:])


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.uint32, np.float32])
def test_intensity_maps(dtype):
    label, image = blocks((5, 20, 30)), values((5, 20, 30), dtype)
    want = statistics(label, image)
    for name, column in (("mean", "mean"), ("minimum", "min"), ("maximum", "max"), ("standard_deviation", "standard_deviation")):
        result = np.asarray(getattr(cle, f"{name}_intensity_map")(image, label))
        assert result.dtype == np.float32
        np.testing.assert_allclose(result, painted(label, want[f"{column}_intensity"]), rtol=1e-6, atol=1e-6 * want["max_intensity"].max())
    np.testing.assert_array_equal(np.asarray(cle.label_mean_intensity_map(image, label)), np.asarray(cle.mean_intensity_map(image, label)))


def test_maps_of_shape():
    label = blocks((5, 20, 30))
    want = statistics(label, label)
    np.testing.assert_array_equal(np.asarray(cle.pixel_count_map(label)), painted(label, want["area"]))
    np.testing.assert_array_equal(np.asarray(cle.label_pixel_count_map(label)), painted(label, want["area"]))
    for name, column in (("mean_extension_map", "mean_distance_to_centroid"), ("maximum_extension_map", "max_distance_to_centroid"),
                         ("extension_ratio_map", "mean_max_distance_to_centroid_ratio")):
        np.testing.assert_allclose(np.asarray(getattr(cle, name)(label)), painted(label, want[column]), rtol=2e-6)


def test_maps_of_few_labels_with_high_numbers():
    label = blocks((4, 9, 20), count=4) * np.uint32(2**30 - 1)
    image = values(label.shape, np.uint16)
    result = np.asarray(cle.maximum_intensity_map(image, label))
    for l in np.unique(label[label > 0]):
        assert set(result[label == l]) == {image[label == l].max()}
    assert not result[label == 0].any()


def test_a_map_of_no_labels():
    assert not np.asarray(cle.pixel_count_map(np.zeros((3, 4), np.uint32))).any()
