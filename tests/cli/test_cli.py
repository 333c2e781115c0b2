"""The isovox command, as a user runs it. ISOVOX_BIN names it, else build/cli/isovox is taken."""
import hashlib
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
import tifffile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = os.environ.get("ISOVOX_BIN", str(ROOT / "build" / "cli" / "isovox"))


def isovox(*args, code=0, cwd=None, env=None):
    """Runs the command, checks its exit code, and returns what it wrote."""
    done = subprocess.run([BIN, *map(str, args)], capture_output=True, text=True, cwd=cwd, timeout=500,
                          env={**os.environ, **(env or {})})
    assert done.returncode == code, f"{args}: exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def operations():
    return {op["name"] for op in json.loads(isovox("ops", "--json").stdout)}


OPERATIONS = operations()


def needs(*names):
    missing = set(names) - OPERATIONS
    return pytest.mark.skipif(bool(missing), reason=f"this build has no {', '.join(sorted(missing))}")


def write(path, array, spacing=None, axes=None):
    """A TIFF with physical pixel sizes in micrometres, z y x."""
    metadata = {"axes": axes or "TZYX"[-array.ndim:]}
    if spacing:
        metadata.update({f"PhysicalSize{a}": s for a, s in zip("ZYX"[-len(spacing):], spacing)})
        metadata.update({f"PhysicalSize{a}Unit": "µm" for a in "ZYX"[-len(spacing):]})
    tifffile.imwrite(path, array, ome=True, metadata=metadata)


@pytest.fixture
def image(tmp_path):
    rng = np.random.default_rng(0)
    array = rng.integers(0, 1000, (7, 30, 41)).astype(np.uint16)
    write(tmp_path / "in.ome.tif", array, (1.0, 0.5, 0.25))
    return tmp_path / "in.ome.tif", array


# ---- The command itself

def test_help_and_version():
    assert "usage: isovox" in isovox("--help").stdout
    assert re.fullmatch(r"isovox \d+\.\d+\.\d+\n", isovox("--version").stdout)
    assert "usage: isovox" in isovox(code=2).stderr
    for command in "pipe measure info convert ops devices doctor verify bench sample demo help".split():
        assert f"usage: isovox {command}" in isovox(command, "--help").stdout


def test_help_of_an_operation():
    out = isovox("help", "greater_constant").stdout
    assert "scalar" in out and "input_image > scalar" in out
    assert "usage: isovox pipe" in isovox("help", "pipe").stdout
    assert "did you mean 'greater_constant'" in isovox("help", "greater_constent", code=2).stderr


def test_every_operation_has_help():
    for name in OPERATIONS - {"convert"}:  # which is a command too, and wider
        assert isovox("help", name).stdout.startswith(name)
        assert f"usage: isovox {name}" in isovox(name, "--help").stdout


def test_mistyped_names_suggest():
    assert "did you mean 'convert'" in isovox("convrt", code=2).stderr
    assert "did you mean 'greater_constant'" in isovox("graeter_constant", code=2).stderr
    assert "did you mean --scalar" in isovox("greater_constant", "a.tif", "b.tif", "--scaler", "1", code=2).stderr
    assert "did you mean --json" in isovox("ops", "--jsn", code=2).stderr
    assert "there is no device 'nothing'; there are: " in isovox("greater_constant", "a", "b", "--device", "nothing", code=3).stderr


def test_wrong_usage():
    isovox("info", code=2)
    isovox("devices", "more", code=2)
    isovox("pipe", "only.tif", code=2)
    isovox("greater_constant", "a.tif", code=2)
    isovox("greater_constant", "a.tif", "b.tif", "c.tif", "d.tif", code=2)
    isovox("greater_constant", "a.tif", "b.tif", "--scalar", code=2)
    isovox("sample", "a.tif", "--size", "3x4", code=2)
    isovox("verify", "no_such_operation", code=2)


# ---- Lists

def test_ops_json_is_the_sources():
    generated = subprocess.run([sys.executable, ROOT / "tools" / "gen.py", "--json"], capture_output=True, text=True, check=True)
    assert json.loads(isovox("ops", "--json").stdout) == json.loads(generated.stdout)


def test_ops_text_and_words():
    lines = isovox("ops").stdout.splitlines()
    assert len(lines) == len(OPERATIONS)
    assert lines == sorted(lines, key=lambda line: line.split()[0])
    assert "greater_constant" in isovox("ops", "greater").stdout
    isovox("ops", "no such word at all", code=1)
    assert isovox("ops", "--markdown").stdout.startswith("# Operations\n")


def test_devices():
    devices = json.loads(isovox("devices", "--json").stdout)
    assert any(d["id"] == "cpu" and d["isa"] for d in devices)
    assert sum(d["default"] for d in devices) == 1
    for d in devices:
        assert d["id"] in isovox("devices").stdout
    isovox("devices", env={"ISOVOX_DEVICE": "nothing"}, code=3)


def test_doctor():
    out = isovox("doctor").stdout
    assert "Devices" in out and "instruction set" in out and "cache" in out and "TIFF" in out


# ---- Files

def test_info(image):
    path, array = image
    info = json.loads(isovox("info", path, "--json").stdout)[0]
    assert info["pixel"] == "u16" and info["format"] == "OME-TIFF"
    assert [(a["axis"], a["size"], a["spacing"], a["unit"]) for a in info["axes"]] == \
        [("z", 7, 1.0, "um"), ("y", 30, 0.5, "um"), ("x", 41, 0.25, "um")]
    assert "z 7, y 30, x 41" in isovox("info", path).stdout
    isovox("info", path, "nothing.tif", code=3)


def test_convert(image, tmp_path):
    path, array = image
    isovox("convert", path, tmp_path / "out.npy", "--type", "u8")
    np.testing.assert_array_equal(np.load(tmp_path / "out.npy"), np.minimum(array, 255).astype(np.uint8))
    isovox("convert", path, tmp_path / "out.tif", "--compression", "deflate", "--spacing", "2,0.1,0.1", "--unit", "nm")
    np.testing.assert_array_equal(tifffile.imread(tmp_path / "out.tif"), array)
    axes = json.loads(isovox("info", tmp_path / "out.tif", "--json").stdout)[0]["axes"]
    assert [(a["spacing"], a["unit"]) for a in axes] == [(2, "nm"), (0.1, "nm"), (0.1, "nm")]
    isovox("convert", path, tmp_path / "time.tif", "--axes", "tyx", "--interval", "30s")
    axes = json.loads(isovox("info", tmp_path / "time.tif", "--json").stdout)[0]["axes"]
    assert [(a["axis"], a["size"], a["spacing"], a["unit"]) for a in axes] == [("t", 7, 30, "s"), ("y", 30, 0.5, "um"), ("x", 41, 0.25, "um")]
    isovox("convert", path, tmp_path / "x.tif", "--axes", "yx", code=2)
    isovox("convert", path, tmp_path / "x.tif", "--axes", "xyz", code=2)
    assert "there is no pixel type" in isovox("convert", path, tmp_path / "x.tif", "--type", "u9", code=2).stderr
    assert "there is no compression" in isovox("convert", path, tmp_path / "x.tif", "--compression", "zip", code=2).stderr
    isovox("convert", path, tmp_path / "x.tif", "--spacing", "0,1,1", code=2)
    assert not (tmp_path / "x.tif").exists()


def test_files_are_not_replaced(image, tmp_path):
    path, array = image
    out = tmp_path / "out.tif"
    out.write_bytes(b"mine")
    assert "--overwrite" in isovox("greater_constant", path, out, code=3).stderr
    assert out.read_bytes() == b"mine"
    isovox("greater_constant", path, out, "--scalar", 500, "--overwrite")
    np.testing.assert_array_equal(tifffile.imread(out), array > 500)


def test_unusable_files(image, tmp_path):
    path, _ = image
    (tmp_path / "bad.tif").write_bytes(b"II*\0 not a file")
    isovox("greater_constant", tmp_path / "bad.tif", tmp_path / "o.tif", code=3)
    isovox("greater_constant", tmp_path / "nothing.tif", tmp_path / "o.tif", code=3)
    isovox("greater_constant", path, tmp_path / "no" / "folder" / "o.tif", code=3)
    isovox("greater_constant", path, tmp_path / "o.unknown", code=3)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.tif", "in.ome.tif"]


# ---- Operations

def test_operation(image, tmp_path):
    path, array = image
    isovox("greater_constant", path, tmp_path / "a.npy", "--scalar", 300)
    np.testing.assert_array_equal(np.load(tmp_path / "a.npy"), array > 300)
    isovox("greater_constant", path, tmp_path / "b.npy", "--scalar=-1", "--type", "f32", "--device", "cpu")
    assert np.load(tmp_path / "b.npy").dtype == np.float32
    np.testing.assert_array_equal(np.load(tmp_path / "b.npy"), 1)
    assert "must be at" in isovox("greater_constant", path, tmp_path / "c.npy", "--scalar", "1e39", code=2).stderr
    assert "not a number" in isovox("greater_constant", path, tmp_path / "c.npy", "--scalar", "many", code=2).stderr
    assert not (tmp_path / "c.npy").exists()


@needs("gaussian_blur")
def test_units(image, tmp_path):
    path, _ = image

    def blur(name, *args):
        isovox("gaussian_blur", path, tmp_path / name, *args)
        return np.load(tmp_path / name)
    expected = blur("a.npy", "--sigma_x", 4, "--sigma-y", 2, "--sigma-z", 1)
    np.testing.assert_array_equal(blur("b.npy", "--sigma", "1um"), expected)
    np.testing.assert_array_equal(blur("c.npy", "--sigma", "1000 nm"), expected)
    np.testing.assert_array_equal(blur("d.npy", "--sigma", "1um", "--sigma_z", "1px"), expected)
    assert not np.array_equal(blur("e.npy", "--sigma", "1"), expected)
    isovox("pipe", path, "gaussian_blur sigma=1um", tmp_path / "f.npy")
    np.testing.assert_array_equal(np.load(tmp_path / "f.npy"), expected)
    assert "unit of length" in isovox("gaussian_blur", path, tmp_path / "g.npy", "--sigma", "1kg", code=2).stderr
    np.save(tmp_path / "plain.npy", np.ones((5, 6), np.float32))
    assert "does not say how large" in isovox("gaussian_blur", tmp_path / "plain.npy", tmp_path / "g.npy", "--sigma", "1um", code=2).stderr


@needs("gaussian_blur")
def test_common_parameter_leaves_z_of_planes(tmp_path):
    array = np.random.default_rng(1).random((20, 30)).astype(np.float32)
    np.save(tmp_path / "a.npy", array)
    isovox("gaussian_blur", tmp_path / "a.npy", tmp_path / "b.npy", "--sigma", 2)
    isovox("gaussian_blur", tmp_path / "a.npy", tmp_path / "c.npy", "--sigma_x", 2, "--sigma_y", 2)
    np.testing.assert_array_equal(np.load(tmp_path / "b.npy"), np.load(tmp_path / "c.npy"))


@needs("sum_of_all_pixels")
def test_numbers_are_printed(image):
    path, array = image
    assert float(isovox("sum_of_all_pixels", path).stdout) == array.sum()
    assert list(json.loads(isovox("sum_of_all_pixels", path, "--json").stdout).values()) == [array.sum()]
    assert float(isovox("pipe", path, "greater_constant scalar=500 | sum_of_all_pixels").stdout) == (array > 500).sum()


# ---- Pipes

def test_pipe(image, tmp_path):
    path, array = image
    isovox("pipe", path, "greater_constant scalar=300|connected_components_labeling connectivity=sphere", tmp_path / "a.ome.tif")
    isovox("greater_constant", path, tmp_path / "m.tif", "--scalar", 300)
    isovox("connected_components_labeling", tmp_path / "m.tif", tmp_path / "b.tif", "--connectivity", "sphere")
    labels = tifffile.imread(tmp_path / "a.ome.tif")
    assert labels.max() > 1
    np.testing.assert_array_equal(labels, tifffile.imread(tmp_path / "b.tif"))
    axes = json.loads(isovox("info", tmp_path / "a.ome.tif", "--json").stdout)[0]["axes"]
    assert [a["spacing"] for a in axes] == [1.0, 0.5, 0.25]


@needs("add_images")
def test_pipe_of_pixelwise_steps(image, tmp_path):
    """Neighbouring ones run as one, with the bits of the steps apart."""
    path, array = image
    steps = ["square", "multiply_image_and_scalar scalar=0.37", "gaussian_blur sigma=1", "square_root",
             f"add_images input_image1={path}", "subtract_image_from_scalar scalar=900", "clip min_intensity=3.5",
             "modulo_images input_image1=@2", "greater_constant scalar=120", "binary_not", "mask input_image=@in mask=@10",
             "add_image_and_scalar scalar=0.5"]
    isovox("pipe", path, " | ".join(steps), tmp_path / "fused.npy")
    done = [path]
    for k, step in enumerate(steps, 1):
        for n in reversed(range(k)):
            step = step.replace(f"=@{n}", f"={done[n]}")
        done.append(tmp_path / f"{k}.npy")
        isovox("pipe", done[0] if "@in" in step else done[-2], step, done[-1])
    np.testing.assert_array_equal(np.load(tmp_path / "fused.npy").view(np.uint32), np.load(done[-1]).view(np.uint32))
    assert np.load(done[-1]).any()


@needs("add_images")
def test_evaluate(image, tmp_path):
    path, array = image
    isovox("evaluate", "(a > low) & (b < 900)", f"a={path}", f"b={path}", "low=300.5", tmp_path / "m.npy")
    np.testing.assert_array_equal(np.load(tmp_path / "m.npy"), (array > 300.5) & (array < 900))
    assert "at character 4" in isovox("evaluate", "a +", f"a={path}", tmp_path / "n.npy", code=2).stderr
    assert "name=file" in isovox("evaluate", "a + 1", path, tmp_path / "n.npy", code=2).stderr
    isovox("evaluate", "a + 1", "a=nothing.tif", tmp_path / "n.npy", code=3)
    assert not (tmp_path / "n.npy").exists()


@needs("masked_voronoi_labeling")
def test_pipe_with_other_images(image, tmp_path):
    path, array = image
    isovox("greater_constant", path, tmp_path / "mask.tif", "--scalar", 200)
    steps = "greater_constant scalar=950 | masked_voronoi_labeling mask={}"
    isovox("pipe", path, steps.format(tmp_path / "mask.tif"), tmp_path / "a.npy")
    isovox("pipe", path, "greater_constant scalar=200 | greater_constant input_image=@in scalar=950 | masked_voronoi_labeling mask=@1",
           tmp_path / "b.npy")
    a = np.load(tmp_path / "a.npy")
    np.testing.assert_array_equal(a, np.load(tmp_path / "b.npy"))
    np.testing.assert_array_equal(a > 0, array > 200)
    assert "needs a second image" in isovox("pipe", path, "masked_voronoi_labeling", tmp_path / "c.npy", code=2).stderr
    assert "@in and the steps before" in isovox("pipe", path, steps.format("@7"), tmp_path / "c.npy", code=2).stderr


@pytest.mark.parametrize("steps, words, column", [
    ("greater_constnt", "did you mean 'greater_constant'", 0),
    ("copy | greater_constant scaler=1", "did you mean 'scalar'", 24),
    ("copy | ", "an operation is missing", 7),
    ("copy || copy", "an operation is missing", 6),
    ("copy 3", "parameters are given as name=value", 5),
    ("greater_constant scalar=", "scalar has no value", 17),
    ("greater_constant scalar='1", "a quote is not closed", 17),
])
def test_pipe_mistakes(image, tmp_path, steps, words, column):
    path, _ = image
    text = isovox("pipe", path, steps, tmp_path / "o.tif", code=2).stderr
    assert words in text
    lines = text.splitlines()
    assert lines[-1].index("^") - 2 == column
    assert not (tmp_path / "o.tif").exists()


# ---- Measuring

@needs("labels_statistics")
def test_measure(tmp_path):
    labels = np.zeros((3, 20, 20), np.uint16)
    labels[0, 2:6, 3:9] = 1
    labels[1:, 10:14, 10:12] = 2
    intensity = np.arange(labels.size, dtype=np.float32).reshape(labels.shape)
    write(tmp_path / "l.ome.tif", labels, (2.0, 0.5, 0.5))
    write(tmp_path / "i.ome.tif", intensity, (2.0, 0.5, 0.5))
    isovox("measure", tmp_path / "l.ome.tif", tmp_path / "i.ome.tif", tmp_path / "t.csv")
    rows = (tmp_path / "t.csv").read_text().splitlines()
    header = rows[0].split(",")
    values = [dict(zip(header, map(float, row.split(",")))) for row in rows[1:]]
    assert [v["label"] for v in values] == [1, 2]
    assert [v["area [um^3]"] for v in values] == [12, 8]
    assert values[0]["mean_intensity"] == pytest.approx(intensity[labels == 1].mean(), rel=1e-6)
    printed = json.loads(isovox("measure", tmp_path / "l.ome.tif", tmp_path / "i.ome.tif", "--json", "--pixels").stdout)
    assert [row["area"] for row in printed] == [24, 16]
    assert isovox("measure", tmp_path / "l.ome.tif").stdout.startswith("label,")
    isovox("measure", tmp_path / "l.ome.tif", tmp_path / "i.ome.tif", tmp_path / "t.csv", code=3)


# ---- Ctrl-C

def test_interrupt_leaves_nothing(tmp_path):
    """Ctrl-C ends a long pipe soon, with exit code 1 and neither result nor temporary file."""
    np.save(tmp_path / "a.npy", np.random.default_rng(0).random((20, 120, 512, 512)).astype(np.float32))
    process = subprocess.Popen([BIN, "pipe", tmp_path / "a.npy", " | ".join(["greater_constant scalar=0.5"] * 30), tmp_path / "o.tif",
                                "--device", "cpu"], stderr=subprocess.PIPE, text=True)
    time.sleep(1.0)
    assert process.poll() is None, "it was done too soon for this test"
    process.send_signal(signal.SIGINT)
    began = time.time()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1 and "cancelled" in err
    assert time.time() - began < 30
    assert [p.name for p in tmp_path.iterdir()] == ["a.npy"]


# ---- The sample

def digest(path):
    return hashlib.sha256(tifffile.imread(path).tobytes()).hexdigest()


def test_sample(tmp_path):
    args = ["--size", "16x64x64", "--time", 3, "--nuclei", 6]
    isovox("sample", tmp_path / "a.tif", "--truth", tmp_path / "t.tif", *args)
    isovox("sample", tmp_path / "b.tif", *args)
    isovox("sample", tmp_path / "c.tif", *args, "--seed", 2)
    assert digest(tmp_path / "a.tif") == digest(tmp_path / "b.tif") != digest(tmp_path / "c.tif")
    # the same bytes on every machine and with every compiler
    assert digest(tmp_path / "a.tif") == "99c742bcfaa8853b9ca456cdb00902cdf9984fc63e8848c6362c89348be4acc8"
    picture, truth = tifffile.imread(tmp_path / "a.tif"), tifffile.imread(tmp_path / "t.tif")
    assert picture.shape == truth.shape == (3, 16, 64, 64) and picture.dtype == np.uint16
    assert picture[truth > 0].mean() > 1.5 * picture[truth == 0].mean()
    numbers = [set(np.unique(t)) - {0} for t in truth]
    assert numbers[1] - numbers[0], "a division gives new numbers"
    assert min(numbers[1] - numbers[0]) > max(numbers[0])
    axes = json.loads(isovox("info", tmp_path / "a.tif", "--json").stdout)[0]["axes"]
    assert [(a["axis"], a["spacing"]) for a in axes] == [("t", 600), ("z", 0.5), ("y", 0.25), ("x", 0.25)]
    for pixel, dtype in ("u8", np.uint8), ("f32", np.float32):
        isovox("sample", tmp_path / f"{pixel}.tif", "--size", "4x32x32", "--time", 1, "--type", pixel)
        assert tifffile.imread(tmp_path / f"{pixel}.tif").dtype == dtype


# ---- Verify, bench, demo

def test_verify_says_the_same():
    found = json.loads(isovox("verify", "copy", "greater_constant", "connected_components_labeling", "--json").stdout)
    assert found["same"] is True and len(found["operations"]) == 3
    for op in found["operations"]:
        assert op["devices"][0]["device"].startswith("cpu") and len(op["devices"]) == len({d["device"] for d in op["devices"]})
        assert all(d["differing_bits"] == 0 and d["errors"] == 0 and d["cases"] > 20 for d in op["devices"])


def test_verify_of_all_operations_on_the_cpu():
    """Every operation runs in some case, and the instruction sets agree."""
    out = isovox("verify", "--device", "cpu").stdout
    assert "0 errors" in out


TILED = """sobel laplace gradient_y detect_maxima median_sphere maximum_sphere minimum_sphere
gaussian_blur difference_of_gaussian maximum_filter mean_filter""".split()


@needs(*TILED)
def test_verify_of_tiles_without_a_gpu():
    """The form of kernels that GPUs get, on a processor's OpenCL. PoCL 5 loses values that they keep across barriers."""
    opencl = [d["id"] for d in json.loads(isovox("devices", "--json").stdout)
              if d["type"] == "cpu" and "Portable Computing Language" in d["driver"] and "driver 3." in d["driver"]]
    if not opencl:
        pytest.skip("no PoCL 3")
    out = isovox("verify", *TILED, "--device", opencl[0], "--no-isa", env={"ISOVOX_TILES": "always"}).stdout
    assert "0 differing bits, 0 errors" in out


def test_verify_notices_one_bit():
    done = isovox("verify", "copy", "convert", "--fault", "copy", code=1)
    assert "copy" in done.stdout and "other results than with" in done.stdout
    if any(d["id"] != "cpu" for d in json.loads(isovox("devices", "--json").stdout)):
        assert "on the CPU" in done.stdout


def test_bench():
    rows = json.loads(isovox("bench", "greater_constant scalar=2", "--size", "64x64,3x20x20", "--device", "cpu", "--json").stdout)
    assert [r["size"] for r in rows] == ["64x64", "3x20x20"] and all(r["milliseconds"] > 0 for r in rows)
    usual = json.loads(isovox("bench", "--size", "16x16", "--device", "cpu", "--json").stdout)
    assert len(usual) > 20 and all(r["milliseconds"] > 0 and r["percent_of_copy"] > 0 for r in usual)
    isovox("bench", "greater_constant scaler=2", code=2)
    isovox("bench", "--size", "0x3", code=2)


@needs("top_hat", "gaussian_blur", "voronoi_otsu_labeling", "exclude_labels_on_edges", "labels_statistics")
def test_demo(tmp_path):
    out = isovox("demo", "--out", tmp_path / "demo", "--size", "40x160x160", "--time", 2).stdout
    assert "The same bits on every device" in out and "report.html" in out
    page = (tmp_path / "demo" / "report.html").read_text()
    assert "data:image/png;base64" in page and "http" not in re.sub(r"http://www.w3.org/\S+", "", page)
    labels = tifffile.imread(tmp_path / "demo" / "labels.ome.tif")
    assert labels.shape == (2, 40, 160, 160) and labels.max() > 3
    rows = (tmp_path / "demo" / "objects.csv").read_text().splitlines()
    assert len(rows) - 1 == sum(len(np.unique(t)) - 1 for t in labels)
    found = re.search(r"(\d+) of (\d+) true ones found", out)
    assert int(found[1]) >= 0.7 * int(found[2])
