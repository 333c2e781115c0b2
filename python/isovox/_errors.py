"""What the library's errors are in Python. Each is an IsovoxError, and what Python code expects besides."""


class IsovoxError(RuntimeError):
    """Any error of Isovox."""


class ArgumentError(IsovoxError, ValueError):
    """A parameter is out of its range or not a number."""


class ShapeError(IsovoxError, ValueError):
    """An image has a shape that does not fit."""


class PixelTypeError(IsovoxError, TypeError):
    """An image has a pixel type that does not fit."""


class UnknownNameError(IsovoxError, LookupError, ValueError):
    """There is no operation, device or parameter of that name."""


class OutOfMemoryError(IsovoxError, MemoryError):
    """Not enough memory, of the machine or of the device."""


class DeviceError(IsovoxError):
    """A device or its driver failed, or is not there; or images are on several devices."""


class BuildError(DeviceError):
    """A driver could not compile a kernel."""


class UnsupportedError(IsovoxError, NotImplementedError):
    """This build or this device cannot do it."""


class FileError(IsovoxError, OSError):
    """A file could not be read or written."""


class FormatError(IsovoxError, ValueError):
    """A file's content is damaged or of an unknown form."""


class ExistsError(FileError, FileExistsError):
    """A file exists already."""


class CancelledError(IsovoxError, KeyboardInterrupt):
    """A progress function cancelled the call. (Ctrl-C is a KeyboardInterrupt, as everywhere.)"""


by_status = {
    "IV_ERROR_ARGUMENT": ArgumentError,
    "IV_ERROR_SHAPE": ShapeError,
    "IV_ERROR_TYPE": PixelTypeError,
    "IV_ERROR_NAME": UnknownNameError,
    "IV_ERROR_MEMORY": OutOfMemoryError,
    "IV_ERROR_DEVICE": DeviceError,
    "IV_ERROR_BUILD": BuildError,
    "IV_ERROR_UNSUPPORTED": UnsupportedError,
    "IV_ERROR_FILE": FileError,
    "IV_ERROR_FORMAT": FormatError,
    "IV_ERROR_EXISTS": ExistsError,
    "IV_ERROR_CANCELLED": CancelledError,
    "IV_ERROR_INTERNAL": IsovoxError,
}
