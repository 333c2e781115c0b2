"""Array: an image on a device that behaves as a NumPy array does."""
import math
import operator

import numpy as np

from . import _isovox, _operators
from ._convert import PIXELS, pixel_dtype, saturated
from ._devices import device_at, device_of
from ._errors import ArgumentError, ShapeError
from ._index import host_key, part
from ._make import create_like, plain_layout, push, restored
from ._operations import function_of


def _per_axis(value, axes, what, kind):
    """A value for each axis, from one for all of z y x, a sequence for the last axes, or a dict."""
    blank = 1.0 if kind is float else ""
    if isinstance(value, dict):
        strange = set(value) - set(axes)
        if strange:
            raise ArgumentError(f"{what} names axis '{sorted(strange)[0]}', but the image has {' '.join(axes)}")
        return [kind(value.get(a, blank)) for a in axes]
    if isinstance(value, (str, int, float)):
        return [kind(value) if a in "zyx" else blank for a in axes]
    values = [kind(v) for v in value]
    if len(values) > len(axes):
        raise ArgumentError(f"{what} has {len(values)} values, but the image has {len(axes)} axes")
    return [blank] * (len(axes) - len(values)) + values


def _check_spacing(spacing):
    for step in spacing:
        if not (math.isfinite(step) and step > 0):
            raise ArgumentError(f"spacing is {step:g}, but must be greater than 0")
    return tuple(spacing)


def _shape_of(args):
    return args[0] if len(args) == 1 and not hasattr(args[0], "__index__") else args


class Array(_isovox.Image):
    """An image on a device.

    Made by `push`, `create`, `zeros`, `ones`, `imread` and by every operation. Axes are in the order
    t c z y x; each has a spacing and a unit. Operators, comparisons, indexing and reductions are
    NumPy's, with results on the device; `numpy.asarray(image)` and `image.get()` bring pixels back.

    The type of a result: image with image keeps the first image's type, but for / and //, which give
    float32; image with number gives float32; comparisons and logic give uint8.
    """

    __slots__ = ("__weakref__",)
    __hash__ = None

    # ---- Facts ----

    @property
    def shape(self):
        return self._layout[1]

    @property
    def dtype(self):
        return PIXELS[self._pixel]

    @property
    def ndim(self):
        return len(self.shape)

    @property
    def size(self):
        return math.prod(self.shape)

    @property
    def itemsize(self):
        return self.dtype.itemsize

    @property
    def nbytes(self):
        return self.size * self.itemsize

    @property
    def mtype(self):
        """Always "buffer": there for scripts of pyclesperanto."""
        return "buffer"

    @property
    def device(self):
        return device_at(self._device)

    @property
    def width(self):
        return self._size_of("x")

    @property
    def height(self):
        return self._size_of("y")

    @property
    def depth(self):
        return self._size_of("z")

    def _size_of(self, axis):
        axes, shape = self._layout[:2]
        return shape[axes.index(axis)] if axis in axes else 1

    @property
    def axes(self):
        """The axes as letters, such as "zyx"."""
        return self._layout[0]

    def with_axes(self, letters):
        """The same pixels with other names for the axes: letters of t c z y x, in that order."""
        return self._with_layout((letters.lower(), *self._layout[1:]))

    @property
    def spacing(self):
        """From one sample to the next, for each axis; set by a number, a sequence or a dict of axes."""
        return self._layout[2]

    @spacing.setter
    def spacing(self, value):
        axes, shape, _, units = self._layout
        self._set_layout((axes, shape, _check_spacing(_per_axis(value, axes, "spacing", float)), units))

    @property
    def units(self):
        """What the spacing is in, for each axis: "um", "s", or "" for pixels."""
        return self._layout[3]

    @units.setter
    def units(self, value):
        axes, shape, spacing, _ = self._layout
        self._set_layout((axes, shape, spacing, tuple(_per_axis(value, axes, "unit", str))))

    def __len__(self):
        if not self.shape:
            raise TypeError("len() of an image without axes")
        return self.shape[0]

    def __repr__(self):
        axes, shape, spacing, units = self._layout
        steps = ", ".join(f"{s:g} {u}".strip() for s, u in zip(spacing, units))
        known = any(units) or any(s != 1 for s in spacing)
        return (f"Array({shape}, {self.dtype}, axes='{axes}'" + (f", spacing=({steps})" if known else "")
                + f", device='{self.device.id}')")

    def __str__(self):
        return str(self.get())

    # ---- Pixels to and from the host ----

    def get(self, origin=None, region=None):
        """The pixels, or those of a part that starts at `origin` and is of size `region`, as an ndarray."""
        if origin is None and region is None:
            pixels = np.empty(self.shape, self.dtype)
            self._read(pixels)
            return pixels
        return self[self._part(origin, region)].get()

    pull = get

    def set(self, array, origin=None, region=None):
        """Writes pixels, to all of the image or to a part of it."""
        if isinstance(array, Array):
            array = array.get()
        self[... if origin is None and region is None else self._part(origin, region)] = array

    def _part(self, origin, region):
        origin = tuple(origin or (0,) * self.ndim)
        region = tuple(region or (n - o for n, o in zip(self.shape, origin)))
        if len(origin) != self.ndim or len(region) != self.ndim:
            raise ShapeError(f"a part of an image of {self.ndim} axes needs {self.ndim} numbers")
        for o, r, n in zip(origin, region, self.shape):
            if o < 0 or r < 1 or o + r > n:
                raise ShapeError(f"a part from {origin} of size {region} is not inside {self.shape}")
        return tuple(slice(o, o + r) for o, r in zip(origin, region))

    def __array__(self, dtype=None, copy=None):
        if copy is False:
            raise ValueError("the pixels of an Array are on a device: they cannot be seen without a copy")
        pixels = self.get()
        return pixels if dtype is None else pixels.astype(dtype, copy=False)

    def item(self, *index):
        """One pixel as a Python number."""
        if index:
            return self.get().item(*index)
        if self.size != 1:
            raise ValueError(f"an image of {self.size} pixels is not one number")
        return self.get().item()

    def tolist(self):
        return self.get().tolist()

    def __bool__(self):
        return bool(self.item())

    def __int__(self):
        return int(self.item())

    def __float__(self):
        return float(self.item())

    def __index__(self):
        if self.dtype.kind == "f" or self.size != 1:
            raise TypeError("only one integer pixel can be an index")
        return self.item()

    # ---- Copies and other forms ----

    def copy(self):
        return _keep(function_of("copy")(self), self)

    __copy__ = copy

    def __deepcopy__(self, memo):
        return self.copy()

    def astype(self, dtype, copy=True):
        """The image as another pixel type: floats lose their fraction, what does not fit saturates."""
        dtype = pixel_dtype(dtype)
        if dtype == self.dtype and not copy:
            return self
        return _keep(function_of("copy")(self, create_like(self, dtype)), self)

    def to_device(self, device):
        """The image on another device; itself if it is there."""
        id = device_of(device).id
        return self if id == self._device else self._to(id)

    def reshape(self, *shape):
        """The same pixels in another shape, without a copy."""
        shape = [operator.index(n) for n in _shape_of(shape)]
        if shape.count(-1) == 1:
            rest = math.prod(n for n in shape if n != -1)
            if rest and self.size % rest == 0:
                shape[shape.index(-1)] = self.size // rest
        return self._with_layout(plain_layout(shape))

    def ravel(self):
        return self.reshape(self.size)

    def flatten(self):
        return self.copy().ravel()

    def squeeze(self):
        """Without axes of size 1."""
        kept = [k for k, n in enumerate(self.shape) if n != 1]
        axes, *rest = self._layout
        return self._with_layout(("".join(axes[k] for k in kept), *(tuple(r[k] for k in kept) for r in rest)))

    @property
    def T(self):
        """The image with its axes in reverse order."""
        axes, shape, spacing, units = self._layout
        if len(shape) < 2:
            return self
        name = {"yx": "transpose_xy", "zyx": "transpose_xz"}.get(axes)
        out = function_of(name)(self) if name else push(self.get().T, device=self._device)
        out._set_layout((axes, shape[::-1], spacing[::-1], units[::-1]))
        return out

    def fill(self, value):
        """Sets every pixel; the value is converted as astype does it."""
        self._write(np.full(self.shape, saturated(value, self.dtype)))

    # ---- Indexing ----

    def __getitem__(self, key):
        return part(self, key)

    def __setitem__(self, key, value):
        if isinstance(value, Array):
            value = value.get()
        pixels = self.get()
        value = np.asarray(value)
        if value.dtype.kind not in "biuf":
            raise TypeError(f"pixels cannot be set to {value.dtype}")
        pixels[host_key(key)] = saturated(value, self.dtype)
        self._write(pixels)

    def __iter__(self):
        return (self[i] for i in range(len(self)))

    # ---- Reductions ----

    def sum(self, axis=None, out=None, dtype=None, keepdims=False):
        return _reduce(self, "sum", axis, out, keepdims)

    def mean(self, axis=None, out=None, dtype=None, keepdims=False):
        return _reduce(self, "mean", axis, out, keepdims)

    def min(self, axis=None, out=None, keepdims=False):
        return _reduce(self, "minimum", axis, out, keepdims)

    def max(self, axis=None, out=None, keepdims=False):
        return _reduce(self, "maximum", axis, out, keepdims)

    def std(self, axis=None, out=None, dtype=None, ddof=0, keepdims=False):
        return _reduce(self, "standard_deviation" if axis is None else "std", axis, out, keepdims, ddof=ddof)

    def any(self):
        return (self != 0).max() == 1

    def all(self):
        return (self != 0).min() == 1

    # ---- Operators ----

    def __pos__(self):
        return self.copy()

    def __neg__(self):
        return function_of("multiply_image_and_scalar")(self, scalar=-1)

    def __abs__(self):
        return function_of("absolute")(self)

    def __invert__(self):
        return function_of("binary_not")(self)

    def __round__(self, digits=0):
        return push(np.round(self.get(), digits), device=self._device)

    def __matmul__(self, other):
        return push(self.get() @ np.asarray(other), device=self._device)

    def __rmatmul__(self, other):
        return push(np.asarray(other) @ self.get(), device=self._device)

    def __array_ufunc__(self, ufunc, method, *inputs, out=None, **named):
        """NumPy's functions: operators become the library's, others run in NumPy; results are Arrays."""
        if method == "__call__" and out is None and not named and len(inputs) == 2:
            result = _operators.by_numpy(ufunc, *inputs)
            if result is not None:
                return result
        pulled = [x.get() if isinstance(x, Array) else x for x in inputs]
        result = getattr(ufunc, method)(*pulled, **named)
        results = [push(np.asarray(r), device=self._device) for r in (result if isinstance(result, tuple) else (result,))]
        if out is not None:
            for place, r in zip(out, results):
                place[...] = r.get()
            results = list(out)
        return results[0] if len(results) == 1 else tuple(results)

    def __reduce__(self):
        return restored, (self.get(), self._layout, self.kind, self.name)


def _keep(out, like):
    out.kind = like.kind
    return out


# ---- Reductions ----


def _reduce(image, name, axis, out, keepdims, **named):
    """By the operation over all pixels or along one of z y x; along others in NumPy."""
    if axis is None and not keepdims:
        return function_of(f"{name}_of_all_pixels")(image, **named)
    if isinstance(axis, (int, np.integer)):
        if not -image.ndim <= axis < image.ndim:
            raise IndexError(f"axis {axis} is out of bounds for an image of {image.ndim} axes")
        if image.axes[axis] in "zyx":
            return function_of(f"{name}_{image.axes[axis]}_projection")(image, out, keep_dims=bool(keepdims), **named)
    numpy_name = {"minimum": "min", "maximum": "max", "standard_deviation": "std"}.get(name, name)
    result = getattr(image.get(), numpy_name)(axis=axis, keepdims=keepdims, **named)
    if out is not None:
        out.set(result)
        return out
    return push(result, device=image._device)


_operators.give_to(Array)
