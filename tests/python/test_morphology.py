"""Maxima, minima and what is made of them, against SciPy: exactly, in every pixel type."""
import isovox as cle
import numpy as np
import pytest
from scipy import ndimage as ndi

from test_filters import SHAPES, TYPES, footprint, image, xyz

RADII = [(1, 1, 1), (2, 0, 3), (0, 4, 0), (7, 2.7, 1), (0, 0, 0), (40, 33, 9)]
BALLS = [(1, 1, 1), (3, 2, 1), (2.9, 2, 0), (5, 5, 5)]


def windows():
    for r in RADII:
        yield r, "box"
    for r in BALLS:
        yield r, "sphere"


def exact(name, wanted, a, r, shape):
    got = np.asarray(getattr(cle, name)(a, connectivity=shape, **xyz("radius", r)))
    assert got.dtype == a.dtype
    assert np.array_equal(got, wanted), (name, r, shape)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", SHAPES)
def test_extremes(shape, dtype):
    a = image(shape, dtype)
    for r, kind in windows():
        f = footprint(a, r, kind)
        exact("maximum_filter", ndi.maximum_filter(a, footprint=f, mode="nearest"), a, r, kind)
        exact("minimum_filter", ndi.minimum_filter(a, footprint=f, mode="nearest"), a, r, kind)


@pytest.mark.parametrize("dtype", TYPES)
def test_balls_over_many_tiles(dtype):
    for shape, radii in [
        ((11, 37, 70), [(2, 2, 2), (5, 4, 3), (1, 3, 6)]), ((1, 75, 1100), [(2, 2, 2), (5, 5, 5), (0, 4, 0), (7, 0, 0)]),
        ((13, 9, 33), [(9, 8, 7), (0, 0, 3), (40, 2, 1)]), ((1, 40, 300), [(70, 3, 0), (4, 60, 0)]),
    ]:
        a = image(shape, dtype)
        for r in radii:
            f = footprint(a, r, "sphere")
            exact("maximum_filter", ndi.maximum_filter(a, footprint=f, mode="nearest"), a, r, "sphere")
            exact("minimum_filter", ndi.minimum_filter(a, footprint=f, mode="nearest"), a, r, "sphere")


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.uint32, np.float32])
def test_composed(dtype):
    for a in (image((9, 21, 34), dtype), image((1, 30, 31), dtype)):
        a = (a / 2).astype(dtype)  # keeps differences inside the type
        for r, kind in [((2, 1, 1), "box"), ((3, 3, 2), "sphere")]:
            f = footprint(a, r, kind)
            low = ndi.minimum_filter(a, footprint=f, mode="nearest")
            high = ndi.maximum_filter(a, footprint=f, mode="nearest")
            opened = ndi.maximum_filter(low, footprint=f, mode="nearest")
            closed = ndi.minimum_filter(high, footprint=f, mode="nearest")
            exact("grayscale_dilate", high, a, r, kind)
            exact("grayscale_erode", low, a, r, kind)
            exact("grayscale_opening", opened, a, r, kind)
            exact("grayscale_closing", closed, a, r, kind)
            exact("top_hat", a - opened, a, r, kind)
            exact("bottom_hat", closed - a, a, r, kind)


def test_whole_numbers_stay_exact():
    a = np.full((3, 4, 5), 16777216, np.uint32)
    a[1, 1, 1] = 16777217
    assert np.asarray(cle.maximum_filter(a)).max() == 16777217
    assert np.asarray(cle.top_hat(a)).max() == 1


@pytest.mark.parametrize("kind", ["box", "sphere"])
def test_nan_does_not_count(kind):
    a = np.full((5, 5, 5), np.nan, np.float32)
    a[2, 2, 2] = 3
    got = np.asarray(cle.maximum_filter(a, connectivity=kind))
    near = footprint(a, (1, 1, 1), kind)
    assert (got[1:4, 1:4, 1:4] == 3).sum() == near.sum()
    assert (got == -np.inf).sum() == 125 - near.sum()
    assert np.nanmax(np.asarray(cle.minimum_filter(a, connectivity=kind))) == np.inf


@pytest.mark.parametrize("kind", ["box", "sphere"])
def test_zero_is_positive(kind):
    a = np.full((4, 5, 6), -0.0, np.float32)
    for name in ("maximum_filter", "minimum_filter"):
        assert not np.signbit(np.asarray(getattr(cle, name)(a, connectivity=kind))).any()


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_binary(dtype):
    rng = np.random.default_rng(1)
    a = (rng.random((9, 20, 33)) > 0.4).astype(dtype) * 3
    for r, kind in [((1, 1, 1), "sphere"), ((1, 0, 2), "box"), ((2, 3, 2), "sphere")]:
        f = footprint(a, r, kind)
        grown = ndi.binary_dilation(a, f)
        shrunk = ndi.binary_erosion(a, f, border_value=1)
        exact("binary_dilate", grown.astype(dtype), a, r, kind)
        exact("binary_erode", shrunk.astype(dtype), a, r, kind)
        exact("binary_opening", ndi.binary_dilation(shrunk, f).astype(dtype), a, r, kind)
        exact("binary_closing", ndi.binary_erosion(grown, f, border_value=1).astype(dtype), a, r, kind)


def test_binary_edges():
    rng = np.random.default_rng(2)
    for shape in SHAPES:
        a = (rng.random(shape) > 0.3).astype(np.uint8)
        wanted = a.astype(bool) & ~ndi.binary_erosion(a, border_value=1)
        assert np.array_equal(np.asarray(cle.binary_edge_detection(a)), wanted)


def test_old_names():
    a = image((7, 20, 31), np.uint8)
    r = xyz("radius", (2, 1, 1))
    for old, new, kind in [
        ("maximum_box", "maximum_filter", "box"), ("minimum_sphere", "minimum_filter", "sphere"),
        ("opening_box", "grayscale_opening", "box"), ("closing_sphere", "grayscale_closing", "sphere"),
        ("top_hat_box", "top_hat", "box"), ("bottom_hat_sphere", "bottom_hat", "sphere"),
        ("mean_sphere", "mean_filter", "sphere"), ("median_box", "median", "box"),
        ("variance_box", "variance_filter", "box"), ("standard_deviation_sphere", "standard_deviation", "sphere"),
    ]:
        assert np.array_equal(np.asarray(getattr(cle, old)(a, **r)), np.asarray(getattr(cle, new)(a, connectivity=kind, **r)))
    flat = np.asarray(cle.maximum_filter(a, connectivity="sphere", **xyz("radius", (1, 1, 0))))
    assert np.array_equal(np.asarray(cle.maximum_sphere(a)), flat)
    assert np.array_equal(np.asarray(cle.dilate_sphere(a)), np.asarray(cle.binary_dilate(a, connectivity="sphere")))
    assert np.array_equal(np.asarray(cle.erode_box(a)), np.asarray(cle.binary_erode(a)))
    assert np.array_equal(np.asarray(cle.laplace_diamond(a)), np.asarray(cle.laplace(a, connectivity="sphere")))
