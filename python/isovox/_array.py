"""Array: an image on a device that behaves as a NumPy array does, and the ways to make one."""
import math
import operator

import numpy as np

from . import _isovox
from ._convert import NAMES, PIXELS, as_pixels, pixel_dtype
from ._devices import device_at, device_of
from ._errors import ArgumentError, ShapeError
from ._operations import function_of, has

_DEFAULT_AXES = ("", "x", "yx", "zyx", "tzyx", "tczyx")


def _default_axes(ndim):
    if ndim >= len(_DEFAULT_AXES):
        raise ShapeError(f"an image has 0 to 5 axes, not {ndim}")
    return _DEFAULT_AXES[ndim]


def _plain_layout(shape):
    shape = tuple(map(operator.index, shape))
    return _default_axes(len(shape)), shape, (1.0,) * len(shape), ("",) * len(shape)


def _device_index(device):
    return None if device is None else device_of(device).index


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
        index = device_of(device).index
        return self if index == self._device else self._to(index)

    def reshape(self, *shape):
        """The same pixels in another shape, without a copy."""
        shape = [operator.index(n) for n in _shape_of(shape)]
        if shape.count(-1) == 1:
            rest = math.prod(n for n in shape if n != -1)
            if rest and self.size % rest == 0:
                shape[shape.index(-1)] = self.size // rest
        return self._with_layout(_plain_layout(shape))

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
        name = {"yx": "transpose_xy", "zyx": "transpose_xz"}.get(axes)
        if len(shape) < 2:
            return self
        out = function_of(name)(self) if name and has(name) else push(self.get().T, device=self._device)
        out._set_layout((axes, shape[::-1], spacing[::-1], units[::-1]))
        return out

    def fill(self, value):
        """Sets every pixel; the value is converted as astype does it."""
        self[...] = value

    # ---- Indexing ----

    def __getitem__(self, key):
        found = _basic(self, key)
        if found is None:  # arrays of indices or of booleans
            return push(self.get()[_host_key(key)], device=self._device)
        slices, layout, empty = found
        if empty:
            raise ShapeError(f"index {key!r} of an image of shape {self.shape} gives no pixel; images are not empty")
        if not layout[1] and all(not isinstance(k, slice) for k in (key if isinstance(key, tuple) else (key,)) if k is not Ellipsis):
            return self.get()[_host_key(key)]
        part = _cut(self, slices)
        out = part._with_layout(layout)
        out.kind = self.kind
        return out

    def __setitem__(self, key, value):
        if isinstance(value, Array):
            value = value.get()
        pixels = self.get()
        value = np.asarray(value)
        if value.dtype.kind not in "biuf":
            raise TypeError(f"pixels cannot be set to {value.dtype}")
        pixels[_host_key(key)] = _saturated(value, self.dtype)
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
        return bool(self.max() != 0 or self.min() != 0)

    def all(self):
        return bool(np.all(self.get()))

    # ---- Operators ----

    def __pos__(self):
        return self.copy()

    def __neg__(self):
        return _scalar(self, "multiply_image_and_scalar", -1, np.multiply)

    def __abs__(self):
        return _unary(self, "absolute", np.absolute)

    def __invert__(self):
        return _unary(self, "binary_not", np.logical_not)

    def __round__(self, digits=0):
        return push(np.round(self.get(), digits), device=self._device)

    def __matmul__(self, other):
        return push(self.get() @ np.asarray(other), device=self._device)

    def __rmatmul__(self, other):
        return push(np.asarray(other) @ self.get(), device=self._device)

    def __array_ufunc__(self, ufunc, method, *inputs, out=None, **named):
        """NumPy's functions: operators become the library's, others run in NumPy; results are Arrays."""
        if method == "__call__" and out is None and not named and len(inputs) == 2:
            result = _by_numpy(ufunc, *inputs)
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
        return _restored, (self.get(), self._layout, self.kind, self.name)


# ---- Making images ----


def push(array, dtype=None, mtype=None, device=None, *, spacing=None, unit=None, axes=None, kind=None, name=None):
    """Copies an array to a device.

    Parameters
    ----------
    array : ndarray, list, number or Array
        bool becomes uint8, float16 and float64 float32, 64-bit integers their 32-bit forms; integers
        that do not fit are an error. An Array that is on the device already is returned as it is.
    dtype : optional
        The pixel type to convert to.
    mtype : optional
        Ignored; there for scripts of pyclesperanto.
    device : Device, str or int, optional
        None is the selected device.
    spacing : number, sequence or dict, optional
        Physical size of a pixel: one for z y x, one for each of the last axes, or {"z": 2, "y": 0.5}.
    unit : str, sequence or dict, optional
        What the spacing is in, such as "um".
    axes : str, optional
        What the array's axes are, of the letters t c z y x; those in another order are put in order.
        Without it the last of z y x, then t, then c.
    kind : str, optional
        "intensity", "binary" or "labels".
    name : str, optional
        A name for people.

    Returns
    -------
    Array
    """
    if isinstance(array, Array):
        image = array if device is None else array.to_device(device)
        if dtype is not None and pixel_dtype(dtype) != image.dtype:
            image = image.astype(dtype)
        if image is array and any(v is not None for v in (spacing, unit, axes, kind, name)):
            image = array.copy()
    else:
        pixels = as_pixels(array if dtype is None else np.asarray(array), "push", "array")
        if axes is not None and len(axes) == pixels.ndim:
            order = sorted(range(pixels.ndim), key=lambda k: "tczyx".find(axes[k].lower()))
            pixels = np.ascontiguousarray(pixels.transpose(order))
            axes = "".join(axes[k] for k in order)
        if dtype is not None:
            pixels = np.ascontiguousarray(_saturated(pixels, pixel_dtype(dtype)))
        image = _isovox.push(pixels, _device_index(device))
        if pixels.dtype == bool:
            image.kind = "binary"
    if axes is not None:
        if len(axes) != image.ndim:
            raise ShapeError(f"push: axes is '{axes}', but the array has {image.ndim} axes")
        image = image.with_axes(axes)
    if spacing is not None:
        image.spacing = spacing
    if unit is not None:
        image.units = unit
    if kind is not None:
        image.kind = kind
    if name is not None:
        image.name = name
    return image


asarray = from_array = push


def pull(image):
    """The pixels of an image as an ndarray."""
    return image.get() if isinstance(image, Array) else np.asarray(image)


def create(dim, dtype=None, mtype=None, device=None):
    """An image of a shape (z, y, x), or of another image's shape, with undefined content; float32 by default."""
    if isinstance(dim, (Array, np.ndarray)):
        return create_like(dim, dtype or np.float32, mtype, device)
    shape = (dim,) if hasattr(dim, "__index__") else tuple(dim)
    return _isovox.create(_plain_layout(shape), NAMES[pixel_dtype(dtype or np.float32)], _device_index(device))


def create_like(array, dtype=None, mtype=None, device=None):
    """An image as another one is: shape, axes, spacing, pixel type, device; with undefined content."""
    if isinstance(array, Array):
        layout, where = array._layout, array._device
    else:
        array = np.asarray(array)
        layout, where = _plain_layout(array.shape), None
    where = where if device is None else _device_index(device)
    return _isovox.create(layout, NAMES[pixel_dtype(dtype or array.dtype)], where)


def create_labels_like(array):
    """An image of uint32 labels as another image is, with undefined content."""
    return create_like(array, np.uint32)


empty, empty_like = create, create_like


def full(shape, fill_value, dtype=None, mtype=None, device=None):
    image = create(shape, dtype, device=device)
    image.fill(fill_value)
    return image


def full_like(array, fill_value, dtype=None, mtype=None, device=None):
    image = create_like(array, dtype, device=device)
    image.fill(fill_value)
    return image


def zeros(shape, dtype=None, mtype=None, device=None):
    return full(shape, 0, dtype, device=device)


def ones(shape, dtype=None, mtype=None, device=None):
    return full(shape, 1, dtype, device=device)


def zeros_like(array, dtype=None, mtype=None, device=None):
    return full_like(array, 0, dtype, device=device)


def ones_like(array, dtype=None, mtype=None, device=None):
    return full_like(array, 1, dtype, device=device)


def is_image(thing):
    """Whether operations take it as an image."""
    return isinstance(thing, (Array, np.ndarray, list, tuple)) or hasattr(thing, "__array__")


def _restored(pixels, layout, kind, name):
    image = push(pixels)._with_layout(layout)
    image.kind, image.name = kind, name
    return image


def place_for(thing, operation, parameter, device):
    """The Array that is written to in the place of the user's own ndarray."""
    if not isinstance(thing, np.ndarray):
        raise TypeError(f"{operation}: {parameter} is a {type(thing).__name__}, but must be an Array or an ndarray to write to")
    if not thing.flags.writeable:
        raise ArgumentError(f"{operation}: {parameter} is an ndarray that cannot be written to")
    dtype = pixel_dtype(thing.dtype, f"{operation}: {parameter}")
    return _isovox.create(_plain_layout(thing.shape), NAMES[dtype], device if device >= 0 else None)


def _keep(out, like):
    out.kind = like.kind
    return out


def _saturated(values, dtype):
    """The conversion of the device: toward zero, to the nearest number that fits; not a number is 0."""
    values = np.asarray(values)
    if dtype.kind == "f" or values.dtype == dtype:
        with np.errstate(over="ignore"):
            return values.astype(dtype)
    if values.dtype.kind == "b":
        return values.astype(dtype)
    room = np.iinfo(dtype)
    if values.dtype.kind == "f":
        values = np.nan_to_num(values.astype(np.float64), nan=0.0, posinf=room.max, neginf=room.min)
    return np.clip(values, room.min, room.max).astype(dtype)


# ---- Indexing ----


def _host_key(key):
    """An index without Arrays in it; a mask of uint8 stays a mask."""
    def plain(k):
        if isinstance(k, Array):
            return k.get().astype(bool) if k.kind == "binary" else k.get()
        return k
    return tuple(map(plain, key)) if isinstance(key, tuple) else plain(key)


def _basic(image, key):
    """(slice for each axis, layout of the result, whether it has no pixel) of an index of numbers, slices,
    None and an ellipsis; None for any other index.

    What is left of z y x moves to the right, with its spacing: a plane is y x, whichever way it is cut."""
    keys = key if isinstance(key, tuple) else (key,)
    for k in keys:
        if isinstance(k, (bool, np.bool_)) or not (k is None or k is Ellipsis or isinstance(k, slice) or
                                                   (hasattr(k, "__index__") and not isinstance(k, (Array, np.ndarray)))):
            return None
    if sum(k is Ellipsis for k in keys) > 1:
        raise IndexError("an index can only have one ellipsis")
    axes, shape, spacing, units = image._layout
    used = sum(k is not None and k is not Ellipsis for k in keys)
    if used > len(shape):
        raise IndexError(f"too many indices: the image has {len(shape)} axes, but {used} were indexed")
    if not any(k is Ellipsis for k in keys):
        keys += (Ellipsis,)
    slices, left, at, empty = [], [], 0, False
    for k in keys:
        if k is None:
            left.append(("+", 1, 1.0, ""))
            continue
        for k in [slice(None)] * (len(shape) - used) if k is Ellipsis else [k]:
            n = shape[at]
            if isinstance(k, slice):
                span = range(*k.indices(n))
                slices.append(span)
                empty |= not span
                left.append((axes[at], len(span), spacing[at] * abs(span.step), units[at]))
            else:
                i = k.__index__()
                if not -n <= i < n:
                    raise IndexError(f"index {i} is out of bounds for axis {at} ('{axes[at]}') of size {n}")
                slices.append(range(i % n, i % n + 1))
            at += 1
    batch = [a for a, *_ in left if a in "tc"]
    plain = len(left) - len(batch)
    named = "".join(batch) + "zyx"[3 - plain:] if plain <= 3 and not any(a == "+" for a, *_ in left) else None
    order_kept = named and "".join(a for a, *_ in left if a in "tc") == named[:len(batch)]
    letters = named if order_kept else _default_axes(len(left))
    columns = list(zip(*left)) if left else [(), (), (), ()]
    return slices, (letters, tuple(columns[1]), tuple(columns[2]), tuple(columns[3])), empty


def _cut(image, spans):
    """The part of an image: on the device where steps are 1 and no batch is cut, else through the host."""
    axes, shape = image._layout[:2]
    whole = [len(span) == n and span.step == 1 for span, n in zip(spans, shape)]
    if all(whole):
        return image.copy()
    on_device = all(w or (a in "zyx" and span.step == 1) for w, a, span in zip(whole, axes, spans))
    if on_device and has("crop"):
        arguments = {}
        for axis, size in zip("xyz", ("width", "height", "depth")):
            span = spans[axes.index(axis)] if axis in axes else range(1)
            arguments[f"start_{axis}"], arguments[size] = span.start, len(span)
        return function_of("crop")(image, **arguments)
    slices = tuple(slice(s.start, s.stop if s.stop >= 0 else None, s.step) for s in spans)
    return push(image.get()[slices], device=image._device)


# ---- Reductions ----


def _reduce(image, name, axis, out, keepdims, **named):
    """By the operation over all pixels or along one of z y x; along others in NumPy."""
    numpy_name = {"minimum": "min", "maximum": "max", "standard_deviation": "std"}.get(name, name)
    if axis is None and not keepdims:
        whole = f"{name}_of_all_pixels"
        if has(whole):
            return function_of(whole)(image, **({"ddof": named["ddof"]} if named.get("ddof") else {}))
        return float(getattr(image.get().astype(np.float64), numpy_name)(**named))
    if isinstance(axis, (int, np.integer)):
        if not -image.ndim <= axis < image.ndim:
            raise np.exceptions.AxisError(axis, image.ndim) if hasattr(np, "exceptions") else IndexError(f"axis {axis} is out of bounds")
        along = f"{name}_{image.axes[axis]}_projection"
        if has(along):
            return function_of(along)(image, out, keep_dims=bool(keepdims), **named)
    result = getattr(image.get(), numpy_name)(axis=axis, keepdims=keepdims, **named)
    if out is not None:
        out.set(result)
        return out
    return push(result, device=image._device)


# ---- Operators ----


def _unary(image, name, in_numpy):
    if has(name):
        return function_of(name)(image)
    result = in_numpy(image.get())
    return push(result.astype(np.uint8) if result.dtype == bool else result, device=image._device)


def _scalar(image, name, value, in_numpy, out=None, **named):
    """An image and a number: float32."""
    if has(name):
        return function_of(name)(image, out, **{**named, **({"scalar": value} if value is not None else {})})
    result = push(in_numpy(image.get().astype(np.float32), np.float32(value)), device=image._device)
    return result if out is None else function_of("copy")(result, out)


def _images(a, b, name, in_numpy, out=None, floats=False, **named):
    """Two images: the first one's type, or float32."""
    if has(name):
        return function_of(name)(a, b, out, **named)
    x, y = a.get(), np.asarray(b)
    with np.errstate(all="ignore"):
        result = in_numpy(*(v.astype(np.float32) if floats else v.astype(np.float64) for v in (x, y)))
    result = push(_saturated(result, np.dtype(np.float32) if floats else a.dtype), device=a._device)
    return result if out is None else function_of("copy")(result, out)


def _is_number(x):
    return isinstance(x, (bool, int, float, np.number, np.bool_)) or (isinstance(x, np.ndarray) and x.ndim == 0)


def _no_image(x):
    return not isinstance(x, Array) and not hasattr(x, "__array__") and not isinstance(x, (list, tuple))


def _power(a, b, out=None):
    if _is_number(b):
        return _scalar(a, "power", float(b), np.power, out)
    return _images(a, b, "power_images", np.power, out, floats=True)


def _floor_divide(a, b, out=None):
    quotient = _divide(a, b)
    if has("floor"):
        return function_of("floor")(quotient, out)
    result = push(np.floor(quotient.get()), device=a._device)
    return result if out is None else function_of("copy")(result, out)


def _add(a, b, out=None):
    if _is_number(b):
        return _scalar(a, "add_image_and_scalar", float(b), np.add, out)
    return _images(a, b, "add_images_weighted", np.add, out)


def _subtract(a, b, out=None):
    if _is_number(b):
        return _scalar(a, "add_image_and_scalar", -float(b), np.add, out)
    if has("add_images_weighted"):
        return function_of("add_images_weighted")(a, b, out, factor1=1, factor2=-1)
    return _images(a, b, "", np.subtract, out)


def _multiply(a, b, out=None):
    if _is_number(b):
        return _scalar(a, "multiply_image_and_scalar", float(b), np.multiply, out)
    return _images(a, b, "multiply_images", np.multiply, out)


def _divide(a, b, out=None):
    if _is_number(b):
        b = push(np.float32(b), device=a._device)
    return _images(a, b, "divide_images", np.divide, out, floats=True)


def _modulo(a, b, out=None):
    if _is_number(b):
        if a.dtype.kind != "f":
            a = a.astype(np.float32)
        b = push(np.float32(b), device=a._device)
    return _images(a, b, "modulo_images", np.mod, out)


def _logic(name, in_numpy):
    def apply(a, b, out=None):
        if _is_number(b):
            b = push(np.uint8(bool(b)), device=a._device)
        if has(name):
            return function_of(name)(a, b, out)
        result = push(in_numpy(a.get() != 0, np.asarray(b) != 0).astype(np.uint8), device=a._device)
        return result if out is None else function_of("copy")(result, out)
    return apply


def _comparison(name, in_numpy):
    def apply(a, b, out=None):
        if _is_number(b):
            return function_of(f"{name}_constant")(a, scalar=float(b))
        if has(name):
            return _as_u8(function_of(name)(a, b))
        return push(in_numpy(a.get(), np.asarray(b)).astype(np.uint8), device=a._device)
    return apply


def _as_u8(image):
    return image if image.dtype == np.uint8 else image.astype(np.uint8)


_ARITHMETIC = {
    "add": _add, "sub": _subtract, "mul": _multiply, "truediv": _divide, "floordiv": _floor_divide,
    "mod": _modulo, "pow": _power, "and": _logic("binary_and", np.logical_and),
    "or": _logic("binary_or", np.logical_or), "xor": _logic("binary_xor", np.logical_xor),
}
_COMPARISONS = {
    "eq": _comparison("equal", np.equal), "ne": _comparison("not_equal", np.not_equal),
    "lt": _comparison("smaller", np.less), "le": _comparison("smaller_or_equal", np.less_equal),
    "gt": _comparison("greater", np.greater), "ge": _comparison("greater_or_equal", np.greater_equal),
}


def _reflected(name, f):
    """number or array <operator> Array."""
    def apply(self, other):
        if _no_image(other) and not _is_number(other):
            return NotImplemented
        if not _is_number(other):
            return f(push(other, device=self._device), self)
        if name in ("add", "mul", "and", "or", "xor"):
            return f(self, other)
        if name == "sub":
            return _add(_multiply(self, -1), other)
        first = full_like(self, other, np.float32)
        return f(first, self)
    return apply


def _forward(f):
    def apply(self, other):
        if _no_image(other) and not _is_number(other):
            return NotImplemented
        return f(self, other)
    return apply


def _in_place(f):
    def apply(self, other):
        if _no_image(other) and not _is_number(other):
            return NotImplemented
        return f(self, other, self)
    return apply


for _name, _f in _ARITHMETIC.items():
    setattr(Array, f"__{_name}__", _forward(_f))
    setattr(Array, f"__r{_name}__", _reflected(_name, _f))
    setattr(Array, f"__i{_name}__", _in_place(_f))
for _name, _f in _COMPARISONS.items():
    setattr(Array, f"__{_name}__", _forward(_f))

_NUMPY_NAMES = {
    "add": "add", "subtract": "sub", "multiply": "mul", "divide": "truediv", "floor_divide": "floordiv",
    "remainder": "mod", "power": "pow", "equal": "eq", "not_equal": "ne", "less": "lt", "less_equal": "le",
    "greater": "gt", "greater_equal": "ge",
}
_MIRRORED = {"eq": "eq", "ne": "ne", "lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}


def _by_numpy(ufunc, a, b):
    """NumPy's function of two operands as the operator of whichever is an Array; None if it is no operator."""
    name = _NUMPY_NAMES.get(ufunc.__name__)
    if name is None:
        return None
    if isinstance(a, Array):
        return getattr(a, f"__{name}__")(b)
    return getattr(b, f"__{_MIRRORED.get(name, 'r' + name)}__")(a)
