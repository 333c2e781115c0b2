"""The C library through ctypes, for tests of what the Python package does not show."""

import ctypes as C
import os
import pathlib

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
TYPES = [None, "u1", "i1", "u2", "i2", "u4", "i4", "f4"]
AXES = "tczyx"
COMPRESSIONS = {"none": 0, "deflate": 1, "lzw": 2, "zstd": 3, "packbits": 4}
KINDS = ["intensity", "binary", "labels"]


class Layout(C.Structure):
    _fields_ = [("size", C.c_int64 * 5), ("axes", C.c_uint32), ("spacing", C.c_double * 5),
                ("unit", (C.c_char * 16) * 5)]


class FileInfo(C.Structure):
    _fields_ = [("layout", Layout), ("pixel", C.c_int), ("format", C.c_char * 32),
                ("detail", C.c_char * 160)]


class WriteOptions(C.Structure):
    _fields_ = [("overwrite", C.c_int), ("compression", C.c_int)]


def find_library():
    """ISOVOX_LIB, or the library beside the command that is tested, or the usual one."""
    command = pathlib.Path(os.environ.get("ISOVOX_BIN", ROOT / "build" / "cli" / "isovox"))
    for path in (os.environ.get("ISOVOX_LIB"), command.parents[1] / "libisovox.so"):
        if path and os.path.exists(path):
            return str(path)
    return None


def load():
    lib = C.CDLL(find_library())
    for name in ("iv_error", "iv_status_name", "iv_image_name", "iv_file_report"):
        getattr(lib, name).restype = C.c_char_p
    lib.iv_image_layout.restype = C.POINTER(Layout)
    lib.iv_image_layout.argtypes = lib.iv_image_release.argtypes = [C.c_void_p]
    lib.iv_image_pixel.argtypes = lib.iv_image_kind.argtypes = [C.c_void_p]
    lib.iv_image_name.argtypes = [C.c_void_p]
    lib.iv_image_set_kind.argtypes = [C.c_void_p, C.c_int]
    lib.iv_image_set_name.argtypes = [C.c_void_p, C.c_char_p]
    lib.iv_image_pull.argtypes = [C.c_void_p, C.c_void_p]
    lib.iv_image_push.argtypes = [C.c_void_p, C.c_int, C.POINTER(Layout), C.c_void_p,
                                  C.POINTER(C.c_void_p)]
    lib.iv_file_read.argtypes = [C.c_char_p, C.c_void_p, C.POINTER(C.c_void_p)]
    lib.iv_file_describe.argtypes = [C.c_char_p, C.POINTER(FileInfo)]
    lib.iv_file_write.argtypes = [C.c_char_p, C.c_void_p, C.POINTER(WriteOptions)]
    lib.iv_device_find.argtypes = [C.c_char_p, C.POINTER(C.c_void_p)]
    return lib


class IsovoxError(Exception):
    """status: the name, such as IV_ERROR_FILE."""

    def __init__(self, lib, status):
        super().__init__(lib.iv_error().decode())
        self.status = lib.iv_status_name(status).decode()


class Image:
    """An image in host memory: a NumPy array of its present axes, and what is known of it."""

    def __init__(self, array, axes, spacing=None, unit=None, kind="intensity", name=""):
        self.array, self.axes, self.kind, self.name = array, axes, kind, name
        self.spacing = {a: (spacing or {}).get(a, 1.0) for a in AXES}
        self.unit = {a: (unit or {}).get(a, "") for a in AXES}


class Library:
    def __init__(self):
        self.lib = load()
        self.cpu = C.c_void_p()
        self.check(self.lib.iv_device_find(b"cpu", C.byref(self.cpu)))

    def check(self, status):
        if status:
            raise IsovoxError(self.lib, status)

    def describe(self, path):
        info = FileInfo()
        self.check(self.lib.iv_file_describe(os.fsencode(path), C.byref(info)))
        return info

    def read(self, path):
        handle = C.c_void_p()
        self.check(self.lib.iv_file_read(os.fsencode(path), self.cpu, C.byref(handle)))
        try:
            layout = self.lib.iv_image_layout(handle).contents
            axes = "".join(a for i, a in enumerate(AXES) if layout.axes >> i & 1)
            shape = tuple(layout.size[AXES.index(a)] for a in axes)
            array = np.empty(shape, TYPES[self.lib.iv_image_pixel(handle)])
            self.check(self.lib.iv_image_pull(handle, array.ctypes.data))
            return Image(array, axes, {a: layout.spacing[i] for i, a in enumerate(AXES)},
                         {a: layout.unit[i].value.decode() for i, a in enumerate(AXES)},
                         KINDS[self.lib.iv_image_kind(handle)],
                         self.lib.iv_image_name(handle).decode())
        finally:
            self.lib.iv_image_release(handle)

    def write(self, path, image, compression="none", overwrite=False):
        layout = Layout()
        for i, a in enumerate(AXES):
            layout.size[i] = image.array.shape[image.axes.index(a)] if a in image.axes else 1
            layout.axes |= (a in image.axes) << i
            layout.spacing[i] = image.spacing[a]
            layout.unit[i].value = image.unit[a].encode()
        array = np.ascontiguousarray(image.array)
        handle = C.c_void_p()
        self.check(self.lib.iv_image_push(self.cpu, TYPES.index(array.dtype.str[1:]),
                                          C.byref(layout), array.ctypes.data, C.byref(handle)))
        try:
            self.lib.iv_image_set_kind(handle, KINDS.index(image.kind))
            self.lib.iv_image_set_name(handle, image.name.encode())
            options = WriteOptions(overwrite, COMPRESSIONS[compression])
            self.check(self.lib.iv_file_write(os.fsencode(path), handle, C.byref(options)))
        finally:
            self.lib.iv_image_release(handle)
