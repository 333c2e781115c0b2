"""Expressions: the same bits as the operations one after the other, on every device."""
import random

import numpy as np
import pytest

import isovox as cle

TYPES = ["uint8", "int8", "uint16", "int16", "uint32", "int32", "float32"]
SHAPES = [(1, 1, 1), (1, 7, 5), (5, 13, 65), (3, 2, 5, 7), (31, 33), (17, 33, 67), (2, 2, 3, 5, 7)]
DEVICES = [d.id for d in cle.devices()]
SPECIAL = np.array([np.nan, np.inf, -np.inf, 0, -0.0, 1e-42, 3e38, -3e38, 0.5, 2.5, 1e10, -1.5], np.float32)

SHORT = {"abs": "absolute", "sqrt": "square_root", "cbrt": "cubic_root", "exp": "exponential", "exp2": "exponential2",
         "exp10": "exponential10", "log": "logarithm", "log2": "logarithm2", "log10": "logarithm10"}
UNARY = ["sin", "tanh", "atan", "floor", "ceil", "round", "truncate", "sign", "invert", "square", "reciprocal",
         "undefined_to_zero", "binary_not", "nan_to_num", *SHORT]
BINARY = ["add_images", "subtract_images", "multiply_images", "divide_images", "maximum_images", "minimum_images",
          "absolute_difference", "squared_difference", "modulo_images", "power_images", "mask", "binary_and", "binary_or",
          "binary_xor", "binary_subtract", "greater", "smaller_or_equal", "equal", "not_equal", "mask_label"]
PIXELS = {"u8": "uint8", "i8": "int8", "u16": "uint16", "i16": "int16", "u32": "uint32", "i32": "int32", "f32": "float32"}


def image(shape, dtype, seed):
    rng = np.random.default_rng(seed)
    if dtype == "float32":
        a = (rng.standard_normal(shape) * 50).astype(dtype)
        a.flat[:: 7] = rng.choice(SPECIAL, a.flat[:: 7].size)
        return a
    info = np.iinfo(dtype)
    a = rng.integers(info.min, info.max, shape, dtype=dtype, endpoint=True)
    return np.where(rng.random(shape) < 0.3, rng.integers(0, 5, shape), a).astype(dtype)


def operation(name):
    """An operation as a function of images and numbers, without a result in between."""
    images = sum(p["kind"] == "src" for p in cle.describe(name)["params"])
    return lambda *values, **named: cle.operation(name)(*values[:images], None, *values[images:], **named)


def extreme(name):
    def f(a, b):
        if isinstance(b, cle.Array) and isinstance(a, cle.Array):
            return cle.operation(name + "_images")(a, b)
        return operation(name + "_image_and_scalar")(*((a, b) if isinstance(a, cle.Array) else (b, a)))
    return f


NAMES = {**{n: operation(n) for n in {*UNARY, *BINARY, "clip", "add_images_weighted", "greater_constant"} - {*SHORT}},
         **{n: operation(of) for n, of in SHORT.items()}, "min": extreme("minimum"), "max": extreme("maximum"),
         **{n: lambda a, t=t: a.astype(t) for n, t in PIXELS.items()}}


def apart(text, images):
    """The value of an expression with Arrays, call by call."""
    return eval(text, {**NAMES, **images})


def number(r):
    return r.choice(["0", "1", "2", "3", "0.5", "1.75", "255", "1e6", "-2", "-0.25", "70000"])


def expression(r, depth, names):
    """The text of a random expression whose value is an image; the first image of each step is of full size."""
    kind = r.random() if depth > 0 else 0
    if kind < 0.2:
        return r.choice(names)
    a = expression(r, depth - 1, names)
    if kind < 0.55:
        sign = r.choice(["+", "-", "*", "/", "//", "%", "**", "<", "<=", ">", ">=", "==", "!=", "&", "|", "^"])
        b = number(r) if r.random() < 0.5 else expression(r, depth - 1, names)
        if b.startswith("-"):
            b = f"({b})"
        return f"({b} {sign} {a})" if r.random() < 0.3 else f"({a} {sign} {b})"
    if kind < 0.6:
        return f"({r.choice('-~+')}{a})"
    if kind < 0.68:
        return f"{r.choice(list(PIXELS))}({a})"
    if kind < 0.8:
        return f"{r.choice(UNARY)}({a})"
    if kind < 0.86:
        b = number(r) if r.random() < 0.5 else expression(r, depth - 1, names)
        return f"{r.choice(['min', 'max'])}({a}, {b})"
    if kind < 0.95:
        return f"{r.choice(BINARY)}({a}, {expression(r, depth - 1, names)})"
    return r.choice([f"clip({a}, {number(r)}, {number(r)})", f"clip({a}, max_intensity={number(r)})",
                     f"add_images_weighted({a}, {expression(r, depth - 1, names)}, {number(r)}, factor2={number(r)})",
                     f"greater_constant({a}, {number(r)})"])


def bits(result):
    """Pixels as integers; all NaNs are one value."""
    got = np.asarray(result)
    return np.where(np.isnan(got), np.uint32(0x7FC00000), got.view(np.uint32)) if got.dtype == np.float32 else got


def check(text, images, devices):
    first = None
    for device in devices:
        on_device = {k: cle.push(v, device=device) for k, v in images.items()}
        want = apart(text, on_device)
        got = cle.evaluate(text, on_device)
        assert got.dtype == want.dtype and got.shape == want.shape and got.axes == want.axes, text
        np.testing.assert_array_equal(bits(got), bits(want), err_msg=f"{text} on {device}")
        first = bits(got) if first is None else first
        np.testing.assert_array_equal(bits(got), first, err_msg=f"{text}: {device} and {devices[0]}")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(40))
def test_random_expressions(seed):
    r = random.Random(seed)
    for k in range(4 if seed < 6 else 40):  # a GPU's driver compiles each
        shape = r.choice(SHAPES)
        images = {n: image(shape, r.choice(TYPES), 100 * seed + i) for i, n in enumerate("abc")}
        text = expression(r, r.randint(1, 4), "abc")
        if not text.strip("()") or len(text) > 400:
            continue
        check(text, images, DEVICES if seed < 6 else ["cpu"])


@pytest.mark.parametrize("dtype", TYPES)
def test_every_pixelwise_operation(dtype):
    """Each one as the first and as the last of two steps."""
    a, b = image((5, 13, 65), dtype, 1), image((5, 13, 65), dtype, 2)
    for name in cle.operations():
        op = cle.describe(name)
        kinds = [p["kind"] for p in op["params"]]
        try:
            cle.evaluate(f"{name}({', '.join('ab'[:kinds.count('src')])})", {"a": a, "b": b}, device="cpu")
        except cle.ArgumentError as e:
            assert "is not pixelwise" in str(e) or "needs" in str(e), name
            continue
        NAMES[name] = operation(name)
        inputs = "ab"[:kinds.count("src")]
        check(f"{name}({', '.join(inputs)}) + 1", {"a": a, "b": b}, ["cpu"])
        check(f"{name}({', '.join(f'({n} * {n})' for n in inputs)})", {"a": a, "b": b}, ["cpu"])


@pytest.mark.parametrize("device", DEVICES)
def test_repeating_images(device):
    a = image((5, 13, 65), "float32", 1)
    for shape in ((1, 1, 65), (5, 1, 1), (1, 13, 1), (5, 13, 1), (1, 1, 1), (13, 65), (1, 13, 65)):
        images = {"a": a, "b": image(shape, "uint16", 2), "c": image((1, 1, 65), "int8", 3)}
        check("a * (b + 1) - c", images, [device])
    t = image((4, 3, 5, 13), "uint8", 4)
    check("a + b", {"a": image((3, 5, 13), "float32", 5), "b": t}, [device])  # for every time point
    check("max(b, a) / 2", {"a": image((3, 5, 13), "float32", 5), "b": t}, [device])


@pytest.mark.parametrize("device", DEVICES)
def test_a_large_image(device):
    """More than a group, and a rest."""
    a, b = image((3, 257, 1031), "uint16", 1), image((3, 257, 1031), "float32", 2)
    check("sqrt(a*a + b*b) + 1", {"a": a, "b": b}, [device])
    check("(a > 300) & (b < 10)", {"a": a, "b": b}, [device])


@pytest.mark.parametrize("device", DEVICES)
def test_outputs(device):
    a = cle.push(image((5, 7, 9), "float32", 1), device=device)
    for dtype in TYPES:
        want = cle.add_image_and_scalar(a * 2, cle.create((5, 7, 9), dtype, device=device), scalar=0.5)
        out = cle.create((5, 7, 9), dtype, device=device)
        assert cle.evaluate("a * 2 + 0.5", {"a": a}, out) is out
        np.testing.assert_array_equal(bits(out), bits(want))
    host = np.zeros((5, 7, 9), np.uint8)
    assert cle.evaluate("a > 3", {"a": a}, host) is host
    np.testing.assert_array_equal(host, np.asarray(a > 3))
    want = np.asarray(a * 2 + 1)
    cle.evaluate("a * 2 + 1", {"a": a}, a)  # in place
    np.testing.assert_array_equal(bits(a), bits(want))
    with pytest.raises(cle.ShapeError, match="output_image is 5 x 7 x 8"):
        cle.evaluate("a * 2", {"a": a}, cle.create((5, 7, 8), device=device))


def test_numbers_and_arrays():
    a = image((5, 7, 9), "uint16", 1)
    np.testing.assert_array_equal(cle.evaluate("a * s + 2**3 - sqrt(4)", {"a": a, "s": 3}), np.asarray(cle.push(a) * 3 + 6))
    np.testing.assert_array_equal(cle.evaluate("b - a", {"a": a, "b": a // 2}), np.asarray(cle.push(a // 2) - cle.push(a)))


MISTAKES = {
    "": "missing before the end, at character 1", "a +": "missing before the end, at character 4",
    "(a": "'\\)' is missing before the end, at character 3", "a)": "closed that was not opened, at character 2",
    "a b": "an operator is missing before 'b', at character 3", "a $ a": "operator is missing before '\\$'",
    "x + 1": "no image 'x', at character 1", "imge + 1": "did you mean 'image'", "nothing(a)": "no function 'nothing'",
    "square_rot(a)": "did you mean 'square_root'", "gaussian_blur(a)": "is not pixelwise", "2 + 3": "no image",
    "1 / 0 + a": "no finite number", "sqrt(-1) * a": "no finite number", "1e999 * a": "too large", "a / 1e39": "too large",
    "a * 1e39": "too large", "a < b < a": "do not chain", "min(a)": "',' is missing", "clip(a, b)": "must be a number",
    "clip(a, 1, 2, 3)": "takes 3 arguments", "clip(a, 1, min_intensity=2)": "given twice", "clip(a, top=2)": "no parameter 'top'",
    "clip((a)": "a comma or '\\)' is missing before the end", "clip((a) b)": "a comma or '\\)' is missing before 'b'",
    "clip(a, )": "missing before '\\)'", "clip()": "needs input_image", "clip(1)": "needs an image", "mask(a)": "needs mask", "u8(3)": "needs an image", "~3": "needs an image",
    "(" * 101 + "a": "nested too deep", "-" * 200 + "a": "nested too deep", " " * 5000: "longer than 4096",
    "+".join("a" * 40): "at most 32 operations", "a" * 70: "at most 63 letters", "0x10 * a": "no number", "1.2.3": "no number",
    "a * é": "missing before a strange letter", "add_images(a, c)": "does not fit",
}


@pytest.mark.parametrize("text", MISTAKES, ids=range(len(MISTAKES)))
def test_mistakes(text):
    a = image((3, 4), "float32", 1)
    used = cle.push(a)
    with pytest.raises((cle.ArgumentError, cle.ShapeError), match=MISTAKES[text]) as e:
        cle.evaluate(text, {"a": used, "b": a, "image": a, "c": a[:2]})
    assert str(e.value).startswith("evaluate: ")


def test_too_many_images():
    images = {f"a{k}": image((3, 4), "uint8", k) for k in range(9)}
    check(" + ".join(list(images)[:8]), images, ["cpu"])
    with pytest.raises(cle.ArgumentError, match="more than 8 images"):
        cle.evaluate(" + ".join(images), images)


@pytest.mark.skipif(len(DEVICES) < 2, reason="one device only")
def test_devices():
    a, b = (cle.push(image((3, 4), "uint8", 1), device=d) for d in DEVICES[:2])
    with pytest.raises(cle.DeviceError, match="move it there first"):
        cle.evaluate("a + b", {"a": a, "b": b})
    assert cle.evaluate("a + b", {"a": a, "b": b}, device=DEVICES[1]).device.id == DEVICES[1]
