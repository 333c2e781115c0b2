"""Files against tifffile and NumPy: what they write is read, and what is written they read."""

import json
import pathlib
import struct

import numpy as np
import pytest

import capi

tifffile = pytest.importorskip("tifffile")
pytest.importorskip("imagecodecs")
if not capi.find_library():
    pytest.skip("the library is not built (make lib)", allow_module_level=True)

DATA = capi.ROOT.parent / "shared" / "data"
DTYPES = capi.TYPES[1:]
SHAPES = [("yx", (7, 5)), ("zyx", (3, 7, 5)), ("cyx", (2, 7, 5)), ("tyx", (4, 7, 5)),
          ("tzyx", (2, 3, 7, 5)), ("czyx", (2, 3, 7, 5)), ("tcyx", (3, 2, 7, 5)),
          ("tczyx", (2, 3, 4, 7, 5)), ("tczyx", (1, 1, 1, 1, 1)), ("zyx", (1, 33, 65))]


@pytest.fixture(scope="module")
def iv():
    library = capi.Library()
    if b"no libtiff" in library.lib.iv_file_report():
        pytest.skip("the library was built without libtiff")
    return library


def pixels(shape, dtype, seed=0):
    """Random bits, edge values and all; as floats, without NaN."""
    rng = np.random.default_rng(seed)
    dtype = np.dtype(dtype)
    if dtype.kind == "f":
        return rng.normal(size=shape).astype(dtype)
    if dtype.kind == "b":
        return rng.random(shape) < 0.5
    info = np.iinfo(dtype)
    return rng.integers(info.min, info.max, shape, dtype=dtype, endpoint=True)


def same(a, b):
    """Equal in type, shape and every bit."""
    return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()


# ---- What others write ---------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("big", [False, True])
@pytest.mark.parametrize("tile", [None, (16, 32)])
def test_reads_strips_and_tiles(iv, tmp_path, dtype, order, big, tile):
    a = pixels((3, 37, 41), dtype)
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, a, byteorder=order, bigtiff=big, tile=tile, photometric="minisblack",
                     rowsperstrip=None if tile else 10, metadata=None)
    b = iv.read(path)
    assert b.axes == "zyx" and same(a, b.array) and b.name == "a"
    info = iv.describe(path)
    assert (b"BigTIFF" in info.detail) == big and (b"tiles" in info.detail) == bool(tile)


CODECS = ["none", "lzw", "deflate", "adobe_deflate", "packbits", "zstd", "lzma", "lerc", "webp",
          "jpeg"]


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("dtype", ["u1", "u2", "i4", "f4"])
def test_reads_compressions(iv, tmp_path, codec, dtype):
    rgb = codec == "webp"
    if codec in ("webp", "jpeg") and dtype != "u1":
        pytest.skip("8 bits only")
    a = pixels((2, 30, 40, 3) if rgb else (2, 30, 40), dtype)
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, a, compression=codec, photometric="rgb" if rgb else "minisblack",
                     rowsperstrip=8, compressionargs={"lossless": True} if rgb else None)
    expected = tifffile.imread(path)
    if rgb:
        expected = np.moveaxis(expected, -1, 0)
    assert same(np.ascontiguousarray(expected), iv.read(path).array)


@pytest.mark.parametrize("predictor,dtype", [(2, "u1"), (2, "u2"), (2, "i4"), (3, "f4"), (3, "f8"),
                                             (3, "f2"), (2, "u8")])
@pytest.mark.parametrize("order", "<>")
def test_reads_predictors(iv, tmp_path, predictor, dtype, order):
    a = pixels((30, 40), dtype) if dtype != "u8" else pixels((30, 40), "u4").astype("u8")
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, a, compression="deflate", predictor=predictor, byteorder=order)
    expected = {"f8": "f4", "f2": "f4", "u8": "u4"}.get(dtype, dtype)
    assert same(a.astype(expected), iv.read(path).array)


@pytest.mark.parametrize("dtype,to", [("f2", "f4"), ("f8", "f4"), ("i8", "i4"), ("u8", "u4"),
                                      ("?", "u1")])
@pytest.mark.parametrize("order", "<>")
def test_reads_wider_types(iv, tmp_path, dtype, to, order):
    a = pixels((3, 9, 11), {"i8": "i4", "u8": "u4"}.get(dtype, dtype)).astype(dtype)
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, a, byteorder=order, photometric="minisblack")
    assert same(a.astype(to), iv.read(path).array)
    np.save(tmp_path / "a.npy", a.astype(a.dtype.newbyteorder(order)))
    assert same(a.astype(to), iv.read(tmp_path / "a.npy").array)


def test_half_floats_of_every_kind(iv, tmp_path):
    a = np.arange(65536, dtype="u2").view("f2")
    np.save(tmp_path / "a.npy", a)
    b = iv.read(tmp_path / "a.npy").array
    with np.errstate(invalid="ignore"):
        expected = a.astype("f4")
    nan = np.isnan(expected)
    assert (np.isnan(b) == nan).all() and same(expected[~nan], b[~nan])


@pytest.mark.parametrize("dtype,value", [("i8", 2**31), ("i8", -2**31 - 1), ("u8", 2**32)])
@pytest.mark.parametrize("ending", ["tif", "npy"])
def test_numbers_that_do_not_fit(iv, tmp_path, dtype, value, ending):
    a = np.zeros((5, 6), dtype)
    a[3, 2] = value
    path = tmp_path / f"a.{ending}"
    tifffile.imwrite(path, a) if ending == "tif" else np.save(path, a)
    with pytest.raises(capi.IsovoxError, match="64-bit number") as e:
        iv.read(path)
    assert e.value.status == "IV_ERROR_TYPE"


@pytest.mark.parametrize("bits", [1, 2, 3, 4, 7, 9, 10, 12, 14, 24, 31])
def test_reads_packed_bits(iv, tmp_path, bits):
    dtype = "u1" if bits <= 8 else "u2" if bits <= 16 else "u4"
    a = np.random.default_rng(bits).integers(0, 2**bits, (5, 13)).astype(dtype)
    packed = b"".join(
        int("".join(format(v, f"0{bits}b") for v in row).ljust(-(-bits * 13 // 8) * 8, "0"), 2)
        .to_bytes(-(-bits * 13 // 8), "big") for row in a)
    path = tmp_path / "a.tif"
    write_tiff(path, [page(13, 5, bits, packed)], order=">")
    assert same(a, iv.read(path).array)


@pytest.mark.parametrize("dtype", ["u1", "u2", "f4", "f8"])
@pytest.mark.parametrize("planar", ["contig", "separate"])
@pytest.mark.parametrize("samples", [2, 3, 4])
@pytest.mark.parametrize("tile", [None, (16, 16)])
def test_samples_become_channels(iv, tmp_path, dtype, planar, samples, tile):
    a = pixels((3, samples, 20, 30), dtype)
    path = tmp_path / "a.tif"
    stored = a if planar == "separate" else np.moveaxis(a, 1, -1)
    tifffile.imwrite(path, stored, photometric="rgb" if samples > 2 else "minisblack", tile=tile,
                     planarconfig=planar, metadata=None, compression="deflate",
                     extrasamples=["unspecified"] * (samples - (3 if samples > 2 else 1)))
    b = iv.read(path)
    assert b.axes == "czyx" and same(np.moveaxis(a, 1, 0).astype("f4" if dtype == "f8" else dtype),
                                     b.array)


@pytest.mark.parametrize("order", ["TCZYX", "TZCYX", "ZTCYX", "CTZYX", "CZTYX", "ZCTYX"])
@pytest.mark.parametrize("kind", ["ome", "shaped"])
def test_reads_axes_in_any_order(iv, tmp_path, order, kind):
    a = pixels((2, 3, 4, 7, 5), "u2")
    stored = np.transpose(a, ["TCZYX".index(x) for x in order])
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, stored, ome=kind == "ome", photometric="minisblack",
                     metadata={"axes": order})
    b = iv.read(path)
    assert b.axes == "tczyx" and same(a, b.array)


@pytest.mark.parametrize("axes,shape", SHAPES)
def test_reads_ome(iv, tmp_path, axes, shape):
    a = pixels(shape, "u2")
    path = tmp_path / "a.ome.tif"
    tifffile.imwrite(path, a, ome=True, photometric="minisblack", metadata={
        "axes": axes.upper(), "PhysicalSizeX": 0.1, "PhysicalSizeXUnit": "µm", "PhysicalSizeY": 120,
        "PhysicalSizeYUnit": "nm", "PhysicalSizeZ": 0.5, "TimeIncrement": 2.5,
        "TimeIncrementUnit": "min", "Name": "nuclei & <more>"})
    b = iv.read(path)
    kept = "".join(x for x, n in zip(axes, shape) if n > 1 or x in "yx")
    assert b.axes == kept and same(a.reshape(b.array.shape), b.array)
    assert (b.spacing["x"], b.unit["x"]) == (0.1, "um")
    assert (b.spacing["y"], b.unit["y"]) == (120, "nm")
    assert (b.spacing["z"], b.unit["z"]) == (0.5, "um")
    assert (b.spacing["t"], b.unit["t"]) == (2.5, "min")
    assert b.name == "nuclei & <more>"
    assert iv.describe(path).format == b"OME-TIFF"


@pytest.mark.parametrize("planar", ["contig", "separate"])
def test_reads_ome_rgb(iv, tmp_path, planar):
    a = pixels((2, 4, 3, 20, 30), "u1") # z t s y x
    stored = a if planar == "separate" else np.moveaxis(a, 2, -1)
    path = tmp_path / "a.ome.tif"
    tifffile.imwrite(path, stored, ome=True, photometric="rgb", planarconfig=planar,
                     metadata={"axes": "ZTSYX" if planar == "separate" else "ZTYXS"})
    b = iv.read(path)
    assert b.axes == "tczyx" and same(np.transpose(a, (1, 2, 0, 3, 4)).copy(), b.array)


@pytest.mark.parametrize("axes,shape", SHAPES)
@pytest.mark.parametrize("dtype", ["u1", "u2", "f4"])
def test_reads_imagej(iv, tmp_path, axes, shape, dtype):
    a = pixels(shape, dtype)
    order = "".join(x for x in "TZCYX" if x in axes.upper())
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, np.transpose(a, [axes.upper().index(x) for x in order]), imagej=True,
                     resolution=(1 / 0.1625, 4), metadata={"axes": order, "unit": "micron",
                                                           "spacing": 0.7, "finterval": 30})
    b = iv.read(path)
    assert same(a.reshape(b.array.shape), b.array)
    assert "".join(x for x in b.axes if b.array.shape[b.axes.index(x)] > 1 or x in "yx") == \
        "".join(x for x, n in zip(axes, shape) if n > 1 or x in "yx")
    assert abs(b.spacing["x"] - 0.1625) < 1e-8 and b.spacing["y"] == 0.25
    assert b.unit["x"] == b.unit["y"] == b.unit["z"] == "um"
    assert b.spacing["z"] == 0.7 and (b.spacing["t"], b.unit["t"]) == (30, "s")


@pytest.mark.parametrize("dtype", ["u1", "u2", "f4"])
@pytest.mark.parametrize("order", "<>")
def test_reads_imagej_with_one_directory(iv, tmp_path, dtype, order):
    """ImageJ's own form of files above 4 GB: one page, and the other planes' bytes behind it."""
    a = pixels((2, 3, 4, 7, 5), dtype)
    stored = np.transpose(a, (0, 2, 1, 3, 4)).astype(np.dtype(dtype).newbyteorder(order)).tobytes()
    text = "ImageJ=1.54f\nimages=24\nchannels=3\nslices=4\nframes=2\nhyperstack=true\n"
    path = tmp_path / "a.tif"
    first = page(5, 7, a.itemsize * 8, stored, text, 3 if dtype == "f4" else 1,
                 stored_bytes=35 * a.itemsize)
    write_tiff(path, [first], order=order)
    b = iv.read(path)
    assert b.axes == "tczyx" and same(a, b.array)
    path.write_bytes(path.read_bytes()[:-1] if first["at_end"] else b"")
    with pytest.raises(capi.IsovoxError, match="truncated"):
        iv.read(path)


@pytest.mark.parametrize("unit,expected", [("\\u00B5m", "um"), ("µm", "um"), ("microns", "um"),
                                           ("um", "um"), ("nm", "nm"), ("pixel", ""), ("cm", "cm"),
                                           ("inch", "inch")])
def test_units_of_imagej(iv, tmp_path, unit, expected):
    path = tmp_path / "a.tif"
    text = f"ImageJ=1.53c\nunit={unit}\nmin=0\n"
    write_tiff(path, [page(2, 2, 8, b"1234", text.encode("latin-1"), resolution=(5, 2))])
    b = iv.read(path)
    assert b.unit["x"] == expected and (b.spacing["x"], b.spacing["y"]) == (0.2, 0.5)


@pytest.mark.parametrize("spacing", [1.5, 0.1625, 0.65, 0.0707, 1 / 3, 0.3225, 2, 1234.5])
def test_resolution_as_imagej_cuts_it(iv, tmp_path, spacing):
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, np.zeros((4, 4), "u1"), description="ImageJ=1.53c\nunit=um\n",
                     metadata=None, resolution=((int(1e6 / spacing), 10**6),) * 2)
    got = iv.read(path).spacing["x"]
    assert got == (spacing if len(str(spacing)) < 6 and spacing < 1000 else
                   pytest.approx(spacing, rel=1e-6 * max(1, spacing)))


@pytest.mark.parametrize("resolution,unit,expected", [
    ((100, 50), 3, (0.01, 0.02, "cm")), ((300, 300), 2, (1 / 300, 1 / 300, "inch")),
    ((72, 72), 2, (1, 1, "")), ((1, 1), 1, (1, 1, "")), ((4, 2), 1, (0.25, 0.5, ""))])
def test_resolution_of_plain_tiff(iv, tmp_path, resolution, unit, expected):
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, np.zeros((4, 4), "u1"), resolution=resolution, resolutionunit=unit)
    b = iv.read(path)
    assert b.spacing["x"] == pytest.approx(expected[0], rel=1e-7)
    assert b.spacing["y"] == pytest.approx(expected[1], rel=1e-7)
    assert b.unit["x"] == b.unit["y"] == expected[2]


def test_reads_the_first_series(iv, tmp_path):
    path = tmp_path / "a.tif"
    a, b = pixels((3, 8, 9), "u1"), pixels((2, 5, 5), "u2")
    with tifffile.TiffWriter(path) as out:
        out.write(a, photometric="minisblack", metadata=None)
        out.write(b, photometric="minisblack", metadata=None)
    assert same(a, iv.read(path).array)
    assert b"2 pages of another shape" in iv.describe(path).detail
    with tifffile.TiffWriter(path, ome=True) as out:
        out.write(a, photometric="minisblack", metadata={"axes": "ZYX"})
        out.write(b, photometric="minisblack", metadata={"axes": "TYX"})
    assert same(a, iv.read(path).array)
    assert b"first of 2 images" in iv.describe(path).detail


def test_left_out_pyramid_levels(iv, tmp_path):
    path = tmp_path / "a.ome.tif"
    a = pixels((64, 64), "u1")
    with tifffile.TiffWriter(path, ome=True) as out:
        out.write(a, subifds=1, tile=(16, 16))
        out.write(a[::2, ::2], subfiletype=1, tile=(16, 16))
    assert same(a, iv.read(path).array)


# ---- NPY -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("fortran", [False, True])
@pytest.mark.parametrize("shape", [(), (5,), (3, 4), (2, 3, 4), (2, 3, 4, 5), (2, 1, 3, 4, 5),
                                   (3, 700, 800)])
def test_reads_npy(iv, tmp_path, dtype, order, fortran, shape):
    a = pixels(shape, dtype)
    stored = np.asarray(a, np.dtype(dtype).newbyteorder(order), order="F" if fortran else "C")
    np.save(tmp_path / "a.npy", stored)
    b = iv.read(tmp_path / "a.npy")
    assert same(np.asarray(a), b.array)
    assert b.axes == {0: "", 1: "x", 2: "yx", 3: "zyx", 4: "tzyx", 5: "tczyx"}[len(shape)]


@pytest.mark.parametrize("version", [(1, 0), (2, 0), (3, 0)])
def test_reads_npy_versions(iv, tmp_path, version):
    a = pixels((3, 4), "i2")
    with open(tmp_path / "a.npy", "wb") as f:
        np.lib.format.write_array(f, a, version)
    assert same(a, iv.read(tmp_path / "a.npy").array)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("axes,shape", SHAPES + [("x", (5,)), ("", ())])
def test_writes_npy(iv, tmp_path, dtype, axes, shape):
    a = np.asarray(pixels(shape, dtype))
    iv.write(tmp_path / "a.npy", capi.Image(a, axes))
    assert same(a, np.load(tmp_path / "a.npy"))


@pytest.mark.parametrize("dtype,status", [("c8", "UNSUPPORTED"), ("S3", "UNSUPPORTED"),
                                          ("M8[s]", "UNSUPPORTED"),
                                          ([("a", "u1"), ("b", "f4")], "UNSUPPORTED")])
def test_npy_of_other_types(iv, tmp_path, dtype, status):
    np.save(tmp_path / "a.npy", np.zeros((2, 3), dtype))
    with pytest.raises(capi.IsovoxError) as e:
        iv.read(tmp_path / "a.npy")
    assert e.value.status == f"IV_ERROR_{status}"


@pytest.mark.parametrize("shape", [(0,), (3, 0), (1, 1, 1, 1, 2, 2)])
def test_npy_of_other_shapes(iv, tmp_path, shape):
    np.save(tmp_path / "a.npy", np.zeros(shape, "u1"))
    with pytest.raises(capi.IsovoxError) as e:
        iv.read(tmp_path / "a.npy")
    assert e.value.status == "IV_ERROR_SHAPE"


# ---- What we write -------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("axes,shape", SHAPES)
@pytest.mark.parametrize("ending", [".tif", ".ome.tif"])
@pytest.mark.parametrize("compression", list(capi.COMPRESSIONS))
def test_tifffile_reads_ours(iv, tmp_path, dtype, axes, shape, ending, compression):
    a = pixels(shape, dtype)
    path = tmp_path / f"a{ending}"
    image = capi.Image(a, axes, {"x": 0.1625, "y": 0.17, "z": 0.4, "t": 1.5},
                       {"x": "um", "y": "um", "z": "um", "t": "s"}, "labels", "näme <&>")
    iv.write(path, image, compression)
    imagej = ending == ".tif" and dtype in ("u1", "u2", "f4")
    with tifffile.TiffFile(path) as f:
        series = f.series[0]
        assert len(f.series) == 1 and f.is_imagej == imagej and f.is_ome == (not imagej)
        b = series.asarray(squeeze=False) if imagej else series.asarray()
        got = series.get_axes(squeeze=False) if imagej else series.axes
        # the axes of size 1 are tifffile's to leave out
        b = b.reshape([n for n, x in zip(b.shape, got) if n > 1 or x in "YX"])
        got = [x.lower() for x, n in zip(got, (series.get_shape(squeeze=False) if imagej
                                               else series.shape)) if n > 1 or x in "YX"]
        want = [x for x, n in zip(axes, shape) if n > 1 or x in "yx"]
        assert sorted(got) == sorted(want)
        b = np.transpose(b, [got.index(x) for x in want])
        assert b.dtype == a.dtype and (b == a.reshape(b.shape)).all()
        if compression == "none": # one block, for ImageJ and for memory maps
            assert series.dataoffset is not None and series.dataoffset % 8 == 0
        if imagej:
            meta = f.imagej_metadata
            assert meta["unit"] == "um" and meta["spacing"] == 0.4 and meta["finterval"] == 1.5
            tags = f.pages[0].tags
            x, y = (n[0] / n[1] for n in (tags["XResolution"].value, tags["YResolution"].value))
            assert 1 / x == pytest.approx(0.1625, rel=1e-7) and 1 / y == pytest.approx(0.17, rel=1e-7)
        else:
            xml = tifffile.xml2dict(f.ome_metadata)["OME"]["Image"]
            p = xml["Pixels"]
            assert xml["Name"] == "näme <&>"
            assert (p["PhysicalSizeX"], p["PhysicalSizeXUnit"]) == (0.1625, "µm")
            assert (p["PhysicalSizeY"], p["PhysicalSizeZ"]) == (0.17, 0.4)
            assert (p["TimeIncrement"], p["TimeIncrementUnit"]) == (1.5, "s")
    back = iv.read(path)
    assert back.axes == axes and same(a, back.array) and back.kind == "labels"
    assert back.spacing == {**image.spacing} and back.unit == image.unit


def test_compression_makes_smaller(iv, tmp_path):
    a = (np.add.outer(np.arange(256), np.arange(256)) // 8).astype("u2")
    sizes = {}
    for c in capi.COMPRESSIONS:
        iv.write(tmp_path / f"{c}.ome.tif", capi.Image(a, "yx"), c)
        sizes[c] = (tmp_path / f"{c}.ome.tif").stat().st_size
    assert all(sizes[c] < sizes["none"] / 4 for c in ("deflate", "lzw", "zstd"))


@pytest.mark.parametrize("dtype", ["u1", "f4", "u4"])
@pytest.mark.parametrize("spacing,unit", [(1, ""), (0.5, ""), (1, "um"), (1 / 3, "mm"), (1e-7, "m"),
                                          (12345, "nm"), (3, "parsec"), (1e7, "um")])
def test_spacing_survives(iv, tmp_path, dtype, spacing, unit):
    given = capi.Image(pixels((2, 2, 3, 4), dtype), "tzyx", {x: spacing for x in "tzyx"},
                       {"z": unit, "y": unit, "x": unit, "t": unit if unit == "" else "h"})
    for ending in (".tif", ".ome.tif"):
        path = tmp_path / f"a{ending}"
        iv.write(path, given)
        back = iv.read(path)
        assert back.unit == given.unit
        assert all(back.spacing[x] == spacing for x in "tzyx")


def test_units_of_each_axis(iv, tmp_path):
    given = capi.Image(pixels((3, 4, 5), "u2"), "zyx", {"z": 2, "y": 3, "x": 4},
                       {"z": "um", "y": "nm", "x": "mm"})
    for ending in (".tif", ".ome.tif"):
        iv.write(tmp_path / f"a{ending}", given)
        back = iv.read(tmp_path / f"a{ending}")
        assert back.unit == given.unit and back.spacing == given.spacing


def test_empty_labels_may_shrink_as_much_as_they_can(iv, tmp_path):
    """Nothing that we write is later taken for a lie about its size."""
    a = np.zeros((100, 1000, 1000), "u4")
    for c in ("zstd", "deflate", "lzw"):
        iv.write(tmp_path / "a.ome.tif", capi.Image(a, "zyx"), c, overwrite=True)
        assert not iv.read(tmp_path / "a.ome.tif").array.any()


# ---- Files that cannot be read -------------------------------------------------------------------


def page(width, height, bits, data, text=None, sample_format=1, resolution=None, stored_bytes=None,
         **tags):
    """One page as write_tiff takes it. tags: numbers (type LONG) by tag, as t273=5, to replace."""
    return {"width": width, "height": height, "bits": bits, "data": data, "text": text,
            "format": sample_format, "resolution": resolution, "at_end": True,
            "stored": len(data) if stored_bytes is None else stored_bytes,
            "tags": {int(k[1:]): v for k, v in tags.items()}}


def write_tiff(path, pages, order="<", loop=False):
    """A TIFF by hand, to break the rules with: directories first, then the data of all pages."""
    sizes = [2 + 12 * 16 + 4 for _ in pages]
    at = 8 + sum(sizes)
    directories, blob, start = b"", b"", 8
    for i, p in enumerate(pages):
        text = p["text"].encode() if isinstance(p["text"], str) else p["text"] or b""
        extra = text + b"\0" * (5 - len(text) if len(text) < 5 else 1)
        x, y = p["resolution"] or (1, 1)
        rationals = struct.pack(order + "4I", x, 1, y, 1)
        tags = {256: p["width"], 257: p["height"], 258: p["bits"], 259: 1, 262: 1, 277: 1,
                278: p["height"], 279: p["stored"], 296: 1, 339: p["format"]}
        text_at, rational_at = at + len(blob), at + len(blob) + len(extra)
        tags[273] = rational_at + 16
        tags.update(p["tags"])
        entries = [(t, struct.pack(order + "HHII", t, 4, 1, v)) for t, v in tags.items()]
        if p["text"]:
            entries.append((270, struct.pack(order + "HHII", 270, 2, len(extra), text_at)))
        if p["resolution"]:
            entries.append((282, struct.pack(order + "HHII", 282, 5, 1, rational_at)))
            entries.append((283, struct.pack(order + "HHII", 283, 5, 1, rational_at + 8)))
        start += sizes[i]
        following = 8 if loop else start if i + 1 < len(pages) else 0
        directory = struct.pack(order + "H", len(entries)) + b"".join(e for _, e in sorted(entries))
        directories += (directory + struct.pack(order + "I", following)).ljust(sizes[i], b"\0")
        blob += extra + rationals + p["data"]
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    pathlib.Path(path).write_bytes(head + directories + blob)


def refused(iv, path, status, *words):
    with pytest.raises(capi.IsovoxError) as e:
        iv.read(path)
    assert e.value.status == f"IV_ERROR_{status}", str(e.value)
    assert str(e.value).startswith(str(path))
    for word in words:
        assert word in str(e.value)
    with pytest.raises(capi.IsovoxError): # describing believes no more than reading
        iv.describe(path)


def test_hand_made_tiff_is_good(iv, tmp_path):
    write_tiff(tmp_path / "a.tif", [page(3, 2, 8, b"abcdef"), page(3, 2, 8, b"ghijkl")])
    assert iv.read(tmp_path / "a.tif").array.tobytes() == b"abcdefghijkl"


HUGE = 0xFFFFFFFF


@pytest.mark.parametrize("tags", [
    {"t256": HUGE, "t257": HUGE, "t278": HUGE}, {"t256": HUGE}, {"t257": HUGE, "t278": HUGE},
    {"t257": HUGE, "t278": 1}, {"t256": 0}, {"t257": 0}, {"t277": 65535}, {"t277": 0}, {"t258": 0},
    {"t258": 65535}, {"t273": 10**9}, {"t273": HUGE, "t279": HUGE}, {"t279": 3, "t259": 5},
    {"t259": 8, "t256": 10**5, "t257": 10**5, "t278": 10**5}, {"t259": 50000, "t256": HUGE},
    {"t259": 50000, "t256": 10**5, "t257": 10**5, "t278": 10**5},
    {"t322": HUGE, "t323": HUGE}, {"t322": 0, "t323": 0}, {"t322": 16, "t323": 16}, {"t339": 5},
    {"t339": 6}, {"t339": 99}, {"t259": 4242}, {"t259": 34712}, {"t278": 0, "t279": 1},
    {"t284": 2, "t277": 7}, {"t262": 6, "t277": 3, "t259": 5}])
def test_lying_headers(iv, tmp_path, tags):
    write_tiff(tmp_path / "a.tif", [page(3, 2, 8, b"abcdef", **tags)])
    with pytest.raises(capi.IsovoxError) as e:
        iv.read(tmp_path / "a.tif")
    assert e.value.status in ("IV_ERROR_FORMAT", "IV_ERROR_UNSUPPORTED") and len(str(e.value)) > 20


def test_endless_chain_of_pages(iv, tmp_path):
    write_tiff(tmp_path / "a.tif", [page(3, 2, 8, b"abcdef"), page(3, 2, 8, b"abcdef")], loop=True)
    try:
        assert iv.read(tmp_path / "a.tif").array.size <= 12
    except capi.IsovoxError as e:
        assert e.status == "IV_ERROR_FORMAT"


def test_many_pages_of_the_same_bytes(iv, tmp_path):
    data = bytes(4096)
    pages = [page(64, 64, 8, data)] + [page(64, 64, 8, b"", t273=300, t279=4096)] * 500
    write_tiff(tmp_path / "a.tif", pages)
    refused(iv, tmp_path / "a.tif", "FORMAT", "larger than the file")


@pytest.mark.parametrize("compression", list(capi.COMPRESSIONS))
def test_truncated_anywhere(iv, tmp_path, compression):
    path = tmp_path / "a.tif"
    a = pixels((3, 16, 16), "u2")
    iv.write(path, capi.Image(a, "zyx"), compression)
    whole = path.read_bytes()
    step = max(1, len(whole) // 200)
    for n in list(range(0, len(whole) - 1, step)) + list(range(len(whole) - 40, len(whole) - 1)):
        path.write_bytes(whole[:n])
        with pytest.raises(capi.IsovoxError) as e:
            iv.read(path)
        assert e.value.status == "IV_ERROR_FORMAT", (n, str(e.value))


def test_truncated_npy(iv, tmp_path):
    path = tmp_path / "a.npy"
    np.save(path, pixels((4, 5), "u2"))
    whole = path.read_bytes()
    for n in range(len(whole)):
        path.write_bytes(whole[:n])
        refused(iv, path, "FORMAT")


@pytest.mark.parametrize("header", [
    "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296, 4294967296), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 2), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 2), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2", "{'descr': '<f4'", "", "{}",
    "{'descr': '<f4', 'shape': (1, 2)}", "{'fortran_order': False, 'shape': (1, 2)}"])
def test_lying_npy_headers(iv, tmp_path, header):
    path = tmp_path / "a.npy"
    path.write_bytes(b"\x93NUMPY\1\0" + struct.pack("<H", len(header)) + header.encode() + bytes(64))
    refused(iv, path, "FORMAT")


@pytest.mark.parametrize("version,size", [(1, 65535), (2, HUGE), (3, HUGE), (4, 10), (0, 10)])
def test_lying_npy_sizes(iv, tmp_path, version, size):
    path = tmp_path / "a.npy"
    path.write_bytes(b"\x93NUMPY" + bytes([version, 0]) + struct.pack("<I", size) + bytes(100))
    refused(iv, path, "FORMAT")


OME = ('<?xml version="1.0"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"{own}>'
       '<Image ID="Image:0"><Pixels DimensionOrder="{order}" ID="Pixels:0" Type="uint8" SizeX="2" '
       'SizeY="1" SizeZ="{z}" SizeC="{c}" SizeT="{t}">{data}</Pixels></Image></OME>')


def ome(order="XYZCT", z=1, c=1, t=1, data="<TiffData/>", own=""):
    return OME.format(order=order, z=z, c=c, t=t, data=data, own=own)


def write_ome(path, text, pages=3):
    write_tiff(path, [page(2, 1, 8, bytes([65 + i, 97 + i]), text if i == 0 else None)
                      for i in range(pages)])


@pytest.mark.parametrize("data,expected", [
    ("", "AaBbCc"), ("<TiffData/>", "AaBbCc"), ('<TiffData IFD="0" PlaneCount="3"/>', "AaBbCc"),
    ('<TiffData FirstZ="0" IFD="2"/><TiffData FirstZ="1" IFD="0"/><TiffData FirstZ="2" IFD="1"/>',
     "CcAaBb"), ('<TiffData FirstZ="1" IFD="0" PlaneCount="2"/><TiffData IFD="2"/>', "CcAaBb"),
    ('<!-- <TiffData FirstZ="7"/> --><TiffData  FirstZ = \'0\' IFD="0" NumPlanes="3" ></TiffData>',
     "AaBbCc"), ('<TiffData IFD="0" PlaneCount="9"/>', "AaBbCc"),
    ('<TiffData><UUID FileName="b.tif">urn:uuid:7</UUID></TiffData>', "AaBbCc")])
def test_planes_of_ome(iv, tmp_path, data, expected):
    write_ome(tmp_path / "a.tif", ome(z=3, data=data))
    assert iv.read(tmp_path / "a.tif").array.tobytes().decode() == expected


@pytest.mark.parametrize("text,words", [
    (ome(z=4), "missing"), (ome(z=3, data='<TiffData IFD="0" PlaneCount="2"/>'), "z=2 is missing"),
    (ome(t=3, data='<TiffData IFD="5"/>'), "missing"), (ome(z=10**9, c=10**9, t=10**9), "missing"),
    (ome(z="-1"), "size"), (ome(z=0), "size"), (ome(z="many"), "size"), (ome(order="XYZZT"), "twice"),
    (ome(order="XYAZC"), "axis other"), (ome(order="ZYXCT"), "DimensionOrder"),
    (ome(z=3, data='<TiffData FirstZ="3"/>'), "outside"),
    (ome(z=3, data='<TiffData IFD="-3"/>'), "negative"),
    (ome(z=3, data='<TiffData/>' * 10000), "many times"),
    (ome(z=3, own=' UUID="urn:uuid:1"',
         data='<TiffData IFD="0"><UUID FileName="a.tif">urn:uuid:1</UUID></TiffData>'
              '<TiffData FirstZ="1" PlaneCount="2"><UUID FileName="b.tif">urn:uuid:2</UUID></TiffData>'),
     "another file of a set"),
    ('<?xml version="1.0"?><OME><BinaryOnly MetadataFile="x.companion.ome" UUID="urn:1"/></OME>',
     "x.companion.ome"),
    ("<?xml?><OME>", "no image"), ("<OME", "no image"), ('<OME a="', "no image"),
    ('<OME><Image><Pixels SizeX="', "no image")])
def test_broken_ome(iv, tmp_path, text, words):
    write_ome(tmp_path / "a.tif", text)
    with pytest.raises(capi.IsovoxError, match=words):
        iv.read(tmp_path / "a.tif")


@pytest.mark.parametrize("text", [
    json.dumps({"shape": [7, 1, 2]}), '{"shape": [', '{"shape": []}', '{"shape": [0, 1, 2]}',
    '{"shape": [1, 2], "axes": "', "ImageJ=", "ImageJ=1\nimages=-5\n", "ImageJ=1\nslices=x",
    '{"shape": [99999999999999999999, 1, 2]}', json.dumps({"shape": [3, 1, 2], "axes": "ZZZZ"})])
def test_descriptions_that_mean_nothing(iv, tmp_path, text):
    """They are put aside, and the pages are a stack."""
    write_ome(tmp_path / "a.tif", text)
    assert iv.read(tmp_path / "a.tif").array.tobytes().decode() == "AaBbCc"


def test_imagej_that_lies(iv, tmp_path):
    write_ome(tmp_path / "a.tif", "ImageJ=1\nimages=4000000\nslices=4000000\n", pages=1)
    refused(iv, tmp_path / "a.tif", "FORMAT", "truncated")
    write_ome(tmp_path / "a.tif", "ImageJ=1\nimages=40\nslices=40\n")
    refused(iv, tmp_path / "a.tif", "FORMAT", "40 images")


# ---- Real images ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["blobs", "mini-t1-head", "Bead_Image1_crop", "psf", "IXMtest_A02_s9",
                                  "DeconvolutionSampleVerticalGrid1AU-crop", "hela-cells-8bit",
                                  "Platynereis_tp7_channel1_rescaled256x256x103_gt",
                                  "cancer_cell_migration_crop"])
def test_real_images(iv, tmp_path, name):
    path = DATA / f"{name}.tif"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    expected = tifffile.imread(path)
    if name.startswith("hela"):
        expected = np.moveaxis(expected, -1, 0)
    image = iv.read(path)
    expected = np.ascontiguousarray(expected, expected.dtype.newbyteorder("="))
    assert same(expected, image.array)
    iv.write(tmp_path / "a.ome.tif", image, "zstd")
    back = iv.read(tmp_path / "a.ome.tif")
    assert same(image.array, back.array) and (back.axes, back.spacing, back.unit, back.name) == \
        (image.axes, image.spacing, image.unit, image.name)
