"""Filters against SciPy in double precision: odd sizes, every pixel type, borders."""
import itertools

import isovox as cle
import numpy as np
import pytest
from scipy import ndimage as ndi

SHAPES = [(1, 1, 1), (1, 7, 5), (5, 1, 9), (17, 33, 65), (9, 70, 3), (40, 65), (1, 530)]
TYPES = [np.uint8, np.int8, np.uint16, np.int16, np.uint32, np.int32, np.float32]


def image(shape, dtype, seed=0):
    """Random pixels over the whole range of the type."""
    rng = np.random.default_rng(seed)
    if np.dtype(dtype) == np.float32:
        return rng.normal(10, 100, shape).astype(np.float32)
    low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
    return rng.integers(low, high, shape, dtype, endpoint=True)


def xyz(name, values):
    return dict(zip((f"{name}_x", f"{name}_y", f"{name}_z"), values))


def axes(values, ndim):
    """Parameters in the order x y z as SciPy wants them."""
    return tuple(values[:ndim][::-1])


def assert_near(got, wanted, tolerance, largest=None):
    """Within the tolerance, relative to the largest result (or `largest`)."""
    got = np.asarray(got)
    assert got.shape == wanted.shape
    limit = tolerance * max(np.abs(wanted).max() if largest is None else largest, 1e-30)
    assert np.abs(got.astype(np.float64) - wanted).max() <= limit


def gaussian(a, sigma):
    sigma = axes(sigma, a.ndim)
    return ndi.gaussian_filter(a.astype(np.float64), sigma, mode="nearest", radius=[int(4 * s) for s in sigma])


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", SHAPES)
def test_gaussian_blur(shape, dtype):
    a = image(shape, dtype)
    for sigma in [(1, 1, 1), (0.3, 2, 0), (0, 0, 1.3), (0, 3.1, 0), (5, 0.5, 2)]:
        got = np.asarray(cle.gaussian_blur(a, **xyz("sigma", sigma)))
        assert got.dtype == np.float32
        assert_near(got, gaussian(a, sigma), 2e-6)


def test_gaussian_blur_wide():
    """Windows larger than the image, and than any tile."""
    a = image((3, 50, 70), np.uint8)
    for sigma in [(100, 0, 0), (0, 100, 0), (20, 200, 30), (800, 800, 800)]:
        assert_near(cle.gaussian_blur(a, **xyz("sigma", sigma)), gaussian(a, sigma), 1e-5)


def test_gaussian_blur_leaves_no_axis():
    a = image((4, 5, 6), np.uint16)
    assert np.array_equal(np.asarray(cle.gaussian_blur(a)), a.astype(np.float32))


def test_gaussian_blur_keeps_signs_and_nan():
    a = np.full((9, 9, 9), -0.0, np.float32)
    assert np.signbit(np.asarray(cle.gaussian_blur(a, **xyz("sigma", (1, 1, 1))))).all()
    a[4, 4, 4] = np.nan
    got = np.isnan(np.asarray(cle.gaussian_blur(a, **xyz("sigma", (0.5, 0.5, 0.5)))))
    assert got[2:7, 2:7, 2:7].all() and got.sum() == 125


def test_gaussian_blur_over_time():
    a = image((3, 4, 20, 30), np.uint16)
    got = np.asarray(cle.gaussian_blur(a, **xyz("sigma", (2, 2, 1))))
    for t in range(3):
        assert_near(got[t], gaussian(a[t], (2, 2, 1)), 2e-6)


def footprint(a, r, kind):
    """The window as SciPy wants it: half widths r (x y z), rounded down; axes of size 1 are left out."""
    half = [int(v) if n > 1 else 0 for v, n in zip(axes(r, a.ndim), a.shape)]
    if kind == "box":
        return np.ones([2 * h + 1 for h in half], bool)
    grid = np.meshgrid(*[np.arange(-h, h + 1) for h in half], indexing="ij")
    return sum((g / max(h, 1)) ** 2 for g, h in zip(grid, half)) <= 1 + 1e-9


WINDOWS = [((1, 1, 1), "box"), ((2, 0, 1.9), "box"), ((0, 9, 0), "box"), ((50, 40, 3), "box"),
           ((1, 1, 1), "sphere"), ((3, 2, 1), "sphere"), ((2, 0, 2), "sphere"), ((5, 5, 0), "sphere")]


def whole_mean(a, f):
    """The exact mean toward zero."""
    total = ndi.correlate(a.astype(np.int64), f.astype(np.int64), mode="nearest")
    return (np.sign(total) * (np.abs(total) // f.sum())).astype(a.dtype)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", SHAPES)
def test_mean_filter(shape, dtype):
    a = image(shape, dtype)
    for r, kind in WINDOWS:
        f = footprint(a, r, kind)
        if f.size > 20000:
            continue
        got = np.asarray(cle.mean_filter(a, connectivity=kind, **xyz("radius", r)))
        assert got.dtype == a.dtype
        if dtype == np.float32:
            assert_near(got, ndi.correlate(a.astype(np.float64), f / f.sum(), mode="nearest"), 2e-6, np.abs(a).max())
        else:
            assert np.array_equal(got, whole_mean(a, f)), (r, kind)


def test_mean_filter_of_large_windows():
    """Sums beyond 32 bits."""
    a = image((4, 12, 15), np.uint16)
    for r, kind in [((40, 30, 20), "box"), ((20, 20, 20), "sphere")]:
        got = np.asarray(cle.mean_filter(a, connectivity=kind, **xyz("radius", r)))
        f = footprint(a, r, kind)
        if kind == "sphere":
            assert np.array_equal(got, whole_mean(a, f))
        else:
            total = a.astype(np.int64)
            for axis, n in enumerate(f.shape):
                total = ndi.correlate1d(total, np.ones(n, np.int64), axis, mode="nearest")
            assert np.array_equal(got, total // f.size)


def box_means(a, r):
    """The exact means toward zero over windows of half widths r, for y and x; from running sums."""
    s = np.pad(a.astype(np.int64), [(k, k) for k in r], "edge")
    for axis, k in enumerate(r):
        run = np.insert(np.cumsum(s, axis), 0, 0, axis)
        n = run.shape[axis]
        s = np.take(run, range(2 * k + 1, n), axis) - np.take(run, range(n - 2 * k - 1), axis)
    w = np.int64((2 * r[0] + 1) * (2 * r[1] + 1))
    return np.sign(s) * (np.abs(s) // w)


@pytest.mark.parametrize("dtype", [np.uint8, np.int8])
def test_every_sum_of_narrow_pixels_divides_exactly(dtype):
    """Along a ramp that takes a step after as many pixels as a window has, window after window has one more."""
    low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
    for r in [*range(1, 68), 111]:
        w = 2 * r + 1
        a = np.repeat(np.arange(low, high + 1), w).astype(dtype)[None]
        sums = np.convolve(a[0].astype(np.int64), np.ones(w, np.int64), "valid")
        assert np.array_equal(sums, np.arange(low * w, high * w + 1))
        assert np.array_equal(np.asarray(cle.mean_filter(a, radius_x=r, radius_y=0)), box_means(a, (0, r))), r


@pytest.mark.parametrize("dtype", [np.uint16, np.int16])
@pytest.mark.parametrize("r", [1, 2, 12, 160, 999])
def test_sums_of_wider_pixels_divide_exactly(dtype, r):
    w, low, high = 2 * r + 1, np.iinfo(dtype).min, np.iinfo(dtype).max
    for first in low, -300, high // 3, high - 255:
        a = np.repeat(np.clip(np.arange(first, first + 256), low, high), w).astype(dtype)[None]
        assert np.array_equal(np.asarray(cle.mean_filter(a, radius_x=r, radius_y=0)), box_means(a, (0, r))), first


@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.uint16, np.int32])
@pytest.mark.parametrize("r", [(2, 2), (0, 3), (5, 31), (70, 4), (9, 700)])
def test_means_of_whole_numbers_over_tiles(dtype, r):
    a = image((301, 2311), dtype, 7)
    if dtype == np.int32:
        a //= 4
    assert np.array_equal(np.asarray(cle.mean_filter(a, radius_x=r[1], radius_y=r[0])), box_means(a, r))


@pytest.mark.parametrize("shape, dtype", [((1451, 1449), np.float32), ((2049, 2051), np.uint16), ((2901, 2899), np.uint8)])
def test_results_that_go_past_the_cache(shape, dtype):
    """Large ones, whose rows begin and end anywhere in a line of the cache."""
    a = image(shape, dtype, 9)
    g = cle.push(a)
    assert np.array_equal(np.asarray(cle.maximum_filter(g, radius_z=0)), ndi.maximum_filter(a, 3, mode="nearest"))
    assert np.array_equal(np.asarray(cle.maximum_filter(g, radius_z=0, connectivity="sphere")),
                          ndi.maximum_filter(a, footprint=ndi.generate_binary_structure(2, 1), mode="nearest"))
    assert np.array_equal(np.asarray(cle.flip(g, flip_x=True, flip_y=False, flip_z=False)), a[:, ::-1])
    assert np.array_equal(np.asarray(cle.transpose_xy(g)), a.T)
    assert np.array_equal(np.asarray(cle.copy(g)), a)
    if dtype != np.float32:
        assert np.array_equal(np.asarray(cle.mean_filter(g, radius_x=3, radius_y=2)), box_means(a, (2, 3)))


@pytest.mark.parametrize("r", [*range(1, 13), 15, 16, 31, 32, 70])
def test_maxima_over_boxes_of_every_size(r):
    """Windows are made of smaller ones, which are one to four."""
    for dtype, shape in (np.uint8, (150, 613)), (np.float32, (97, 611)):
        a = image(shape, dtype, r)
        got = np.asarray(cle.maximum_filter(a, radius_x=r, radius_y=13 - r if r < 13 else r - 13))
        wanted = ndi.maximum_filter1d(a, 2 * r + 1, 1, mode="nearest")
        assert np.array_equal(got, ndi.maximum_filter1d(wanted, 2 * abs(13 - r) + 1, 0, mode="nearest"))


def test_mean_keeps_plateaus():
    """Where all pixels are equal and sums are exact, so is the mean."""
    a = np.full((8, 9, 10), 77, np.float32)
    assert np.allclose(np.asarray(cle.mean_filter(a, **xyz("radius", (2, 2, 2)))), 77, rtol=1e-6)
    assert len(np.unique(np.asarray(cle.mean_filter(a, **xyz("radius", (2, 2, 2)))))) == 1


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", SHAPES)
def test_median(shape, dtype):
    a = image(shape, dtype)
    for r, kind in WINDOWS[:3] + WINDOWS[4:]:
        got = np.asarray(cle.median(a, connectivity=kind, **xyz("radius", r)))
        assert got.dtype == a.dtype
        assert np.array_equal(got, ndi.median_filter(a, footprint=footprint(a, r, kind), mode="nearest")), (r, kind)


def test_median_of_a_window_larger_than_the_tables():
    a = image((3, 12, 14), np.int16)
    r = xyz("radius", (2, 45, 9))
    wanted = ndi.median_filter(a, footprint=footprint(a, (2, 45, 9), "box"), mode="nearest")
    assert np.array_equal(np.asarray(cle.median(a, **r)), wanted)


def test_median_with_nan():
    """NaN comes after everything."""
    a = image((9, 10, 11), np.float32)
    a.ravel()[::5] = np.nan
    a.ravel()[1::50] = np.inf
    got = np.asarray(cle.median(a))
    wanted = ndi.generic_filter(a, lambda v: np.sort(v)[13], 3, mode="nearest")
    assert np.array_equal(got, wanted, equal_nan=True)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", SHAPES)
def test_variance_filter(shape, dtype):
    a = image(shape, dtype)
    for r, kind in WINDOWS[:2] + WINDOWS[4:]:
        f = footprint(a, r, kind) / 1.0
        f /= f.sum()
        d = a.astype(np.longdouble) - a.astype(np.longdouble).mean()
        wanted = sum_of(d * d, f) - sum_of(d, f) ** 2
        got = np.asarray(cle.variance_filter(a, connectivity=kind, **xyz("radius", r)))
        assert got.dtype == np.float32
        assert_near(got, wanted, 2e-6)
        got = np.asarray(cle.standard_deviation(a, connectivity=kind, **xyz("radius", r)))
        assert_near(got, np.sqrt(np.maximum(wanted, 0)), 2e-6)


def sum_of(d, f):
    return ndi.correlate(d.astype(np.float64), f, mode="nearest")


def test_variance_far_from_zero():
    """An offset costs no accuracy."""
    rng = np.random.default_rng(3)
    small = rng.integers(0, 100, (9, 20, 30))
    for offset, dtype in [(4_294_967_000, np.uint32), (2_000_000_000, np.int32), (60_000, np.uint16), (8_000_000, np.float32)]:
        got = np.asarray(cle.variance_filter((small + offset).astype(dtype)))
        assert_near(got, np.asarray(cle.variance_filter(small.astype(np.float32))).astype(np.float64), 2e-6)


def squeezed(a, f):
    """f without the axes of size 1."""
    b = a.reshape([n for n in a.shape if n > 1] or [1]).astype(np.float64)
    return f(b).reshape(a.shape) if a.size > 1 else np.zeros(a.shape)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", SHAPES)
def test_edges(shape, dtype):
    a = image(shape, dtype)

    def sobel(b):
        return np.sqrt(sum(ndi.sobel(b, k, mode="nearest") ** 2 for k in range(b.ndim)))

    def laplace(b):
        weights = -np.ones((3,) * b.ndim)
        weights[(1,) * b.ndim] = 3 ** b.ndim - 1
        return ndi.correlate(b, weights, mode="nearest")

    assert_near(cle.sobel(a), squeezed(a, sobel), 1e-6)
    assert_near(cle.laplace(a), squeezed(a, laplace), 1e-6)
    assert_near(cle.laplace(a, connectivity="sphere"), -squeezed(a, lambda b: ndi.laplace(b, mode="nearest")), 1e-6)
    for name, axis in [("gradient_x", -1), ("gradient_y", -2), ("gradient_z", -3)]:
        got = getattr(cle, name)(a)
        if -axis <= a.ndim and a.shape[axis] > 1:
            assert_near(got, np.gradient(a.astype(np.float64), axis=axis), 1e-6)
        else:
            assert not np.asarray(got).any()


def test_difference_of_gaussian():
    a = image((9, 40, 50), np.uint8)
    got = cle.difference_of_gaussian(a, **xyz("sigma1", (1, 1, 1)), **xyz("sigma2", (3, 2, 1.5)))
    one, two = gaussian(a, (1, 1, 1)), gaussian(a, (3, 2, 1.5))
    assert np.abs(np.asarray(got) - (one - two)).max() <= 2e-6 * 255


@pytest.mark.parametrize("dtype", TYPES)
def test_detect_maxima_and_minima(dtype):
    for shape in SHAPES:
        a = (image(shape, dtype) / (1 if dtype == np.float32 else 40)).astype(dtype)  # with plateaus
        around = np.ones((3,) * a.ndim, bool)
        around[(1,) * a.ndim] = False
        for r, kind in [((0, 0, 0), "box"), ((1, 2, 1), "box"), ((2, 2, 2), "sphere")]:
            m = np.asarray(cle.mean_filter(a, connectivity=kind, **xyz("radius", r))).astype(np.float64)
            got = np.asarray(cle.detect_maxima(a, connectivity=kind, **xyz("radius", r)))
            assert got.dtype == np.uint8
            assert np.array_equal(got, m > ndi.maximum_filter(m, footprint=around, mode="constant", cval=-np.inf))
            got = np.asarray(cle.detect_minima(a, connectivity=kind, **xyz("radius", r)))
            assert np.array_equal(got, m < ndi.minimum_filter(m, footprint=around, mode="constant", cval=np.inf))


@pytest.mark.parametrize("dtype", TYPES)
def test_detect_label_edges(dtype):
    rng = np.random.default_rng(4)
    for shape in SHAPES:
        a = rng.integers(0, 3, shape).astype(dtype)
        cross = ndi.generate_binary_structure(a.ndim, 1)
        wanted = ndi.maximum_filter(a, footprint=cross, mode="nearest") != ndi.minimum_filter(a, footprint=cross, mode="nearest")
        assert np.array_equal(np.asarray(cle.detect_label_edges(a)), wanted)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_variance_of_large_windows(dtype):
    """Windows larger than the image, than a row of it, and than what a group takes at once. Sums of many floats
    are as exact as floats are."""
    for shape, r, tolerance in [((3, 7, 40), (90, 5, 2), 3e-6), ((2, 3, 1100), (700, 1, 1), 3e-5),
                                ((2, 90, 5), (1, 120, 4), 5e-6), ((70, 3, 4), (0, 2, 50), 2e-6)]:
        a = image(shape, dtype)
        d, half = a.astype(np.float64) - a.astype(np.float64).mean(), axes(r, 3)

        def mean(b):
            for axis, h in enumerate(half):
                b = ndi.correlate1d(b, np.full(2 * h + 1, 1 / (2 * h + 1)), axis, mode="nearest")
            return b

        assert_near(cle.variance_filter(a, **xyz("radius", r)), mean(d * d) - mean(d) ** 2, tolerance)
