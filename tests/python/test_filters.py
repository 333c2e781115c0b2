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


def assert_near(got, wanted, tolerance):
    got = np.asarray(got)
    assert got.shape == wanted.shape
    limit = tolerance * max(np.abs(wanted).max(), 1e-30)
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
