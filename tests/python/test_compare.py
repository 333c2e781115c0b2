"""Comparisons of images with images and with numbers, against NumPy."""
import numpy as np
import pytest

import isovox as cle

INTEGERS = [np.uint8, np.int8, np.uint16, np.int16, np.uint32, np.int32]
TYPES = [*INTEGERS, np.float32]
RULES = {"equal": np.equal, "not_equal": np.not_equal, "greater": np.greater, "greater_or_equal": np.greater_equal,
         "smaller": np.less, "smaller_or_equal": np.less_equal}


def image(shape, dtype, seed=0):
    """Few different values, the ends of the type's range among them."""
    rng = np.random.default_rng([seed, len(shape), np.prod(shape)])
    if dtype == np.float32:
        values = np.array([-3.5, -1, 0, 1, 2, 2.5, 255, 65535, 16777216, 4294967296, np.inf, -np.inf, np.nan], dtype)
    else:
        i = np.iinfo(dtype)
        values = np.array([i.min, i.max, i.max - 1, 0, 1, 2, 100], dtype)
    return rng.choice(values, shape)


def as_compared(a, b):
    """Integers as 64 bits, anything with floats as 32-bit floats."""
    wide = np.float32 if np.float32 in (a.dtype, b.dtype) else np.int64
    return a.astype(wide), b.astype(wide)


@pytest.mark.parametrize("first", TYPES)
@pytest.mark.parametrize("second", TYPES)
def test_two_images(first, second):
    a, b = image((5, 6, 7), first), image((5, 6, 7), second, 1)
    for name, rule in RULES.items():
        got = np.asarray(getattr(cle, name)(a, b))
        assert got.dtype == np.uint8
        np.testing.assert_array_equal(got, rule(*as_compared(a, b)))


@pytest.mark.parametrize("shape", [(3, 4, 5), (1, 4, 5), (3, 1, 5), (3, 4, 1), (1, 1, 5), (3, 1, 1), (1, 4, 1), (1, 1, 1)])
@pytest.mark.parametrize("dtype", [np.uint8, np.int32, np.float32])
def test_second_image_repeats(shape, dtype):
    b = image(shape, dtype, 1)
    for whole in ((3, 4, 5), (2, 3, 4, 5)):
        a = image(whole, dtype)
        np.testing.assert_array_equal(np.asarray(cle.greater(a, b)), a > b)
        np.testing.assert_array_equal(np.asarray(cle.not_equal(a, b)), a != b)


def test_rows_longer_than_a_block():
    a, b = image((3, 2, 5000), np.uint16), image((1, 2, 1), np.uint16, 1)
    np.testing.assert_array_equal(np.asarray(cle.smaller_or_equal(a, b)), a <= b)
    a, b = image((40, 50, 61), np.int32), image((40, 1, 61), np.int32, 1)
    np.testing.assert_array_equal(np.asarray(cle.smaller_or_equal(a, b)), a <= b)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("scalar", [-1e10, -1, -0.5, 0, 1, 1.5, 2, 254.5, 255, 4294967295, 2147483646.5, 1e20])
def test_numbers(dtype, scalar):
    a = image((5, 6, 7), dtype)
    wide = a.astype(np.float64)
    value = float(np.float32(scalar)) if dtype == np.float32 else scalar
    for name, rule in RULES.items():
        got = np.asarray(getattr(cle, f"{name}_constant")(a, scalar=scalar))
        assert got.dtype == np.uint8
        np.testing.assert_array_equal(got, rule(wide, value))


def test_images_that_do_not_fit():
    with pytest.raises(Exception, match="does not fit"):
        cle.greater(np.zeros((3, 4, 5), np.uint8), np.zeros((3, 4, 4), np.uint8))
