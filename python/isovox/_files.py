"""Images and tables in files."""
import os

from . import _isovox
from ._array import Array
from ._convert import PIXELS
from ._errors import ArgumentError, ExistsError
from ._make import push

_COMPRESSIONS = {None: 0, "none": 0, "deflate": 1, "zlib": 1, "lzw": 2, "zstd": 3, "packbits": 4}


def imread(filename, device=None):
    """Reads an image: TIFF, OME-TIFF, ImageJ's TIFF, NPY. Axes, spacing and units are kept.

    Parameters
    ----------
    filename : str or path
    device : Device, str or int, optional
        None is the selected device.

    Returns
    -------
    Array
    """
    return _isovox.file_read(filename, device)


def imwrite(filename, image, overwrite=False, compression=None):
    """Writes an image, or a Table as CSV. Axes, spacing and units are kept.

    Parameters
    ----------
    filename : str or path
        Ends in .tif, .tiff, .ome.tif or .npy; .csv for tables.
    image : Array, ndarray or Table
    overwrite : bool
        Without it a file that exists already is an error (a FileExistsError).
    compression : str, optional
        "deflate", "lzw", "zstd" or "packbits", for TIFF.
    """
    if isinstance(image, dict):
        return write_table(filename, image, overwrite)
    if compression not in _COMPRESSIONS:
        names = ", ".join(repr(n) for n in _COMPRESSIONS if n)
        raise ArgumentError(f"imwrite: compression is {compression!r}, but must be one of {names} or None")
    if not isinstance(image, Array):
        image = push(image, device="cpu")
    _isovox.file_write(filename, image, bool(overwrite), _COMPRESSIONS[compression])


imsave = imwrite


def write_table(filename, table, overwrite=False):
    """Writes a dict of columns as CSV, with units in the headings where it has them."""
    filename = os.fspath(filename)
    if not filename.lower().endswith(".csv"):
        raise ArgumentError(f"{filename}: a table is written as .csv")
    if not overwrite and os.path.exists(filename):
        raise ExistsError(f"{filename}: exists already; overwrite=True replaces it")
    import csv

    units = getattr(table, "units", {})
    part = f"{filename}.{os.getpid()}.part"
    try:
        with open(part, "w", newline="") as f:
            writer = csv.writer(f, lineterminator="\n")
            writer.writerow([f"{name} [{units[name]}]" if units.get(name) else name for name in table])
            for row in zip(*table.values()):
                writer.writerow([int(v) if v == v and abs(v) < 2**53 and v == int(v) else repr(float(v)) for v in row])
        os.replace(part, filename)
    except BaseException:
        if os.path.exists(part):
            os.remove(part)
        raise


def imfile(filename):
    """What is in a file of an image, without reading its pixels: a dict."""
    form, detail, pixel, (axes, shape, spacing, units) = _isovox.file_describe(filename)
    return {"format": form, "detail": detail, "dtype": PIXELS[pixel], "axes": axes, "shape": shape,
            "spacing": spacing, "units": units}
