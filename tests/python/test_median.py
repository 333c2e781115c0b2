"""Medians over 3 x 3, 3 x 3 x 3, 5 x 5, 7 x 7, 5 x 5 x 5 and larger windows: every pixel type, sizes around those of tiles, borders, NaN."""

import isovox as cle
import numpy as np
import pytest
from scipy import ndimage as ndi

TYPES = [np.uint8, np.int8, np.uint16, np.int16, np.uint32, np.int32, np.float32]
SHAPES = [(1, 1, 1), (1, 1, 2), (2, 1, 1), (1, 7, 5), (5, 1, 9), (5, 9, 1), (3, 33, 65), (2, 31, 63), (3, 67, 259), (2, 5, 530),
          (40, 65), (1, 64), (33, 1), (7,)]
RADII = [(1, 1, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1), (1, 1.9, 1.5), (2, 2, 2), (2, 1, 0), (2, 2, 0), (3, 3, 0)]


def image(shape, dtype, seed=0):
    """Random pixels, some of them the type's extremes, some neighbours above 2^24."""
    rng = np.random.default_rng(seed)
    if np.dtype(dtype) == np.float32:
        a = rng.normal(10, 100, shape).astype(np.float32)
        edges = [np.inf, -np.inf, 0.0, 1e-45, -1e-45, 3.4e38, -3.4e38, 16777216, 16777218]
    else:
        room = np.iinfo(dtype)
        a = rng.integers(room.min, room.max, shape, dtype, endpoint=True)
        edges = [room.min, room.max, min(16777217, room.max), min(16777218, room.max), 0]
    chosen = rng.random(shape) < 0.3
    return np.where(chosen, rng.choice(np.array(edges, dtype), shape), a)


def key(a):
    """The bits of floats as integers in their order: -0 before +0, NaN (made one) after everything."""
    bits = np.where(np.isnan(a), np.float32(np.nan), a).view(np.int32)
    return np.where(bits < 0, bits ^ 0x7FFFFFFF, bits)


# Of few pixels; of a few and of many words; of rows that are cut; of more than a group can hold at once; of too many.
WINDOWS = [((1, 0, 0), "box"), ((0, 0, 7), "box"), ((2, 2, 0), "sphere"), ((2, 2, 0), "box"), ((3, 1, 2), "box"), ((3, 3, 3), "sphere"),
           ((4, 4, 4), "box"), ((0, 6, 5), "box"), ((8, 8, 0), "sphere"), ((15, 2, 1), "box"), ((16, 3, 0), "box"), ((50, 1, 1), "box"),
           ((5, 5, 5), "box"), ((2, 9, 7), "sphere"), ((25, 25, 1), "box")]


def footprint(radius, kind):
    z, y, x = np.ogrid[tuple(slice(-r, r + 1) for r in radius[::-1])]
    if kind == "box":
        return np.ones(np.broadcast_shapes(z.shape, y.shape, x.shape), bool)
    # in whole numbers, so that a pixel on the surface is inside
    a, b, c = (max(r, 1) ** 2 for r in radius)
    return x * x * b * c + y * y * a * c + z * z * a * b <= a * b * c


def window(a, radius):
    half = [int(r) for r in radius[:a.ndim][::-1]]
    return [2 * h + 1 if n > 1 else 1 for h, n in zip(half, a.shape)]


def median(a, radius):
    return np.asarray(cle.median(a, **dict(zip(("radius_x", "radius_y", "radius_z"), radius))))


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", SHAPES)
def test_small_windows(shape, dtype):
    a = image(shape, dtype)
    for radius in RADII:
        got = median(a, radius)
        assert got.dtype == a.dtype
        assert np.array_equal(got, ndi.median_filter(a, size=window(a, radius), mode="nearest")), radius


@pytest.mark.parametrize("dtype", TYPES)
def test_planes_of_several_tiles(dtype):
    """Tiles of 5 x 5 x 5 have 4 planes."""
    for shape in [(4, 33, 20), (7, 34, 70), (9, 70, 35)]:
        a = image(shape, dtype)
        assert np.array_equal(median(a, (2, 2, 2)), ndi.median_filter(a, 5, mode="nearest")), shape


@pytest.mark.parametrize("radius", RADII)
def test_order_of_zeros_and_nan(radius):
    """By integers in the same order: zeros keep their sign, NaN comes last."""
    a = image((5, 34, 66), np.float32)
    rng = np.random.default_rng(1)
    a = np.where(rng.random(a.shape) < 0.3, rng.choice(np.array([0.0, -0.0], np.float32), a.shape), a)
    a[rng.random(a.shape) < 0.3] = np.nan
    a[0, :5, :5] = -np.float32(np.nan)
    wanted = ndi.median_filter(key(a), size=window(a, radius), mode="nearest")
    assert np.array_equal(key(median(a, radius)), wanted)


@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.int16, np.float32])
@pytest.mark.parametrize("radius, kind", WINDOWS)
def test_larger_windows(radius, kind, dtype):
    for shape in [(11, 19, 37), (2, 35, 21)]:
        a = image(shape, dtype)
        got = np.asarray(cle.median(a, **dict(zip(("radius_x", "radius_y", "radius_z"), radius)), connectivity=kind))
        wanted = ndi.median_filter(a, footprint=footprint(radius, kind), mode="nearest")
        assert np.array_equal(got, wanted), shape


@pytest.mark.parametrize("dtype", [np.uint8, np.int8])
def test_long_rows(dtype):
    a = image((7, 1100), dtype)
    got = median(a, (30, 4))
    assert np.array_equal(got, ndi.median_filter(a, size=(9, 61), mode="nearest"))


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("radius", [(1, 1, 0), (2, 2, 0), (3, 3, 0), (1, 1, 1), (2, 2, 2)])
def test_rows_of_several_tiles(radius, dtype):
    """Rows of a tile are up to 8192 bytes."""
    a = image((2, 35, 8400 // np.dtype(dtype).itemsize), dtype)
    assert np.array_equal(median(a, radius), ndi.median_filter(a, size=window(a, radius), mode="nearest"))


def test_nearly_equal_pixels():
    """Bits that all pixels have in common are skipped, tile by tile."""
    a = np.full((9, 40, 70), -3.25, np.float32)
    a[:, :20] = np.random.default_rng(0).choice(np.array([1, np.nextafter(np.float32(1), 2)], np.float32), (9, 20, 70))
    got = median(a, (2, 2, 2))
    assert np.array_equal(got, ndi.median_filter(a, 5, mode="nearest"))


def test_over_time():
    a = image((3, 4, 20, 30), np.uint16)
    got = median(a, (1, 1, 1))
    for t in range(3):
        assert np.array_equal(got[t], ndi.median_filter(a[t], 3, mode="nearest"))
