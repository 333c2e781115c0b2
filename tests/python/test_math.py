"""Pixelwise operations beside NumPy in float64."""
import numpy as np
import pytest

import isovox as cle

TYPES = ["uint8", "int8", "uint16", "int16", "uint32", "int32", "float32"]
SHAPES = [(1, 1, 1), (1, 7, 5), (5, 13, 65), (3, 2, 5, 7), (31, 33)]


def image(shape, dtype, seed=0, scale=50.0):
    rng = np.random.default_rng(seed)
    if dtype == "float32":
        return (rng.standard_normal(shape) * scale).astype(dtype)
    info = np.iinfo(dtype)
    return rng.integers(info.min, info.max, shape, dtype=dtype, endpoint=True)


def close(got, want, tolerance=1e-6):
    got, want = np.asarray(got), np.asarray(want, np.float64)
    with np.errstate(over="ignore"):
        as_float = want.astype(np.float32)
    same = (got == as_float) | (np.isnan(got) & np.isnan(as_float))
    with np.errstate(invalid="ignore"):
        near = np.abs(got.astype(np.float64) - want) <= tolerance * np.abs(want) + 1e-44
    assert (same | near).all(), np.argwhere(~(same | near))[:5]


def saturated(want, dtype):
    """Whole numbers, as Python's, into a pixel type."""
    info = np.iinfo(dtype)
    return np.clip(want, info.min, info.max).astype(dtype)


FLOATS = {
    "square": lambda a: a ** 2, "reciprocal": lambda a: 1 / a, "square_root": np.sqrt, "cubic_root": np.cbrt,
    "exponential": np.exp, "exponential2": np.exp2, "exponential10": lambda a: 10.0 ** a, "logarithm": np.log,
    "logarithm2": np.log2, "logarithm10": np.log10, "sin": np.sin, "cos": np.cos, "tan": np.tan, "asin": np.arcsin,
    "acos": np.arccos, "atan": np.arctan, "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh, "invert": np.negative,
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", FLOATS)
def test_functions(name):
    for dtype in TYPES:
        for shape in SHAPES[1:3]:
            a = image(shape, dtype)
            if name in ("asin", "acos"):
                a = (a % 2).astype(dtype) if dtype != "float32" else a / 150
            got = np.asarray(getattr(cle, name)(a))
            assert got.dtype == np.float32
            close(got, FLOATS[name](a.astype(np.float32).astype(np.float64)))


KEEP = {"absolute": np.abs, "sign": np.sign, "floor": np.floor, "ceil": np.ceil, "round": np.round, "truncate": np.trunc}


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("name", KEEP)
def test_functions_that_keep_the_type(name, dtype):
    for shape in SHAPES:
        a = image(shape, dtype)
        got = np.asarray(getattr(cle, name)(a))
        assert got.dtype == a.dtype
        if dtype == "float32":
            np.testing.assert_array_equal(got, KEEP[name](a))
        else:
            np.testing.assert_array_equal(got, saturated(KEEP[name](a.astype(np.int64)), dtype))


@pytest.mark.parametrize("dtype", TYPES)
def test_scalars(dtype):
    for shape in SHAPES:
        a = image(shape, dtype)
        w = a.astype(np.float64)
        for s in (0, 3, -2.5, 1000.25):
            close(cle.add_image_and_scalar(a, scalar=s), w + s, 3e-7 if abs(s) < 1 else 1e-4)
            close(cle.subtract_image_from_scalar(a, scalar=s), s - w, 1e-4)
            close(cle.multiply_image_and_scalar(a, scalar=s), w.astype(np.float32).astype(np.float64) * s)
            for name, f in (("maximum_image_and_scalar", np.maximum), ("minimum_image_and_scalar", np.minimum)):
                got = np.asarray(getattr(cle, name)(a, scalar=s))
                assert got.dtype == a.dtype
                if dtype == "float32":
                    np.testing.assert_array_equal(got, f(a, np.float32(s)))
                else:
                    np.testing.assert_array_equal(got, saturated(f(a.astype(np.int64), int(np.rint(s))), dtype))
        b = np.abs(a.astype(np.float64)).astype(np.float32)
        close(cle.power(b, scalar=1.75), b.astype(np.float64) ** 1.75)


def test_scalars_into_integers_round_half_to_even():
    a = np.array([[0, 1, 2, 3, 250]], np.float32)
    got = np.asarray(cle.add_image_and_scalar(a, output_image=np.zeros((1, 5), np.uint8), scalar=0.5))
    np.testing.assert_array_equal(got, [[0, 2, 2, 4, 250]])
    got = np.asarray(cle.add_image_and_scalar(a, output_image=np.zeros((1, 5), np.uint8), scalar=100))
    np.testing.assert_array_equal(got, [[100, 101, 102, 103, 255]])


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("dtype", TYPES)
def test_two_images(dtype):
    for shape in SHAPES:
        a, b = image(shape, dtype), image(shape, dtype, 1)
        if dtype == "float32":
            w, v = a.astype(np.float64), b.astype(np.float64)
            for name, want in [("multiply_images", w * v), ("maximum_images", np.maximum(a, b)), ("minimum_images", np.minimum(a, b)),
                               ("absolute_difference", np.abs(a - b)), ("modulo_images", np.fmod(a, b)),
                               ("add_images", a + b), ("subtract_images", a - b)]:
                got = np.asarray(getattr(cle, name)(a, b))
                assert got.dtype == np.float32
                close(got, want)
            close(cle.add_images_weighted(a, b, factor1=0.25, factor2=-3), 0.25 * a - 3 * b, 1e-4)
        else:
            w, v = a.astype(object), b.astype(object)
            zero = b == 0
            rest = np.where(zero, 0, np.fmod(a.astype(np.int64), np.where(zero, 1, b).astype(np.int64)))
            for name, want in [("multiply_images", w * v), ("maximum_images", np.maximum(w, v)), ("minimum_images", np.minimum(w, v)),
                               ("absolute_difference", abs(w - v)), ("modulo_images", rest),
                               ("add_images", w + v), ("subtract_images", w - v)]:
                got = np.asarray(getattr(cle, name)(a, b))
                assert got.dtype == a.dtype
                np.testing.assert_array_equal(got, saturated(want, dtype), err_msg=name)
            got = np.asarray(cle.add_images_weighted(a, b, factor1=2, factor2=-1))
            np.testing.assert_array_equal(got, saturated(2 * w - v, dtype))
        f, g = np.abs(a.astype(np.float32)) / 40 + 0.5, b.astype(np.float32) / np.abs(b.astype(np.float32)).max()
        close(cle.divide_images(a, f), a.astype(np.float32).astype(np.float64) / f.astype(np.float64))
        close(cle.power_images(f, g), f.astype(np.float64) ** g.astype(np.float64))
        close(cle.squared_difference(f, g), (f.astype(np.float64) - g) ** 2, 1e-5)


def test_power_with_and_without_rare_cases():
    """Stretches without one take a shorter way on the CPU: a NaN in each makes all take the long one."""
    rng = np.random.default_rng(5)
    a = (rng.normal(0, 1, (3, 1100)) * 10.0 ** rng.uniform(-12, 12, (3, 1100))).astype(np.float32)
    a[rng.random(a.shape) < 0.1] = 0
    spoilt = a.copy()
    spoilt[:, ::100] = np.nan
    kept = ~np.isnan(spoilt)
    exponents = rng.choice(np.array([-3, -1, -0.5, 0, 0.3, 1, 1.7, 2, 3, 10], np.float32), a.shape)
    for power in (lambda x: cle.power(x, scalar=1.7), lambda x: cle.power(x, scalar=3), lambda x: cle.power(x, scalar=-2),
                  lambda x: cle.power_images(x, exponents)):
        for x, y in ((a, spoilt), (abs(a) + np.float32(1e-5), abs(spoilt) + np.float32(1e-5))):
            assert np.array_equal(np.asarray(power(x))[kept], np.asarray(power(y))[kept], equal_nan=True)
        in_place = cle.push(a.copy())
        cle.power(in_place, in_place, scalar=2)
        assert np.array_equal(np.asarray(in_place), np.asarray(cle.power(a, scalar=2)))


def test_second_image_repeats():
    a, b = image((5, 7, 9), "float32"), image((5, 1, 9), "float32", 1)
    np.testing.assert_array_equal(np.asarray(cle.add_images(a, b)), a + b)
    b = image((1, 1, 9), "float32", 2)
    np.testing.assert_array_equal(np.asarray(cle.maximum_images(a, b)), np.maximum(a, b))


def test_nan_in_extremes():
    a = np.array([[np.nan, 1, np.nan, 3]], np.float32)
    b = np.array([[1, np.nan, np.nan, 2]], np.float32)
    np.testing.assert_array_equal(np.asarray(cle.maximum_images(a, b)), np.maximum(a, b))
    np.testing.assert_array_equal(np.asarray(cle.minimum_images(a, b)), np.minimum(a, b))
    np.testing.assert_array_equal(np.asarray(cle.maximum_image_and_scalar(a, scalar=2)), np.maximum(a, np.float32(2)))


@pytest.mark.parametrize("dtype", TYPES)
def test_clip(dtype):
    a = image((5, 13, 65), dtype)
    for low, high in ((-10, 20), (3.5, 100.75), (None, 7), (7, None), (None, None), (50, 10)):
        named = {k: v for k, v in (("min_intensity", low), ("max_intensity", high)) if v is not None}
        got = np.asarray(cle.clip(a, **named))
        assert got.dtype == a.dtype
        if dtype == "float32":
            want = a if not named else np.minimum(np.maximum(a, np.float32(-np.inf if low is None else low)),
                                                  np.float32(np.inf if high is None else high))
        else:
            wide = a.astype(np.int64)
            if low is not None:
                wide = np.maximum(wide, int(low))
            if high is not None:
                wide = np.minimum(wide, int(high))
            want = saturated(wide, dtype)
        np.testing.assert_array_equal(got, want)


@pytest.mark.parametrize("dtype", TYPES)
def test_masks(dtype):
    a = image((5, 13, 65), dtype)
    m = (image((5, 13, 65), "float32", 3) > 0).astype(np.float32) * 0.25
    np.testing.assert_array_equal(np.asarray(cle.mask(a, m)), np.where(m != 0, a, 0))
    labels = np.random.default_rng(0).integers(0, 4, a.shape).astype(np.uint32)
    np.testing.assert_array_equal(np.asarray(cle.mask_label(a, labels, label=2)), np.where(labels == 2, a, 0))


def test_not_numbers():
    a = np.array([[np.nan, np.inf, -np.inf, 2.5]], np.float32)
    np.testing.assert_array_equal(np.asarray(cle.nan_to_num(a)), np.nan_to_num(a))
    np.testing.assert_array_equal(np.asarray(cle.nan_to_num(a, nan=1, posinf=2, neginf=3)), [[1, 2, 3, 2.5]])
    np.testing.assert_array_equal(np.asarray(cle.undefined_to_zero(a)), [[0, 0, 0, 2.5]])


@pytest.mark.parametrize("dtype", TYPES)
def test_logic(dtype):
    a, b = image((5, 13, 65), dtype), image((5, 13, 65), dtype, 1)
    a[a > np.median(a)] = 0
    b[b < np.median(b)] = 0
    p, q = a != 0, b != 0
    for name, want in (("binary_and", p & q), ("binary_or", p | q), ("binary_xor", p ^ q), ("binary_subtract", p & ~q)):
        got = np.asarray(getattr(cle, name)(a, b))
        assert got.dtype == np.uint8
        np.testing.assert_array_equal(got, want)
    np.testing.assert_array_equal(np.asarray(cle.binary_not(a)), ~p)
