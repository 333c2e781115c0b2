"""NumPy's arrays as pixels: which types become which, and what is refused."""
import numpy as np

from ._errors import ArgumentError, PixelTypeError

PIXELS = {
    "u8": np.dtype("u1"), "i8": np.dtype("i1"), "u16": np.dtype("u2"), "i16": np.dtype("i2"),
    "u32": np.dtype("u4"), "i32": np.dtype("i4"), "f32": np.dtype("f4"),
}
NAMES = {dtype: name for name, dtype in PIXELS.items()}
_KEPT = frozenset(PIXELS.values())
_IMAGE = "an image: an Array, a NumPy array or something NumPy makes an array of"


def pixel_dtype(dtype, where="dtype"):
    """The pixel type that stands for a NumPy type: bool is u8, float16 and float64 are f32, and 64-bit
    integers their 32-bit forms."""
    dtype = np.dtype(dtype).newbyteorder("=")
    if dtype in _KEPT:
        return dtype
    if dtype.kind == "b":
        return PIXELS["u8"]
    if dtype.kind == "f":
        return PIXELS["f32"]
    if dtype.kind in "iu" and dtype.itemsize == 8:
        return PIXELS["i32" if dtype.kind == "i" else "u32"]
    raise PixelTypeError(f"{where} is of type {dtype}, which is no pixel type; there are bool, integers and floats")


def as_pixels(thing, operation, parameter):
    """A contiguous array of a pixel type, or bool, from anything NumPy understands."""
    where = f"{operation}: {parameter}"
    if type(thing) is not np.ndarray:
        try:
            thing = np.asarray(thing)
        except ValueError as why:  # rows of several lengths
            raise ArgumentError(f"{where} is a {type(thing).__name__}, but must be {_IMAGE} ({why})") from None
    dtype = thing.dtype
    if dtype in _KEPT or dtype.kind == "b":
        return thing if thing.flags.c_contiguous and dtype.isnative else np.array(thing, dtype.newbyteorder("="), order="C")
    if dtype.kind not in "iuf":
        raise PixelTypeError(f"{where} is of type {dtype}, but must be {_IMAGE}, of bool, integers or floats")
    wanted = pixel_dtype(dtype)
    if dtype.kind in "iu" and thing.size:
        room = np.iinfo(wanted)
        for value in (thing.min(), thing.max()):
            if not room.min <= value <= room.max:
                raise ArgumentError(f"{where} holds {value}, which does not fit {wanted}; 64-bit integers are not wrapped")
    with np.errstate(over="ignore", invalid="ignore"):
        return np.array(thing, wanted, order="C")


_PLANE = np.array([0, 1, 3, 4, 5, 7, 12, 13, 15])  # where a matrix in x y 1 lies in one in x y z 1


def as_matrix(thing, operation, parameter):
    """A 4x4 matrix in x y z 1 from a 4x4 one, or from a 3x3 one in x y 1."""
    where = f"{operation}: {parameter}"
    try:
        matrix = np.array(thing, np.float64, order="C")
    except (TypeError, ValueError):
        raise PixelTypeError(f"{where} is a {type(thing).__name__}, but must be a matrix of 3x3 or 4x4 numbers") from None
    if matrix.shape == (3, 3):
        flat, matrix = matrix, np.eye(4)
        matrix.put(_PLANE, flat)
    if matrix.shape != (4, 4):
        raise ArgumentError(f"{where} has shape {matrix.shape}, but must be 3x3 or 4x4")
    return matrix


def saturated(values, dtype):
    """The conversion of the device: toward zero, to the nearest number that fits; not a number is 0."""
    values = np.asarray(values)
    if dtype.kind == "f" or values.dtype == dtype or values.dtype.kind == "b":
        with np.errstate(over="ignore"):
            return values.astype(dtype)
    room = np.iinfo(dtype)
    if values.dtype.kind == "f":
        values = np.nan_to_num(values.astype(np.float64), nan=0.0, posinf=room.max, neginf=room.min)
    return np.clip(values, room.min, room.max).astype(dtype)


def put_back(target, array):
    """Fills the user's own array from the result that stood for it."""
    np.copyto(target, array.pull(), casting="unsafe")


class _Cells:
    """A table's memory, which lives as long as an array over it."""

    def __init__(self, owner, address, columns, rows, step):
        self.owner = owner
        self.__array_interface__ = {"version": 3, "data": (address, False), "typestr": "<f8",
                                    "shape": (columns, rows), "strides": (step, 8)}


def cells(owner, address, columns, rows, step):
    return np.asarray(_Cells(owner, address, columns, rows, step)) if rows else np.empty((columns, 0))


def table(names, columns, units):
    return Table(zip(names, columns), zip(names, units))


class Table(dict):
    """Columns by name, each a float64 ndarray with one value for each row; a dict in every way, so that
    `pandas.DataFrame(table)` and `table["area"]` work. `units` tells what the numbers are in."""

    def __init__(self, columns=(), units=None):
        super().__init__(columns)
        self.units = dict(units or {})

    def __repr__(self):
        rows = len(next(iter(self.values()), ()))
        return f"<Table of {rows} rows: {', '.join(self)}>"

    def __reduce__(self):
        return Table, (dict(self), self.units)
