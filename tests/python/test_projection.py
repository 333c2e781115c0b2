"""Projections beside NumPy in float64."""
import numpy as np
import pytest

import isovox as cle

TYPES = ["uint8", "int8", "uint16", "int16", "uint32", "int32", "float32"]
SHAPES = [(1, 1, 1), (1, 7, 5), (17, 33, 65), (5, 1, 9), (3, 40, 300), (2, 11, 2101), (3, 150, 9), (31, 2, 2), (2, 3, 5, 7), (3, 2, 4, 5, 6), (7, 5)]
AXES = {"x": -1, "y": -2, "z": -3}


def image(shape, dtype, seed=0):
    rng = np.random.default_rng(seed)
    if dtype == "float32":
        return (rng.standard_normal(shape) * 1000).astype(dtype)
    info = np.iinfo(dtype)
    return rng.integers(info.min, info.max, shape, dtype=dtype, endpoint=True)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("axis", AXES)
def test_like_numpy(shape, dtype, axis):
    a = image(shape, dtype)
    if axis == "z" and a.ndim < 3:
        return
    k = AXES[axis]
    for name, want in [("maximum", a.max(k)), ("minimum", a.min(k))]:
        got = np.asarray(getattr(cle, f"{name}_{axis}_projection")(a))
        assert got.dtype == a.dtype and got.shape == want.shape
        np.testing.assert_array_equal(got, want)
    wide = a.astype(np.float64)
    total = np.asarray(getattr(cle, f"sum_{axis}_projection")(a))
    if dtype == "float32":
        assert total.dtype == np.float32
        np.testing.assert_allclose(total, wide.sum(k), rtol=1e-6, atol=1e-6 * np.abs(wide).sum(k).max())
    else:
        exact = a.astype(np.int64).sum(k)
        limits = np.iinfo(np.int32 if np.iinfo(dtype).min < 0 else np.uint32)
        assert total.dtype == limits.dtype
        np.testing.assert_array_equal(total, np.clip(exact, limits.min, limits.max))
    got = np.asarray(getattr(cle, f"mean_{axis}_projection")(a))
    np.testing.assert_allclose(got, wide.mean(k), rtol=1e-6, atol=1e-6 * np.abs(wide).max())
    for ddof in (0, 1):
        if a.shape[k] <= ddof:
            continue
        got = np.asarray(getattr(cle, f"std_{axis}_projection")(a, ddof=ddof))
        np.testing.assert_allclose(got, wide.std(k, ddof=ddof), rtol=1e-5, atol=1e-6 * np.abs(wide).max())
        got = np.asarray(getattr(cle, f"variance_{axis}_projection")(a, ddof=ddof))
        np.testing.assert_allclose(got, wide.var(k, ddof=ddof), rtol=1e-5, atol=1e-9 * np.abs(wide).max() ** 2)


def test_keep_dims():
    a = image((4, 5, 6), "float32")
    for axis, k in AXES.items():
        got = np.asarray(getattr(cle, f"maximum_{axis}_projection")(a, keep_dims=True))
        np.testing.assert_array_equal(got, a.max(k, keepdims=True))


def test_without_z():
    """An image without the axis stays as it is."""
    a = image((5, 6), "uint16")
    got = np.asarray(cle.maximum_z_projection(a))
    assert got.shape == (5, 6)
    np.testing.assert_array_equal(got, a)


def test_nan_and_infinity():
    a = image((6, 70, 80), "float32")
    a[2, 3, 4] = np.nan
    a[1, 5, 40] = np.inf
    a[3, 5, 40] = -np.inf
    a[0, 9, 9] = np.inf
    for axis, k in AXES.items():
        for name in ("max", "min", "sum", "mean"):
            full = {"max": "maximum", "min": "minimum"}.get(name, name)
            got = np.asarray(getattr(cle, f"{full}_{axis}_projection")(a)).astype(np.float64)
            with np.errstate(invalid="ignore"):
                want = getattr(a.astype(np.float64), name)(k)
            np.testing.assert_array_equal(np.isnan(got), np.isnan(want))
            np.testing.assert_array_equal(np.isinf(got), np.isinf(want))


def test_large_values_with_a_small_spread():
    """No cancellation: the deviation of 10^9 +- 1."""
    a = (np.arange(1000, dtype=np.int32) % 3 + 10 ** 9).reshape(10, 10, 10)
    np.testing.assert_allclose(np.asarray(cle.std_x_projection(a)), a.astype(np.float64).std(-1), rtol=1e-6)


def test_ddof_too_large_is_not_a_number():
    a = image((1, 4, 5), "float32")
    assert np.isnan(np.asarray(cle.std_z_projection(a, ddof=1))).all()


@pytest.mark.parametrize("axis", AXES)
def test_long_lines(axis):
    shape = [2, 3, 4]
    shape[AXES[axis]] = 100003
    a = np.full(shape, 65535, np.uint16)
    got = np.asarray(getattr(cle, f"sum_{axis}_projection")(a))
    assert (got == 4294967295).all()
    assert (np.asarray(getattr(cle, f"std_{axis}_projection")(a)) == 0).all()
    b = np.full(shape, 0.1, np.float32)
    assert (np.asarray(getattr(cle, f"mean_{axis}_projection")(b)) == np.float32(0.1)).all()
    c = (30000 + np.random.default_rng(0).normal(0, 3, shape)).astype(np.float32)
    np.testing.assert_allclose(np.asarray(getattr(cle, f"std_{axis}_projection")(c)),
                               c.astype(np.float64).std(axis=AXES[axis]), rtol=1e-5)


def test_an_output_of_the_wrong_shape_is_refused():
    with pytest.raises(Exception, match="output_image is 5 x 7"):
        cle.maximum_z_projection(np.zeros((3, 5, 6), np.uint8), output_image=np.zeros((5, 7), np.uint8))
