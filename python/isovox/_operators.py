"""Array's operators. Image with image keeps the first image's type, but for / // and **, which give float32; image
with number gives float32; comparisons and logic give uint8, 0 and 1."""
import numpy as np

from . import _isovox
from ._make import full_like, push
from ._operations import function_of


def is_number(x):
    return isinstance(x, (bool, int, float, np.number, np.bool_)) or (isinstance(x, np.ndarray) and x.ndim == 0)


def _is_operand(x):
    return is_number(x) or isinstance(x, (_isovox.Image, list, tuple)) or hasattr(x, "__array__")


def run(name, *images, out=None, **numbers):
    return function_of(name)(*images, out, **numbers)


def one_pixel(value, like):
    """A number as an image that is repeated over any other."""
    return push(np.float32(value), device=like._device)


def _add(a, b, out=None):
    return run("add_image_and_scalar", a, out=out, scalar=b) if is_number(b) else run("add_images_weighted", a, b, out=out)


def _subtract(a, b, out=None):
    if is_number(b):
        return run("add_image_and_scalar", a, out=out, scalar=-float(b))
    return run("add_images_weighted", a, b, out=out, factor1=1, factor2=-1)


def _multiply(a, b, out=None):
    return run("multiply_image_and_scalar", a, out=out, scalar=b) if is_number(b) else run("multiply_images", a, b, out=out)


def _divide(a, b, out=None):
    return run("divide_images", a, one_pixel(b, a) if is_number(b) else b, out=out)


def _floor_divide(a, b, out=None):
    return run("floor", _divide(a, b), out=out)


def _modulo(a, b, out=None):
    if is_number(b):
        return run("modulo_images", a.astype(np.float32, copy=False), one_pixel(b, a), out=out)
    return run("modulo_images", a, b, out=out)


def _power(a, b, out=None):
    return run("power", a, out=out, scalar=b) if is_number(b) else run("power_images", a, b, out=out)


def _logic(name):
    def apply(a, b, out=None):
        return run(name, a, one_pixel(bool(b), a) if is_number(b) else b, out=out)
    return apply


def _comparison(name):
    def apply(a, b, out=None):
        return run(f"{name}_constant", a, out=out, scalar=b) if is_number(b) else run(name, a, b, out=out)
    return apply


def _number_first(name, f, number, image):
    """number <operator> image"""
    if name == "sub":
        return run("subtract_image_from_scalar", image, scalar=number)
    if name == "truediv":
        return run("divide_scalar_by_image", image.astype(np.float32, copy=False), scalar=number)
    if name in ("add", "mul", "and", "or", "xor"):
        return f(image, number)
    return f(full_like(image, number, np.float32), image)


def _methods(name, f):
    """Array's methods of one operator: forward, reflected, in place."""
    def forward(self, other):
        return f(self, other) if _is_operand(other) else NotImplemented

    def reflected(self, other):
        if not _is_operand(other):
            return NotImplemented
        return _number_first(name, f, other, self) if is_number(other) else f(push(other, device=self._device), self)

    def in_place(self, other):
        return f(self, other, self) if _is_operand(other) else NotImplemented

    return {f"__{name}__": forward, f"__r{name}__": reflected, f"__i{name}__": in_place}


_ARITHMETIC = {"add": _add, "sub": _subtract, "mul": _multiply, "truediv": _divide, "floordiv": _floor_divide,
               "mod": _modulo, "pow": _power, "and": _logic("binary_and"), "or": _logic("binary_or"),
               "xor": _logic("binary_xor")}
_COMPARISONS = {"eq": _comparison("equal"), "ne": _comparison("not_equal"), "lt": _comparison("smaller"),
                "le": _comparison("smaller_or_equal"), "gt": _comparison("greater"), "ge": _comparison("greater_or_equal")}
_MIRRORED = {"eq": "eq", "ne": "ne", "lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}
_NUMPY_NAMES = {"add": "add", "subtract": "sub", "multiply": "mul", "divide": "truediv", "floor_divide": "floordiv",
                "remainder": "mod", "power": "pow", "equal": "eq", "not_equal": "ne", "less": "lt", "less_equal": "le",
                "greater": "gt", "greater_equal": "ge"}


def give_to(array_class):
    """Puts the operators into the class."""
    for name, f in _ARITHMETIC.items():
        for method, function in _methods(name, f).items():
            setattr(array_class, method, function)
    for name, f in _COMPARISONS.items():
        setattr(array_class, f"__{name}__", _methods(name, f)[f"__{name}__"])


def by_numpy(ufunc, a, b):
    """NumPy's function of two operands as the operator of whichever is an Array; None if it is no operator."""
    name = _NUMPY_NAMES.get(ufunc.__name__)
    if name is None:
        return None
    if isinstance(a, _isovox.Image):
        return getattr(a, f"__{name}__")(b)
    return getattr(b, f"__{_MIRRORED.get(name, 'r' + name)}__")(a)
