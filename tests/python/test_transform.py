"""Pixels moved, against NumPy: every pixel type, odd sizes, borders, time, spacing."""
import itertools

import isovox as cle
import numpy as np
import pytest

SHAPES = [(1, 1, 1), (1, 7, 5), (5, 1, 9), (5, 9, 1), (31, 1, 1), (17, 33, 65), (3, 130, 67), (70, 2, 129), (3, 5, 64),
          (40, 65), (1, 530), (7,)]
TYPES = [np.uint8, np.int8, np.uint16, np.int16, np.uint32, np.int32, np.float32]


def image(shape, dtype=np.uint16, seed=0):
    """Random bits; as floats too, NaN and infinities among them."""
    rng = np.random.default_rng(seed)
    return np.frombuffer(rng.bytes(int(np.prod(shape)) * np.dtype(dtype).itemsize), dtype).reshape(shape).copy()


def assert_same_bits(got, wanted):
    got = np.asarray(got)
    assert got.shape == wanted.shape
    assert got.dtype == wanted.dtype
    bits = f"u{got.dtype.itemsize}"
    np.testing.assert_array_equal(got.view(bits), np.ascontiguousarray(wanted).view(bits))


def xyz(names, values):
    return dict(zip(names, values))


def spatial(a):
    """With all of z y x."""
    return a.reshape((1,) * (3 - a.ndim) + a.shape)


def in_place_of(places, shape):
    """Indices along z y x for places along x y z, the edge repeating."""
    return np.ix_(*(np.clip(p, 0, n - 1) for p, n in zip(places[::-1], shape)))


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", SHAPES)
def test_crop(shape, dtype):
    a = image(shape, dtype)
    rng = np.random.default_rng(1)
    for _ in range(8):
        start = [int(rng.integers(-3, n + 3)) for n in spatial(a).shape[::-1]]
        size = [int(rng.integers(1, n + 3)) for n in spatial(a).shape[::-1]]
        start[a.ndim:], size[a.ndim:] = [0] * (3 - a.ndim), [1] * (3 - a.ndim)
        wanted = spatial(a)[in_place_of([np.arange(s, s + n) for s, n in zip(start, size)], spatial(a).shape)]
        got = cle.crop(a, **xyz(("start_x", "start_y", "start_z"), start), **xyz(("width", "height", "depth"), size))
        assert_same_bits(got, wanted.reshape(wanted.shape[3 - a.ndim:]))


def test_crop_far_outside():
    """The corner's pixel, however far away."""
    a = image((3, 4, 5))
    for start, corner in ((2147483647, a[-1, -1, -1]), (-2147483647, a[0, 0, 0])):
        got = np.asarray(cle.crop(a, start_x=start, start_y=start, start_z=start, width=600, height=2, depth=2))
        assert got.shape == (2, 2, 600)
        assert (got == corner).all()


def test_crop_by_default_takes_the_first_pixel():
    a = image((3, 4, 5))
    assert_same_bits(cle.crop(a), a[:1, :1, :1])


def test_crop_gives_a_plane_depth():
    a = image((4, 5))
    assert_same_bits(cle.crop(a, width=5, height=4, depth=3), np.stack([a, a, a]))


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", SHAPES)
def test_pad_and_unpad(shape, dtype):
    a = image(shape, dtype)
    for more, center in itertools.product([(0, 0, 0), (1, 2, 3), (4, 1, 0), (300, 0, 5)], (False, True)):
        size = [n + m for n, m in zip(spatial(a).shape[::-1], more)]
        size[a.ndim:] = [0] * (3 - a.ndim)
        before = [(m + 1) // 2 if center else 0 for m in more[:a.ndim][::-1]]
        wanted = np.pad(a, [(b, m - b) for b, m in zip(before, more[:a.ndim][::-1])], constant_values=7)
        names = ("size_x", "size_y", "size_z")
        got = cle.pad(a, **xyz(names, size), value=7, center=center)
        assert_same_bits(got, wanted)
        assert_same_bits(cle.unpad(np.asarray(got), **xyz(names, spatial(a).shape[::-1]), center=center), a)


@pytest.mark.parametrize("dtype, value, pixel", [
    (np.uint8, 300, 255), (np.uint8, -1, 0), (np.uint8, 2.9, 2), (np.int8, -200, -128), (np.int16, -2.9, -2),
    (np.uint16, 1e9, 65535), (np.uint32, 4294967295, 4294967295), (np.int32, -1e20, -2147483648), (np.float32, 0.1, 0.1)])
def test_pad_value_saturates(dtype, value, pixel):
    got = np.asarray(cle.pad(np.zeros((1, 2), dtype), size_x=4, value=value))
    assert (got == np.array([[0, 0, pixel, pixel]], dtype)).all()


@pytest.mark.parametrize("operation, sizes, words", [
    ("pad", {"size_x": 4}, "size_x is 4, but must be at least the image's 5"),
    ("unpad", {"size_y": 5}, "size_y is 5, but must be at most the image's 4")])
def test_sizes_that_do_not_fit(operation, sizes, words):
    with pytest.raises(Exception, match=words):
        getattr(cle, operation)(image((4, 5)), **sizes)


@pytest.mark.parametrize("width", [0, -1])
def test_crop_of_nothing(width):
    with pytest.raises(Exception, match="width is .* but must be at least 1"):
        cle.crop(image((4, 5)), width=width)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", SHAPES)
def test_flip(shape, dtype):
    a = image(shape, dtype)
    assert_same_bits(cle.flip(a), a[(slice(None, None, -1),) * a.ndim])
    for flips in itertools.product((False, True), repeat=3):
        wanted = a[tuple(slice(None, None, -1 if f else 1) for f in flips[:a.ndim][::-1])]
        assert_same_bits(cle.flip(a, **xyz(("flip_x", "flip_y", "flip_z"), flips)), wanted)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", [s for s in SHAPES if len(s) == 3])
def test_transpose(shape, dtype):
    a = image(shape, dtype)
    assert_same_bits(cle.transpose_xy(a), a.transpose(0, 2, 1))
    assert_same_bits(cle.transpose_xz(a), a.transpose(2, 1, 0))
    assert_same_bits(cle.transpose_yz(a), a.transpose(1, 0, 2))


def test_transpose_of_a_plane():
    a = image((40, 65))
    assert_same_bits(cle.transpose_xy(a), a.T)
    assert_same_bits(cle.transpose_xz(a), a.T[:, :, None])
    assert_same_bits(cle.transpose_yz(a), a[:, None])


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", SHAPES)
def test_circular_shift(shape, dtype):
    a = image(shape, dtype)
    for shift in [(0, 0, 0), (1, 2, 3), (-1, -4, -2), (1000, -999, 31)]:
        wanted = np.roll(a, shift[:a.ndim][::-1], tuple(range(a.ndim)))
        assert_same_bits(cle.circular_shift(a, **xyz(("shift_x", "shift_y", "shift_z"), shift)), wanted)


def test_time_points():
    """Every operation maps over t and c."""
    a = image((2, 3, 4, 5, 6))
    assert_same_bits(cle.crop(a, start_x=1, start_z=1, width=3, height=5, depth=2), a[..., 1:3, :, 1:4])
    assert_same_bits(cle.pad(a, size_z=5, value=9), np.pad(a, [(0, 0), (0, 0), (0, 1), (0, 0), (0, 0)], constant_values=9))
    assert_same_bits(cle.flip(a), a[..., ::-1, ::-1, ::-1])
    assert_same_bits(cle.transpose_xz(a), a.transpose(0, 1, 4, 3, 2))
    assert_same_bits(cle.circular_shift(a[0], shift_y=2), np.roll(a[0], 2, 2))


def test_output_of_another_type():
    a = image((3, 4, 5), np.int16)
    got = np.asarray(cle.flip(a, output_image=np.empty(a.shape, np.uint8)))
    assert_same_bits(got, np.clip(a[::-1, ::-1, ::-1], 0, 255).astype(np.uint8))


def test_result_in_place_of_the_input():
    a = cle.push(image((4, 9, 9)))
    wanted = np.asarray(a).transpose(0, 2, 1).copy()
    cle.transpose_xy(a, output_image=a)
    assert_same_bits(a, wanted)


def test_spacing():
    """Crops keep it; transposed axes take theirs along."""
    a = cle.push(image((4, 5, 6)))
    a.spacing, a.units = (3, 2, 1), ("um", "nm", "mm")
    for got in (cle.crop(a, width=2), cle.pad(a, size_x=9), cle.flip(a), cle.circular_shift(a)):
        assert tuple(got.spacing) == (3, 2, 1)
        assert tuple(got.units) == ("um", "nm", "mm")
    for name, order in (("transpose_xy", (0, 2, 1)), ("transpose_xz", (2, 1, 0)), ("transpose_yz", (1, 0, 2))):
        got = getattr(cle, name)(a)
        assert tuple(got.spacing) == tuple((3, 2, 1)[k] for k in order)
        assert tuple(got.units) == tuple(("um", "nm", "mm")[k] for k in order)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", [*SHAPES, (1, 1, 3), (2, 3, 5, 7, 9)])
def test_set(shape, dtype):
    """Sizes that are no whole number of words among them; as in NumPy's assignment, but saturating."""
    for value, pixel in [(7, 7), (0, 0), (2.9, 2.9 if dtype == np.float32 else 2), (-1, max(-1, low(dtype)))]:
        assert_same_bits(cle.set(image(shape, dtype), scalar=value), np.full(shape, pixel, dtype))


def low(dtype):
    return -np.inf if dtype == np.float32 else np.iinfo(dtype).min


def test_set_is_in_place():
    a = cle.push(image((3, 5)))
    assert cle.set(a, 300) is a
    assert_same_bits(a, np.full((3, 5), 300, np.uint16))
    b = image((3, 5), np.uint8)
    cle.set(b, 300)
    assert_same_bits(b, np.full((3, 5), 255, np.uint8))


def test_set_keeps_32_bits():
    assert_same_bits(cle.set(image((3, 5), np.uint32), scalar=4294967295), np.full((3, 5), 4294967295, np.uint32))
    assert_same_bits(cle.set(image((3, 5), np.int32), scalar=-16777217), np.full((3, 5), -16777217, np.int32))
