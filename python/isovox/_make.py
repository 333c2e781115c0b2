"""Ways to make an image."""
import operator

import numpy as np

from . import _isovox
from ._convert import NAMES, as_pixels, pixel_dtype, saturated
from ._devices import device_of
from ._errors import ArgumentError, ShapeError

_DEFAULT_AXES = ("", "x", "yx", "zyx", "tzyx", "tczyx")


def default_axes(ndim):
    """What the axes of an array are if nothing is said."""
    if ndim >= len(_DEFAULT_AXES):
        raise ShapeError(f"an image has 0 to 5 axes, not {ndim}")
    return _DEFAULT_AXES[ndim]


def plain_layout(shape):
    """(axes, shape, spacing, units) of an array of that shape."""
    shape = tuple(map(operator.index, shape))
    return default_axes(len(shape)), shape, (1.0,) * len(shape), ("",) * len(shape)


def _index(device):
    return None if device is None else device_of(device).id


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
    if isinstance(array, _isovox.Image):
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
            pixels = np.ascontiguousarray(saturated(pixels, pixel_dtype(dtype)))
        image = _isovox.push(pixels, _index(device))
        if pixels.dtype == bool:
            image.kind = "binary"
    if axes is not None:
        if len(axes) != image.ndim:
            raise ShapeError(f"push: axes is '{axes}', but the array has {image.ndim} axes")
        image = image.with_axes(axes)
    for attribute, value in (("spacing", spacing), ("units", unit), ("kind", kind), ("name", name)):
        if value is not None:
            setattr(image, attribute, value)
    return image


asarray = from_array = push


def pull(image):
    """The pixels of an image as an ndarray."""
    return image.get() if isinstance(image, _isovox.Image) else np.asarray(image)


def create(dim, dtype=None, mtype=None, device=None):
    """An image of a shape (z, y, x), or of another image's shape, with undefined content; float32 by default."""
    if isinstance(dim, (_isovox.Image, np.ndarray)):
        return create_like(dim, dtype or np.float32, mtype, device)
    shape = (dim,) if hasattr(dim, "__index__") else tuple(dim)
    return _isovox.create(plain_layout(shape), NAMES[pixel_dtype(dtype or np.float32)], _index(device))


def create_like(array, dtype=None, mtype=None, device=None):
    """An image as another one is: shape, axes, spacing, pixel type, device; with undefined content."""
    if isinstance(array, _isovox.Image):
        layout, where = array._layout, array._device
    else:
        array = np.asarray(array)
        layout, where = plain_layout(array.shape), None
    where = where if device is None else _index(device)
    return _isovox.create(layout, NAMES[pixel_dtype(dtype or array.dtype)], where)


def create_labels_like(array):
    """An image of uint32 labels as another image is, with undefined content."""
    return create_like(array, np.uint32)


empty, empty_like = create, create_like


def full(shape, fill_value, dtype=None, mtype=None, device=None):
    """An image of one value; float32 by default."""
    image = create(shape, dtype, device=device)
    image.fill(fill_value)
    return image


def full_like(array, fill_value, dtype=None, mtype=None, device=None):
    """An image of one value, otherwise as another image is."""
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
    return isinstance(thing, (_isovox.Image, np.ndarray, list, tuple)) or hasattr(thing, "__array__")


def restored(pixels, layout, kind, name):
    """What pickle calls."""
    image = push(pixels)._with_layout(layout)
    image.kind, image.name = kind, name
    return image


def place_for(thing, operation, parameter, device):
    """The Array that is written to in the place of the user's own ndarray."""
    where = f"{operation}: {parameter}"
    if not isinstance(thing, np.ndarray):
        raise TypeError(f"{where} is a {type(thing).__name__}, but must be an Array or an ndarray to write to")
    if not thing.flags.writeable:
        raise ArgumentError(f"{where} is an ndarray that cannot be written to")
    return _isovox.create(plain_layout(thing.shape), NAMES[pixel_dtype(thing.dtype, where)], device)
