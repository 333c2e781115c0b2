"""Isovox: image processing with the same bits on every processor.

    import isovox as cle
    image = cle.imread("cells.tif")
    labels = cle.voronoi_otsu_labeling(image, spot_sigma=3, outline_sigma=1)
    table = cle.labels_statistics(labels, image)

Every operation of the library is a function here: `operations()` lists them, `help(cle.gaussian_blur)`
explains one. Images go in as Arrays, NumPy arrays or lists; Arrays come out.
"""
from . import _convert, _errors, _isovox, _make, _operations
from ._array import Array
from ._convert import Table
from ._devices import (Device, devices, get_device, info, list_available_devices, select_device,
                       wait_for_kernel_to_finish)
from ._errors import (ArgumentError, BuildError, CancelledError, DeviceError, ExistsError, FileError, FormatError,
                      IsovoxError, OutOfMemoryError, PixelTypeError, ShapeError, UnknownNameError, UnsupportedError)
from ._evaluate import evaluate
from ._files import imfile, imread, imsave, imwrite, write_table
from ._make import (asarray, create, create_labels_like, create_like, empty, empty_like, from_array, full, full_like,
                    is_image, ones, ones_like, pull, push, zeros, zeros_like)
from ._operations import categories, describe, operation, operations
from ._show import imshow

_isovox.setup(Array=Array, table=_convert.table, errors=_errors.by_status, as_pixels=_convert.as_pixels,
              as_matrix=_convert.as_matrix, place_for=_make.place_for, put_back=_convert.put_back,
              cells=_convert.cells)

__version__ = _isovox.version
__common_alias__ = "cle"
set_progress = _isovox.set_progress
cl_info = info
available_device_names = list_available_devices

__all__ = [name for name in globals() if not name.startswith("_")] + [n for n in _operations.names() if n not in globals()]


def __getattr__(name):
    if _operations.has(name):
        function = globals()[name] = _operations.function_of(name)
        return function
    near = None if name.startswith("_") else _isovox.nearest(name)
    raise AttributeError(f"module 'isovox' has no attribute '{name}'" + (f"; did you mean '{near}'?" if near else ""))


def __dir__():
    return sorted({*globals(), *_operations.names()})
