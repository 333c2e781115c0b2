"""Whole-image numbers, histograms and thresholds against NumPy and scikit-image."""
from fractions import Fraction

import numpy as np
import pytest
from skimage import filters

import isovox as cle

INTEGERS = [np.uint8, np.int8, np.uint16, np.int16, np.uint32, np.int32]
TYPES = [*INTEGERS, np.float32]
SHAPES = [(1, 1, 1), (1, 7, 5), (17, 33, 65), (5, 1, 9), (61, 300), (2, 3, 17, 19)]


def image(shape, dtype, kind="noise", seed=0):
    """Noise over the whole range of the type, or a dark background with bright spots."""
    rng = np.random.default_rng([seed, len(shape), np.prod(shape)])
    if kind == "spots":
        top = 110 if np.dtype(dtype).itemsize == 1 else 9000
        a = rng.normal(top / 3, top / 20, shape) + (rng.random(shape) < 0.2) * top / 2
        return np.clip(a, 0, top).astype(dtype)
    if dtype == np.float32:
        return rng.normal(100, 30, shape).astype(dtype)
    i = np.iinfo(dtype)
    return rng.integers(i.min, i.max, shape, dtype=dtype, endpoint=True)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", SHAPES)
def test_numbers_of_all_pixels(shape, dtype):
    a = image(shape, dtype)
    wide = a.astype(np.float64)
    assert cle.minimum_of_all_pixels(a) == a.min()
    assert cle.maximum_of_all_pixels(a) == a.max()
    if dtype == np.float32:
        assert cle.sum_of_all_pixels(a) == pytest.approx(wide.sum(), rel=1e-13)
    else:
        assert cle.sum_of_all_pixels(a) == a.astype(np.int64).sum()
    assert cle.mean_of_all_pixels(a) == pytest.approx(wide.mean(), rel=1e-13, abs=1e-7)
    assert cle.standard_deviation_of_all_pixels(a) == pytest.approx(wide.std(), rel=1e-9, abs=1e-4)
    if a.size > 1:
        assert cle.variance_of_all_pixels(a, ddof=1) == pytest.approx(wide.var(ddof=1), rel=1e-9)
        assert cle.standard_deviation_of_all_pixels(a, ddof=1) == pytest.approx(wide.std(ddof=1), rel=1e-9)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("n", [255, 2048, 2049, 4095, 4096, 4097, 7 * 256 + 4096, 8 * 256 + 4097, 5 * 4096 + 9 * 256 + 1])
def test_numbers_of_rows_and_parts(n, dtype):
    """Around the ends of eight rows of 256 pixels, and of parts of 16 rows."""
    a = image((1, n), dtype)
    wide = a.astype(np.float64)
    for at in (0, n // 2, n - 1):
        for f, v in ((cle.minimum_of_all_pixels, wide.min() - 1), (cle.maximum_of_all_pixels, wide.max() + 1)):
            b = a.copy()
            b[0, at] = v if dtype == np.float32 else np.clip(v, np.iinfo(dtype).min, np.iinfo(dtype).max)
            assert f(b) == b[0, at]
    assert cle.sum_of_all_pixels(a) == pytest.approx(wide.sum(), rel=1e-13, abs=1e-3)
    assert cle.variance_of_all_pixels(a) == pytest.approx(wide.var(), rel=1e-9)


def test_sums_are_exact_where_32_bits_are_not():
    a = np.full((40, 300, 301), 255, np.uint8)
    assert cle.sum_of_all_pixels(a) == 255 * a.size
    a = np.full((20, 300, 301), 0.1, np.float32)
    assert cle.mean_of_all_pixels(a) == pytest.approx(float(np.float32(0.1)), rel=1e-14)
    a = np.full((33, 65), 4294967295, np.uint32)
    assert cle.sum_of_all_pixels(a) == 4294967295 * a.size
    assert cle.variance_of_all_pixels(a) == 0
    a[0, 0] -= 1
    assert cle.variance_of_all_pixels(a) == pytest.approx((1 - 1 / a.size) / a.size, rel=1e-12)


def test_deviation_beside_a_large_mean():
    a = (30000 + np.random.default_rng(0).normal(0, 5, (40, 50, 60))).astype(np.float32)
    assert cle.standard_deviation_of_all_pixels(a) == pytest.approx(a.astype(np.float64).std(), rel=1e-6)


def test_numbers_with_nan_and_infinity():
    a = image((3, 40, 50), np.float32)
    a[1, 2, 3] = np.inf
    assert cle.maximum_of_all_pixels(a) == np.inf and cle.sum_of_all_pixels(a) == np.inf
    assert np.isnan(cle.variance_of_all_pixels(a))
    a[2, 0, 0] = np.nan
    for f in (cle.minimum_of_all_pixels, cle.maximum_of_all_pixels, cle.sum_of_all_pixels, cle.mean_of_all_pixels):
        assert np.isnan(f(a))
    for at in (0, 4095, 4096, 5999):
        b = image((3, 40, 50), np.float32)
        b.flat[at] = np.nan
        assert np.isnan(cle.minimum_of_all_pixels(b)) and np.isnan(cle.maximum_of_all_pixels(b))
        b.flat[at] = -np.inf
        assert cle.minimum_of_all_pixels(b) == -np.inf and cle.sum_of_all_pixels(b) == -np.inf
        assert cle.maximum_of_all_pixels(np.full((3, 2000), -np.inf, np.float32)) == -np.inf
    one = np.ones((1, 1), np.float32)
    assert np.isnan(cle.variance_of_all_pixels(one, ddof=1))
    zeros = np.zeros((2, 5000), np.float32)
    zeros[1] = -0.0
    for f in (cle.minimum_of_all_pixels, cle.maximum_of_all_pixels):
        assert not np.signbit(f(zeros)) and not np.signbit(f(-zeros))


def centred_bins(a, bins, low, high):
    """The rule of `histogram`, in integers or in 32-bit floats."""
    a = a.ravel()
    if a.dtype == np.float32:
        low, high = np.float32(low), np.float32(high)
        a = a[(a >= low) & (a <= high)]
        if low == high:
            return np.zeros(a.size, int)
        return ((a - low) * (np.float32(bins - 1) / (high - low)) + np.float32(0.5)).astype(int)
    low, high = int(low), int(high)
    a = a.astype(np.int64)
    a = a[(a >= low) & (a <= high)] - low
    return (2 * a * (bins - 1) + (high - low)) // (2 * (high - low)) if high > low else a * 0


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", SHAPES[:5])
@pytest.mark.parametrize("bins", [1, 2, 10, 256, 300, 5000])
def test_histogram(shape, dtype, bins):
    a = image(shape, dtype)
    got = np.asarray(cle.histogram(a, num_bins=bins))
    assert got.dtype == np.uint32 and got.shape == (bins,)
    np.testing.assert_array_equal(got, np.bincount(centred_bins(a, bins, a.min(), a.max()), minlength=bins))


@pytest.mark.parametrize("highest", [1, 255, 256, 1000, 65535])
def test_pixels_on_edges_of_bins(highest):
    """Whole numbers in floats, most of them the lowest: many lie on an edge, or next to it."""
    rng = np.random.default_rng(highest)
    a = np.maximum(rng.integers(-highest, highest, (5, 70, 64), endpoint=True), 0).astype(np.float32)
    for scale in (1, 0.1, 1e30, 1e-36):
        b = a * np.float32(scale)
        np.testing.assert_array_equal(np.asarray(cle.threshold_otsu(b)), np.asarray(cle.threshold_otsu(a)))
    got = np.asarray(cle.histogram(a))
    np.testing.assert_array_equal(got, np.bincount(centred_bins(a, 256, a.min(), a.max()), minlength=256))
    np.testing.assert_array_equal(np.asarray(cle.threshold_otsu(a)), a > otsu_threshold(a))


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("low, high", [(10, 30), (0, 255), (-10000000, 40), (7, 7)])
def test_histogram_between_bounds(dtype, low, high):
    a = np.arange(60).reshape(3, 4, 5).astype(dtype)
    got = np.asarray(cle.histogram(a, num_bins=11, minimum_intensity=low, maximum_intensity=high))
    np.testing.assert_array_equal(got, np.bincount(centred_bins(a, 11, low, high), minlength=11))


def test_histogram_rules():
    a = np.arange(60, dtype=np.float32).reshape(3, 4, 5)
    a[0, 0, :3] = np.nan, np.inf, -np.inf
    assert np.asarray(cle.histogram(a, num_bins=7)).sum() == 57
    t = np.stack([image((5, 6, 7), np.uint16, seed=k) for k in range(3)])
    got = np.asarray(cle.histogram(t, num_bins=16))
    assert got.shape == (3, 16)
    for k in range(3):
        np.testing.assert_array_equal(got[k], np.asarray(cle.histogram(t[k], num_bins=16)))
    for bounds in ({"minimum_intensity": 1}, {"minimum_intensity": 2, "maximum_intensity": 1}):
        with pytest.raises(Exception, match="maximum_intensity"):
            cle.histogram(a, num_bins=7, **bounds)


def otsu_bin(counts):
    """The best bin in exact fractions, or None."""
    w, m = [list(map(int, np.cumsum(c))) for c in (counts, counts * np.arange(counts.size))]
    best, where = 0, None
    for i in range(counts.size):
        product = w[i] * (w[-1] - w[i])
        if product and (v := Fraction((m[i] * w[-1] - m[-1] * w[i]) ** 2, product)) > best:
            best, where = v, i
    return where


def otsu_threshold(a):
    low, high = a.min(), a.max()
    if a.dtype != np.float32 and int(high) - int(low) < 256:
        k = otsu_bin(np.bincount(a.ravel().astype(np.int64) - int(low), minlength=256))
        return high if k is None else int(low) + k
    counts, edges = np.histogram(a if a.dtype == np.float32 else a.astype(np.float64), 256)
    k = otsu_bin(counts)
    return high if k is None or low == high else (edges[k] + edges[k + 1]) / 2


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", SHAPES[:5])
@pytest.mark.parametrize("kind", ["noise", "spots"])
def test_threshold_otsu(shape, dtype, kind):
    a = image(shape, dtype, kind)
    got = np.asarray(cle.threshold_otsu(a))
    assert got.dtype == np.uint8
    np.testing.assert_array_equal(got, a > otsu_threshold(a))
    if a.size > 1000:
        one_value_per_bin = dtype != np.float32 and int(a.max()) - int(a.min()) < 256
        same = a if one_value_per_bin or dtype == np.float32 else a.astype(np.float64)
        np.testing.assert_array_equal(got, a > filters.threshold_otsu(same))


def test_threshold_otsu_rules():
    assert not np.asarray(cle.threshold_otsu(np.full((3, 4, 5), 1e30, np.float32))).any()
    assert not np.asarray(cle.threshold_otsu(np.full((3, 4, 5), 7, np.uint16))).any()
    assert not np.asarray(cle.threshold_otsu(np.full((3, 4, 5), np.nan, np.float32))).any()
    a = image((9, 10, 11), np.float32, "spots")
    want = np.asarray(cle.threshold_otsu(a))
    for scale in (1e34, 1e-40, 1e-36):
        b = ((a - 4000) * np.float32(scale)).astype(np.float32)
        assert np.mean(np.asarray(cle.threshold_otsu(b)) != want) < 0.02
    a[0, 0, :3] = np.nan, np.inf, -np.inf
    np.testing.assert_array_equal(np.asarray(cle.threshold_otsu(a))[0, 0, :3], [0, 1, 0])
    t = np.stack([image((3, 40, 50), np.uint16) // k for k in (1, 7)])
    got = np.asarray(cle.threshold_otsu(t))
    for k in range(2):
        np.testing.assert_array_equal(got[k], np.asarray(cle.threshold_otsu(t[k])))


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", SHAPES[:5])
def test_threshold_mean(shape, dtype):
    a = image(shape, dtype)
    np.testing.assert_array_equal(np.asarray(cle.threshold_mean(a)), a > a.mean(dtype=np.float64))
