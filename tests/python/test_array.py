"""Array behaves as NumPy's arrays do, and the rest of the package that is no operation."""
import copy
import gc
import inspect
import operator
import os
import pickle
import signal
import subprocess
import sys
import textwrap
import threading
import time

import isovox as cle
import numpy as np
import pytest

TYPES = ["u1", "i1", "u2", "i2", "u4", "i4", "f4"]
rng = np.random.default_rng(3)


def some(shape=(3, 4, 5), dtype="f4", low=0, high=100):
    return rng.integers(low, high, shape).astype(dtype)


def same(image, expected):
    got = np.asarray(image)
    assert got.shape == np.shape(expected)
    np.testing.assert_array_equal(got, expected)


# ---- pixels in and out ----


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", [(), (1,), (7,), (3, 5), (2, 3, 4), (2, 3, 4, 5), (2, 2, 2, 3, 3)])
def test_push_and_pull(shape, dtype):
    a = some(shape, dtype)
    image = cle.push(a)
    assert (image.shape, image.dtype, image.ndim, image.size) == (a.shape, a.dtype, a.ndim, a.size)
    assert (image.itemsize, image.nbytes) == (a.itemsize, a.nbytes)
    same(image, a)
    same(image.get(), a)
    same(cle.pull(image), a)
    same(image.astype(dtype), a)
    assert image.axes == ("", "x", "yx", "zyx", "tzyx", "tczyx")[a.ndim]


def test_what_is_pushed():
    same(cle.push([[1, 2], [3, 4]]), [[1, 2], [3, 4]])
    assert cle.push([1, 2]).dtype == np.int32
    assert cle.push([1.5]).dtype == np.float32
    assert cle.push(7).shape == ()
    assert cle.push(np.array([True, False])).dtype == np.uint8
    for given, kept in (("f2", "f4"), ("f8", "f4"), ("i8", "i4"), ("u8", "u4"), (">f4", "f4"), (">u2", "u2"), (">f8", "f4")):
        image = cle.push(np.array([1, 2, 3], given))
        assert image.dtype == np.dtype(kept)
        same(image, [1, 2, 3])
    same(cle.push(np.array([2**32 - 1], "u8")), [2**32 - 1])
    for value in (2**31, -2**31 - 1, 2**40):
        with pytest.raises(ValueError, match="does not fit"):
            cle.push(np.array([value]))
    a = some((6, 8))
    same(cle.push(a[::2, ::-1]), a[::2, ::-1])
    same(cle.push(a.T), a.T)
    same(cle.push(np.asfortranarray(a)), a)
    same(cle.push(np.float64(1e300)), np.inf)
    same(cle.push(np.array([300, -5, 7]), dtype=np.uint8), [255, 0, 7])
    for wrong in ("text", object(), None, [[1], [2, 3]], np.zeros(3, complex), np.zeros((0,)), np.zeros((1,) * 6)):
        with pytest.raises((ValueError, TypeError), match="push: array"):
            cle.push(wrong)
    image = cle.push(a)
    assert cle.push(image) is image and cle.asarray(image) is image
    assert cle.is_image(image) and cle.is_image(a) and not cle.is_image("a")


def test_numpy_reads_arrays():
    a = some()
    image = cle.push(a)
    assert np.asarray(image).dtype == np.float32
    assert np.asarray(image, dtype=np.uint8).dtype == np.uint8
    with pytest.raises(ValueError):
        image.__array__(copy=False)
    assert image.tolist() == a.tolist()
    b = np.array(image)
    b[:] = 0
    same(image, a)
    same(np.stack([image, image]), np.stack([a, a]))


def test_layout():
    image = cle.push(some((2, 3, 4)), spacing=(2, 0.5, 0.25), unit="um")
    assert image.axes == "zyx" and image.spacing == (2, 0.5, 0.25) and image.units == ("um",) * 3
    assert (image.width, image.height, image.depth) == (4, 3, 2)
    time_lapse = cle.push(some((2, 3, 4)), axes="tyx", spacing={"t": 30, "y": 2, "x": 2}, unit={"t": "s", "y": "um", "x": "um"})
    assert time_lapse.axes == "tyx" and time_lapse.spacing == (30, 2, 2) and time_lapse.units == ("s", "um", "um")
    assert time_lapse.depth == 1
    a = some((2, 3, 4, 5))
    moved = cle.push(a, axes="ZCYX")
    assert moved.axes == "czyx"
    same(moved, a.transpose(1, 0, 2, 3))
    assert cle.push(a, spacing=0.5).spacing == (1, 0.5, 0.5, 0.5)
    assert cle.push(a, spacing=(3, 2)).spacing == (1, 1, 3, 2)
    image.spacing = 3
    assert image.spacing == (3, 3, 3)
    image.units = "nm"
    assert image.units == ("nm",) * 3
    assert image.with_axes("tyx").axes == "tyx" and image.axes == "zyx"
    image.name = "käse"
    assert image.name == "käse"
    image.kind = "labels"
    assert image.kind == "labels"
    for wrong in (0, -1, float("nan"), float("inf"), (1, 2, 3, 4, 5, 6), {"q": 1}):
        with pytest.raises(ValueError):
            image.spacing = wrong
    with pytest.raises((TypeError, ValueError)):
        image.spacing = "far"
    for wrong in ("xyz", "zy", "zzz", "abc", "zyxt"):
        with pytest.raises(ValueError):
            image.with_axes(wrong)
        if wrong != "xyz":  # which push puts in order
            with pytest.raises(ValueError):
                cle.push(some((2, 3, 4)), axes=wrong)
    with pytest.raises(ValueError):
        image.kind = "cat"
    with pytest.raises(TypeError):
        image.name = 7
    assert image.spacing == (3, 3, 3) and image.axes == "zyx"
    assert "um" in repr(cle.push([[1]], spacing=2, unit="um")) and "zyx" in repr(cle.push(some()))
    assert str(cle.push([1, 2])) == "[1 2]"
    result = cle.greater_constant(cle.push(a, spacing=0.5, unit="um"), scalar=3)
    assert result.spacing == (1, 0.5, 0.5, 0.5) and result.units == ("", "um", "um", "um")


def test_making():
    for make, value in ((cle.zeros, 0), (cle.ones, 1)):
        for shape in ((), (3,), (2, 3), (2, 3, 4), (2, 3, 4, 5)):
            same(make(shape), np.full(shape, value))
            assert make(shape).dtype == np.float32
            assert make(shape, np.uint16).dtype == np.uint16
    same(cle.full((2, 2), 2.75, np.uint8), np.full((2, 2), 2))
    same(cle.full((2, 2), 300, np.uint8), np.full((2, 2), 255))
    assert cle.create((2, 3)).shape == (2, 3) and cle.create(5).shape == (5,)
    like = cle.push(some((2, 3, 4), "u2"), spacing=2, unit="um")
    for make in (cle.create_like, cle.empty_like, cle.zeros_like, cle.ones_like):
        made = make(like)
        assert (made.shape, made.dtype, made.spacing, made.units) == (like.shape, like.dtype, like.spacing, like.units)
        assert make(np.zeros((2, 3))).shape == (2, 3)
        assert make(like, np.float32).dtype == np.float32
    assert cle.create_labels_like(like).dtype == np.uint32
    for wrong in ((0,), (-1, 2), (1,) * 6, (2**31, 2**31)):
        with pytest.raises(ValueError):
            cle.create(wrong)
    for wrong in (complex, "U3", object):
        with pytest.raises(TypeError):
            cle.create((2, 2), wrong)
    with pytest.raises(TypeError):
        cle.create((2.5, 3))
    with pytest.raises(MemoryError):
        cle.create((40000, 40000, 40000))
    with pytest.raises(TypeError):
        cle.Array()


# ---- indexing ----

KEYS = [0, -1, 2, np.s_[1:], np.s_[:2], np.s_[-2:], np.s_[:-1], np.s_[1:-1], np.s_[::2], np.s_[::-1], np.s_[-1:-3:-1],
        np.s_[...], np.s_[..., 0], np.s_[..., 1:3], np.s_[:, 1], np.s_[:, :, 2], np.s_[0, 1], np.s_[1, ..., 2],
        np.s_[None], np.s_[:, None], np.s_[..., None], np.s_[1:2, 2:3, 3:4], np.s_[0:99, -99:2], np.s_[1, 2, 3],
        np.s_[::-2, ::3, 1::2], np.s_[:, ::-1], np.s_[[0, 2]], np.s_[:, [1, 0]], np.s_[np.array([1, 1])], np.s_[1:3, 2:4, 0:5],
        np.s_[np.int64(1)], ()]


@pytest.mark.parametrize("key", KEYS, ids=repr)
@pytest.mark.parametrize("dtype", ["f4", "u1"])
def test_getting(key, dtype):
    a = some((3, 4, 5), dtype)
    got, expected = cle.push(a)[key], a[key]
    same(got, expected)
    assert got.dtype == expected.dtype
    assert isinstance(got, cle.Array) or np.ndim(expected) == 0


@pytest.mark.parametrize("shape", [(6,), (4, 5), (3, 4, 5), (2, 3, 4, 5), (2, 2, 3, 4, 5)])
def test_getting_at_random(shape):
    a = some(shape)
    image = cle.push(a)
    for _ in range(60):
        key = []
        for n in shape[:rng.integers(1, len(shape) + 1)]:
            kind = rng.integers(3)
            if kind == 0:
                key.append(int(rng.integers(-n, n)))
            else:
                lo, hi = (None if rng.integers(4) == 0 else int(rng.integers(-n - 2, n + 3)) for _ in range(2))
                key.append(slice(lo, hi, None if kind == 1 else int(rng.choice([-3, -2, -1, 1, 2, 3]))))
        key = tuple(key)
        if a[key].size == 0:
            with pytest.raises(ValueError, match="no pixel"):
                image[key]
        else:
            same(image[key], a[key])


def test_getting_wrong():
    image = cle.push(some((3, 4, 5)))
    for key in (3, -4, np.s_[0, 4], np.s_[0, 0, 0, 0], np.s_[..., ...], np.s_[:, :, -6]):
        with pytest.raises(IndexError):
            image[key]
    for key in ("a", 1.5, {}, np.s_[1.5:]):
        with pytest.raises((IndexError, TypeError)):
            image[key]


def test_getting_keeps_the_layout():
    image = cle.push(some((2, 3, 4, 5)), spacing=(10, 3, 2, 1), unit=("s", "um", "um", "um"))
    assert image[0].axes == "zyx" and image[0].spacing == (3, 2, 1)
    assert image[:, 0].axes == "tyx" and image[:, 0].spacing == (10, 2, 1) and image[:, 0].units == ("s", "um", "um")
    assert image[0, :, :, 1].axes == "yx" and image[0, :, :, 1].spacing == (3, 2)
    assert image[0, 1, 2].axes == "x"
    assert image[..., ::2].spacing == (10, 3, 2, 2)
    assert image[0, 0][None].axes == "zyx"
    labels = cle.push(some((3, 4, 5), "u4"), kind="labels")
    assert labels[1:].kind == "labels"


def test_masks():
    a = some((4, 5))
    image = cle.push(a)
    same(image[image > 50], a[a > 50])
    same(image[a > 50], a[a > 50])
    image[image > 50] = 0
    a[a > 50] = 0
    same(image, a)


@pytest.mark.parametrize("key", KEYS, ids=repr)
def test_setting(key):
    a = some((3, 4, 5))
    image = cle.push(a)
    for value in (7, some(a[key].shape), cle.push(some(a[key].shape)) if a[key].ndim else 3):
        image[key] = value
        a[key] = np.asarray(value)
        same(image, a)


def test_setting_converts():
    image = cle.zeros((4,), np.uint8)
    image[:] = [-5, 2.9, 300, np.nan]
    same(image, [0, 2, 255, 0])
    image[1:3] = cle.push([9.0, 8.0])
    same(image, [0, 9, 8, 0])
    mask = cle.push(np.array([True, False, True]))
    mask[1] = 7
    same(cle.copy(mask), [1, 7, 1])
    for key, value in ((0, "a"), (9, 1), (slice(None), [1, 2, 3])):
        with pytest.raises((TypeError, ValueError, IndexError)):
            image[key] = value
    same(image, [0, 9, 8, 0])
    image.fill(3)
    same(image, [3] * 4)
    image.set([1, 2, 3, 4])
    same(image, [1, 2, 3, 4])
    image.set([7, 8], origin=(1,), region=(2,))
    same(image, [1, 7, 8, 4])
    same(image.get(origin=(2,), region=(2,)), [8, 4])
    for origin, region in (((3,), (2,)), ((-1,), (1,)), ((0, 0), (1, 1)), ((0,), (0,))):
        with pytest.raises(ValueError):
            image.get(origin, region)


# ---- operators ----

ARITHMETIC = [operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod, operator.pow]
COMPARE = [operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge]


@pytest.mark.parametrize("dtype", ["f4", "u1", "i2", "u2"])
@pytest.mark.parametrize("f", ARITHMETIC, ids=lambda f: f.__name__)
def test_image_and_image(f, dtype):
    a, b = some((3, 4, 5), dtype, 5, 11), some((3, 4, 5), dtype, 1, 3)
    got = f(cle.push(a), cle.push(b))
    divided = f in (operator.truediv, operator.floordiv)
    power = f is operator.pow
    expected = f(a.astype("f8"), b.astype("f8"))
    assert got.dtype == (np.float32 if divided or power else a.dtype)
    np.testing.assert_allclose(got, expected, rtol=1e-6)
    np.testing.assert_allclose(f(cle.push(a), b), expected, rtol=1e-6)
    mixed = f(a, cle.push(b))
    assert isinstance(mixed, cle.Array)
    np.testing.assert_allclose(mixed, expected, rtol=1e-6)


@pytest.mark.parametrize("dtype", ["f4", "u1", "i2"])
@pytest.mark.parametrize("f", ARITHMETIC, ids=lambda f: f.__name__)
def test_image_and_number(f, dtype):
    a = some((3, 4, 5), dtype, 1, 5)
    for number in (2, 2.5, np.float32(3), np.int64(2), True):
        got = f(cle.push(a), number)
        assert got.dtype == np.float32
        np.testing.assert_allclose(got, f(a.astype("f8"), float(number)), rtol=1e-6)
        got = f(number, cle.push(a))
        assert isinstance(got, cle.Array)
        np.testing.assert_allclose(got, f(float(number), a.astype("f8")), rtol=1e-6)


@pytest.mark.parametrize("f", [operator.iadd, operator.isub, operator.imul], ids=lambda f: f.__name__)
def test_in_place(f):
    a = some((3, 4))
    image = alias = cle.push(a)
    image = f(image, 2)
    assert image is alias
    same(image, f(a.astype("f8"), 2))
    before = image.get()
    image = f(image, cle.push(a))
    assert image is alias
    np.testing.assert_allclose(image, f(before.astype("f8"), a), rtol=1e-6)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("f", COMPARE, ids=lambda f: f.__name__)
def test_comparisons(f, dtype):
    a, b = some((3, 4, 5), dtype, 0, 9), some((3, 4, 5), dtype, 0, 9)
    for other in (cle.push(b), b, 4, 4.5, np.int64(3)):
        got = f(cle.push(a), other)
        assert got.dtype == np.uint8
        same(got, f(a, np.asarray(other)))
    same(f(a, cle.push(b)), f(a, b))
    same(f(4, cle.push(b)), f(4, b))


def test_logic_and_unary():
    a, b = some((3, 4), "u1", 0, 2), some((3, 4), "f4", 0, 2)
    x, y = cle.push(a), cle.push(b)
    for f in (operator.and_, operator.or_, operator.xor):
        same(f(x, y), f(a != 0, b != 0))
        same(f(x, True), f(a != 0, True))
        same(f(0, x), f(a != 0, False))
        assert f(x, y).dtype == np.uint8
    same(~x, a == 0)
    same(-y, -b)
    same(+y, b)
    same(abs(cle.push(b - 1)), abs(b - 1))
    same(y.T, b.T)
    same(round(cle.push([1.25, 2.75])), [1, 3])
    same(x @ cle.push(b.T), a @ b.T)


def test_no_operand():
    image = cle.push([1, 2])
    for other in ("a", None, object(), {}):
        for f in (operator.add, operator.mul, operator.lt):
            with pytest.raises(TypeError):
                f(image, other)
    assert (image == None) is False  # noqa: E711
    assert (image != "a") is True
    with pytest.raises(TypeError):
        hash(image)


def test_ufuncs():
    a, b = some((3, 4), high=9), some((3, 4))
    for f in (np.sqrt, np.sin, np.cosh, np.isnan):
        got = f(cle.push(a))
        assert isinstance(got, cle.Array)
        np.testing.assert_allclose(got, f(a), rtol=1e-6)
    for got in (np.add(cle.push(a), b), np.add(a, cle.push(b)), np.maximum(cle.push(a), b)):
        assert isinstance(got, cle.Array)
    same(np.less(a, cle.push(b)), a < b)
    same(np.subtract(a, cle.push(b)), a - b)


def test_one_pixel():
    one = cle.push([[7.5]])
    assert float(one) == 7.5 and int(one) == 7 and bool(one) and one.item() == 7.5
    assert range(10)[cle.push(np.uint8(3))] == 3
    with pytest.raises(TypeError):
        range(10)[one]
    for f in (bool, int, float):
        with pytest.raises(ValueError):
            f(cle.push([1, 2]))
    assert cle.push(some((2, 2))).item(3) is not None
    assert len(cle.push(some((4, 2)))) == 4
    with pytest.raises(TypeError):
        len(cle.push(1))
    assert [float(v) for v in cle.push([1.0, 2.0])] == [1, 2]
    assert [p.shape for p in cle.push(some((2, 3)))] == [(3,), (3,)]
    assert cle.push([0, 2]).any() and not cle.push([0, 2]).all() and cle.push([1, 2]).all()


# ---- reductions, forms ----


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("name", ["sum", "mean", "min", "max", "std"])
def test_reductions(name, dtype):
    a = some((3, 4, 5), dtype)
    image = cle.push(a)
    wide = a.astype("f8")
    got = getattr(image, name)()
    assert isinstance(got, float)
    assert got == pytest.approx(float(getattr(wide, name)()), rel=1e-6)
    for axis in (0, 1, 2, -1):
        got = getattr(image, name)(axis=axis)
        np.testing.assert_allclose(got, getattr(wide, name)(axis=axis), rtol=1e-5)
        assert getattr(image, name)(axis=axis, keepdims=True).shape == getattr(wide, name)(axis=axis, keepdims=True).shape
    np.testing.assert_allclose(getattr(image, name)(axis=(0, 2)), getattr(wide, name)(axis=(0, 2)), rtol=1e-5)
    many = cle.push(some((2, 3, 4, 5), dtype))
    np.testing.assert_allclose(getattr(many, name)(axis=0), getattr(many.get().astype("f8"), name)(axis=0), rtol=1e-5)
    with pytest.raises((ValueError, IndexError)):
        getattr(image, name)(axis=3)


def test_forms():
    a = some((2, 3, 4))
    image = cle.push(a, spacing=2)
    same(image.reshape(6, 4), a.reshape(6, 4))
    same(image.reshape((4, -1)), a.reshape(4, -1))
    same(image.ravel(), a.ravel())
    same(image.flatten(), a.ravel())
    same(image.T, a.T)
    same(cle.push(a[0]).T, a[0].T)
    same(cle.push(a[:1, :, None]).squeeze(), a[:1, :, None].squeeze())
    for wrong in ((5, 5), (-1, 7), (-1, -1), ()):
        with pytest.raises(ValueError):
            image.reshape(*wrong)
    twin = image.copy()
    twin.fill(0)
    same(image, a)
    same(copy.copy(image), a)
    same(copy.deepcopy(image), a)
    same(cle.push([1.75, -1.75, 300, np.nan, np.inf]).astype(np.uint8), [1, 0, 255, 0, 255])
    assert image.astype("f4", copy=False) is image


def test_pickle():
    image = cle.push(some((2, 3, 4), "u4"), spacing=(3, 2, 1), unit="um", kind="labels", name="cells")
    twin = pickle.loads(pickle.dumps(image))
    same(twin, image.get())
    assert (twin.axes, twin.spacing, twin.units, twin.kind, twin.name, twin.dtype) == (
        image.axes, image.spacing, image.units, image.kind, image.name, image.dtype)
    assert pickle.loads(pickle.dumps(cle.get_device())) is cle.get_device()
    assert pickle.loads(pickle.dumps(cle.greater_constant)) is cle.greater_constant


# ---- devices, memory, threads ----


def test_devices():
    names = cle.list_available_devices()
    assert len(names) == len(set(names)) == len(cle.devices()) >= 1
    before = cle.get_device()
    try:
        for k, name in enumerate(names):
            if cle.devices()[k].error:
                continue
            for which in (name, k, cle.devices()[k], cle.devices()[k].id):
                device = cle.select_device(which)
                assert device is cle.get_device() is cle.devices()[k]
                assert cle.push([1]).device is device
            assert device.id in repr(device) and device.name in device.info and device.backend
    finally:
        cle.select_device(before)
    assert cle.select_device("cpu").type == "cpu"
    cle.select_device(before)
    for wrong in ("nix", 99, -1):
        with pytest.raises(cle.UnknownNameError, match="there (is|are)"):
            cle.select_device(wrong)
    with pytest.raises(TypeError):
        cle.select_device(1.5)
    with pytest.raises(cle.UnknownNameError):
        cle.select_device("", "quantum")
    assert cle.get_device() is before
    cle.wait_for_kernel_to_finish()
    before.wait()
    assert cle.__version__ in cle.info() and before.name in cle.info()


def test_between_devices():
    a = some()
    for device in cle.devices():
        if device.error:
            continue
        image = cle.push(a, device=device, spacing=2)
        for other in cle.devices():
            if other.error:
                continue
            moved = image.to_device(other)
            assert moved.device is other and moved.spacing == image.spacing
            same(moved, a)
            result = cle.greater_constant(image, scalar=50, device=other)
            assert result.device is other
            same(result, a > 50)
        assert image.to_device(device) is image


def test_memory_is_given_back():
    device = cle.get_device()
    gc.collect()
    used = device.memory_use()[0]
    images = [cle.zeros((100, 100)) for _ in range(5)]
    assert device.memory_use()[0] >= used + 5 * 40000
    part = images[0].reshape(10, 1000)
    del images
    gc.collect()
    assert device.memory_use()[0] >= used + 40000
    same(part[0], np.zeros(1000))
    del part
    gc.collect()
    assert device.memory_use()[0] == used


def test_threads():
    a = some((20, 30, 40))
    expected = cle.greater_constant(a, scalar=50).get()
    wrong = []

    def work():
        for _ in range(30):
            if not np.array_equal(cle.greater_constant(a, scalar=50).get(), expected):
                wrong.append(1)
            try:
                cle.greater_constant(a, scalar=float("nan"))
                wrong.append(2)
            except ValueError:
                pass

    threads = [threading.Thread(target=work) for _ in range(6)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert not wrong


CANCELLED = """
import isovox as cle, numpy as np, sys, time
image = cle.push(np.ones((2000, 3, 100, 100), np.uint8))
print("go", flush=True)
try:
    while True:
        cle.greater_constant(image, scalar=1)
        cle.connected_component_labeling(image)
except KeyboardInterrupt:
    print("stopped", float(cle.copy(cle.push([5]))), flush=True)
"""


def test_ctrl_c():
    """Ctrl-C ends a running call, and the library works on."""
    process = subprocess.Popen([sys.executable, "-c", CANCELLED], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "go\n"
    time.sleep(0.5)
    started = time.time()
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=20)
    assert out == "stopped 5.0\n" and process.returncode == 0
    assert time.time() - started < 5


def test_progress():
    told = []
    image = cle.push(np.ones((500, 3, 200, 200), np.uint8))
    try:
        cle.set_progress(lambda done, what: told.append((done, what)) and None)
        cle.connected_component_labeling(image)
        assert told and all(0 <= d <= 1 for d, _ in told) and [d for d, _ in told] == sorted(d for d, _ in told)
        cle.set_progress(lambda done, what: True)
        with pytest.raises(cle.CancelledError):
            cle.connected_component_labeling(image)
        cle.set_progress(lambda done, what: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            cle.connected_component_labeling(image)
    finally:
        cle.set_progress(None)
    with pytest.raises(TypeError):
        cle.set_progress(7)


# ---- the package ----


def in_process(code, **environment):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=dict(os.environ, **environment))


def test_import_is_quick_and_quiet():
    """Nothing is printed, no driver is looked for, and it takes little more than NumPy."""
    done = in_process("import numpy, time; t = time.process_time(); import isovox; t = time.process_time() - t\n"
                      "maps = open('/proc/self/maps').read()\n"
                      "assert 'libOpenCL' not in maps and 'libcuda' not in maps\n"
                      "import sys; assert 'matplotlib' not in sys.modules\n"
                      "sys.stderr.write(str(t))")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert float(done.stderr) < 0.05  # seconds; 0.004 is usual


def test_only_the_drivers_that_are_needed_are_loaded():
    done = in_process("""
import isovox as c
loaded = lambda: [n for n in ("libOpenCL", "libcuda.so") if n in open("/proc/self/maps").read()]
c.select_device("cpu")
c.push([1.0]).device.wait()
print(loaded(), c.get_device().id, c.get_device().index == c.devices().index(c.get_device()))
""")
    assert done.stdout == "[] cpu True\n", done


def test_the_chosen_device():
    done = in_process("import isovox as c; print(c.get_device().id, c.push([1]).device.id)", ISOVOX_DEVICE="cpu")
    assert done.stdout == "cpu cpu\n"
    done = in_process("import isovox as c; c.push([1])", ISOVOX_DEVICE="nix")
    assert done.returncode == 1 and "there is no device 'nix'; there are" in done.stderr and "cpu" in done.stderr


def test_functions():
    f = cle.greater_constant
    assert str(inspect.signature(f)).startswith("(input_image, output_image=None, scalar")
    assert f.__name__ == "greater_constant" and f.__module__ == "isovox" and inspect.isfunction(f)
    assert cle.greater_constant is f and cle.operation("greater_constant") is f
    assert "greater_constant" in dir(cle) and "greater_constant" in cle.__all__
    assert "binarize" in cle.categories()
    assert cle.operations("binarize")["greater_constant"] is f
    assert "greater_constant" not in cle.operations(must_not_have_categories=["binarize"])
    assert set(cle.operations()) == set(cle._operations.names())
    space = {}
    exec("from isovox import *", space)
    assert space["greater_constant"] is f and space["push"] is cle.push
    for name, g in cle.operations().items():
        text = inspect.getdoc(g)
        assert all(f"\n{p} : " in text for p in inspect.signature(g).parameters), name


def test_errors_are_what_python_expects():
    for error, base in ((cle.ArgumentError, ValueError), (cle.ShapeError, ValueError), (cle.PixelTypeError, TypeError),
                        (cle.OutOfMemoryError, MemoryError), (cle.FileError, OSError), (cle.ExistsError, FileExistsError),
                        (cle.CancelledError, KeyboardInterrupt), (cle.UnsupportedError, NotImplementedError),
                        (cle.DeviceError, RuntimeError), (cle.UnknownNameError, LookupError)):
        assert issubclass(error, base) and issubclass(error, cle.IsovoxError) and issubclass(error, RuntimeError)


def test_files(tmp_path):
    image = cle.push(some((2, 3, 4, 5), "u2"), spacing=(10, 3, 2, 1), unit=("s", "um", "um", "um"))
    for name in ("a.tif", "a.ome.tif", "a.npy"):
        try:
            cle.imwrite(tmp_path / name, image)
        except cle.UnsupportedError:
            pytest.skip("the library was built without libtiff")
        back = cle.imread(tmp_path / name)
        same(back, image.get())
        if name != "a.npy":
            assert (back.axes, back.spacing, back.units) == (image.axes, image.spacing, image.units)
        assert cle.imfile(tmp_path / name)["shape"] == image.shape
        cle.imwrite(str(tmp_path / name), image * 2, overwrite=True)
        same(cle.imread(str(tmp_path / name)), image.get() * 2.0)
    cle.imwrite(tmp_path / "b.npy", some((2, 3)))
    assert cle.imread(tmp_path / "b.npy", device="cpu").device.id == "cpu"
    table = cle.Table({"label": np.array([1.0, 2]), "volume": np.array([0.5, np.nan])}, {"volume": "um^3"})
    cle.imwrite(tmp_path / "t.csv", table)
    assert (tmp_path / "t.csv").read_text() == "label,volume [um^3]\n1,0.5\n2,nan\n"
    with pytest.raises(FileExistsError):
        cle.imwrite(tmp_path / "t.csv", table)
    assert pickle.loads(pickle.dumps(table)).units == table.units
    assert not list(tmp_path.glob("*.part"))


def test_imshow(tmp_path):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    for image, more in ((some((5, 6)), {}), (some((3, 5, 6)), {"colorbar": True}), (cle.push(some((2, 3, 5, 6))), {}),
                        (cle.push(some((3, 5, 6), "u4"), kind="labels"), {"title": "labels"}), (some((7,)), {})):
        figure, axes = plt.subplots()
        cle.imshow(image, plot=axes, **more)
        figure.savefig(tmp_path / "a.png")
        assert len(axes.images) == 1
        plt.close(figure)
    figure, axes = plt.subplots()
    labels = np.array([[0, 1], [2, 70000]], np.uint32)
    cle.imshow(labels, labels=True, plot=axes)
    colors = axes.images[0].to_rgba(axes.images[0].get_array())
    assert (colors[0, 0, :3] == 0).all()
    assert len({tuple(c) for c in colors.reshape(-1, 4).tolist()}) == 4
    plt.close(figure)


def test_masks_of_other_values():
    """What a mask is called does not change what an operation makes of it."""
    a = some((4, 9, 11), "u1", 0, 2)
    for image in (cle.add_images(cle.push(a != 0), cle.push(a != 0)), cle.push(a * 200, kind="binary"),
                  cle.push(a != 0).reshape(4, 9, 11) * 3, cle.greater_constant(a * 9, scalar=3)):
        same(cle.binary_dilate(image), cle.binary_dilate(a))
        same(cle.mask(a, image), a)
    mask = cle.greater_constant(a, scalar=0)
    part = mask.reshape(4, 99)
    part.fill(7)
    same(cle.binary_dilate(mask), np.ones(a.shape))
    same(cle.mask(cle.push(a + 3), mask), a + 3)
    cle.greater_constant(a, mask, 0)
    part.fill(7)
    same(cle.mask(cle.push(a + 3), mask), a + 3)


# ---- what functions take in Python alone ----


def test_parametric_map():
    labels = np.array([[0, 1, 1], [2, 0, 4]], np.uint32)
    values = [5.5, -2, 0, 7]
    painted = np.array([[0, 5.5, 5.5], [-2, 0, 7]], np.float32)
    same(cle.parametric_map(labels, values), painted)
    same(cle.parametric_map(labels, {"label": [1, 2, 4], "v": [5.5, -2, 7]}, property="v"), painted)
    same(cle.parametric_map(labels, {"label": [0, 4, 2, 1], "v": [99, 7, -2, 5.5]}, None, "v"), painted)
    same(cle.parametric_map(labels, {"v": values}, property="v"), painted)
    same(cle.parametric_map(labels, {"label": [1, 2, 3, 4]}), labels)
    same(cle.parametric_map(labels, {"label": [2], "v": [3]}, property="v"), np.where(labels == 2, 3, 0))
    with pytest.raises(ValueError, match="property is 'w', but properties has 'label', 'v'"):
        cle.parametric_map(labels, {"label": [1], "v": [2]}, property="w")
    with pytest.raises(ValueError, match="parametric_map"):
        cle.parametric_map(labels, [1, 2])
    movie = cle.push(np.stack([labels, labels[::-1], labels * 0]), axes="tyx")
    table = cle.labels_statistics(movie, movie)
    areas = cle.parametric_map(movie, table, property="area").get()
    same(areas, [[[np.sum(plane == v) * (v > 0) for v in row] for row in plane] for plane in movie.get()])


def test_old_names_of_parameters():
    a = some((4, 5))
    matrix = np.array([[1, 0, 1], [0, 1, 0], [0, 0, 1.0]])
    moved = cle.affine_transform(a, transform_matrix=matrix)
    same(cle.affine_transform(a, transform=matrix), moved)
    full = np.eye(4)
    full[0, 3] = 1
    same(cle.affine_transform(a, None, full), moved)
    same(cle.affine_transform(a, transform=matrix, linear_interpolation=True, auto_size=True),
         cle.affine_transform(a, transform_matrix=matrix, interpolate=True, resize=True))
    with pytest.raises(ValueError, match="affine_transform"):
        cle.affine_transform(a, transform_matrix=matrix, transform=matrix)
    with pytest.raises(TypeError, match="did you mean 'transform'"):
        cle.affine_transform(a, transfrom=matrix)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.parametrize("device", [d.id for d in cle.devices()])
def test_a_forked_process_has_the_cpu_and_is_told_so(device):
    program = textwrap.dedent("""
        import os, signal, sys
        import numpy as np
        import isovox as cle

        def blurred():
            return cle.gaussian_blur(np.arange(60, dtype="f4").reshape(3, 4, 5), sigma_x=1).get().tobytes()

        cle.select_device(sys.argv[1])
        before = blurred()
        child = os.fork()
        if child == 0:
            signal.alarm(60)
            try:
                print(blurred() == before, flush=True)
            except cle.DeviceError as e:
                print(e, flush=True)
            cle.select_device("cpu")
            print(blurred() == before, flush=True)
            os._exit(0)
        sys.exit(os.waitpid(child, 0)[1] != 0)
    """)
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", program, device], capture_output=True, text=True,
                          timeout=120)
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert second == "True"
    assert first == "True" if device == "cpu" else "spawn" in first, first
