"""Bad input of every kind, to every operation: one worded error that names the operation and the parameter, or
a right result; never a crash, and nothing half done."""
import isovox as cle
import numpy as np
import pytest

import cases

NAMES = cle._operations.names()
REFUSED = (cle.IsovoxError, TypeError, ValueError)


def good(name, index=4):
    """Arguments of a call that works."""
    for label, arguments in list(cases.cases(cle.describe(name)))[index:] + list(cases.cases(cle.describe(name))):
        if cases.outcome(cle, name, arguments)[0] != "error":
            return arguments
    pytest.fail(f"no case of {name} runs at all")


def params(name, *kinds):
    return [p for p in cle.describe(name)["params"] if p["kind"] in kinds]


def refused(name, parameter, arguments, **changed):
    """The call fails with an error in words that name the operation and the parameter."""
    with pytest.raises(REFUSED) as caught:
        getattr(cle, name)(**{**arguments, **changed})
    words = str(caught.value)
    assert words.startswith(name), words
    assert parameter in words, words
    assert 10 < len(words) < 500 and "\n" not in words, words


def survives(name, arguments, **changed):
    """The call gives a result or an error in words that name the operation."""
    try:
        return getattr(cle, name)(**{**arguments, **changed})
    except REFUSED as e:
        assert str(e).startswith(name), str(e)
        assert len(str(e)) > 10
        return None


@pytest.mark.parametrize("name", NAMES)
def test_numbers(name):
    arguments = good(name)
    for p in params(name, "real", "whole"):
        for value in (float("inf"), "7", [1, 2], object()):
            refused(name, p["name"], arguments, **{p["name"]: value})
        if not p["optional"]:  # else both mean that it is left out
            refused(name, p["name"], arguments, **{p["name"]: float("nan")})
            refused(name, p["name"], arguments, **{p["name"]: None})
        if p["min"] > -1e15:
            refused(name, p["name"], arguments, **{p["name"]: p["min"] - 1})
        if p["max"] < 1e15:
            refused(name, p["name"], arguments, **{p["name"]: p["max"] * 1.5 + 1 if p["kind"] == "real" else p["max"] + 1})
        for value in (1e300, -1e300, *([2**70, -2**70] if p["kind"] == "whole" else [])):
            refused(name, p["name"], arguments, **{p["name"]: value})
    for p in params(name, "whole"):
        refused(name, p["name"], arguments, **{p["name"]: p["min"] + 0.5})
    for p in params(name, "choice"):
        for value in ("", "bocks", None, 99, -1, 0.5):
            refused(name, p["name"], arguments, **{p["name"]: value})
    for p in params(name, "flag"):
        for value in ("yes", None):
            refused(name, p["name"], arguments, **{p["name"]: value})
    for p in params(name, "matrix"):
        for value in ("m", np.eye(2), np.full((4, 4), np.nan), [[1, 2], [3]], 1):
            refused(name, p["name"], arguments, **{p["name"]: value})


@pytest.mark.parametrize("name", NAMES)
def test_images(name):
    arguments = good(name)
    for p in params(name, "src"):
        for value in (np.zeros((0, 5)), np.zeros((1,) * 6), "image", b"image", object(), [[1, 2], [3]],
                      np.zeros((3, 3), complex), np.array(["a"]), np.array([2**40]), np.array([-2**40])):
            refused(name, p["name"], arguments, **{p["name"]: value})
        if not p["optional"]:
            refused(name, p["name"], arguments, **{p["name"]: None})


@pytest.mark.parametrize("name", NAMES)
def test_shapes_that_do_not_fit(name):
    """Every other shape of every image, a single pixel among them."""
    arguments = good(name)
    for p in params(name, "src"):
        for shape in ((), (1,), (1, 1), (1, 1, 1), (3,), (4, 9), (2, 3, 4), (3, 2, 3, 4), (2, 2, 2, 3, 4)):
            for dtype in (np.float32, np.uint8):
                survives(name, arguments, **{p["name"]: np.ones(shape, dtype)})


@pytest.mark.parametrize("name", NAMES)
def test_larger_than_the_image(name):
    """Radii, sizes and places far outside of a tiny image."""
    inputs = {p["name"]: np.arange(6, dtype=np.uint8).reshape(2, 3) for p in params(name, "src")}
    if not all(p["name"] in inputs for p in params(name, "src") if not p["optional"]):
        return
    for p in params(name, "real", "whole"):
        for value in (p["max"], p["min"]):
            if abs(value) <= 1000:
                survives(name, inputs, **{p["name"]: int(value) if p["kind"] == "whole" else value})


@pytest.mark.parametrize("name", NAMES)
def test_names(name):
    arguments = good(name)
    refused(name, "sigmo_x", arguments, sigmo_x=1)
    for p in params(name, "real", "whole", "choice"):
        with pytest.raises(TypeError, match=f"did you mean '{p['name']}'"):
            getattr(cle, name)(**arguments, **{p["name"] + "x": 1})
    with pytest.raises(TypeError, match=name):
        getattr(cle, name)(*[None] * 40)
    if params(name, "src") and not params(name, "src")[0]["optional"]:
        with pytest.raises(TypeError, match=name):
            getattr(cle, name)()


@pytest.mark.parametrize("name", NAMES)
def test_outputs(name):
    """An output of the wrong shape, or that is no image, is refused and stays as it is."""
    arguments = good(name)
    for p in params(name, "dst"):
        result = getattr(cle, name)(**arguments)
        result = result[0] if isinstance(result, tuple) else result
        wrong = cle.full((*result.shape[:-1], result.shape[-1] + 1) if result.ndim else (2,), 7, result.dtype)
        refused(name, p["name"], arguments, **{p["name"]: wrong})
        assert (wrong.get() == 7).all()
        host = np.full(wrong.shape, 7, result.dtype)
        refused(name, p["name"], arguments, **{p["name"]: host})
        assert (host == 7).all()
        for value in ("out", [[1, 2]], np.zeros(result.shape, complex), np.zeros(result.shape, "U1")):
            refused(name, p["name"], arguments, **{p["name"]: value})
        fixed = np.zeros(result.shape, result.dtype)
        fixed.flags.writeable = False
        refused(name, p["name"], arguments, **{p["name"]: fixed})


@pytest.mark.parametrize("name", NAMES)
def test_a_failed_parameter_leaves_the_output_alone(name):
    arguments = good(name)
    result = getattr(cle, name)(**arguments)
    numbers = [p for p in params(name, "real", "whole") if not p["optional"]]
    if not isinstance(result, cle.Array) or not numbers or not params(name, "dst"):
        return
    out = cle.full_like(result, 7)
    refused(name, numbers[-1]["name"], {**arguments, params(name, "dst")[0]["name"]: out}, **{numbers[-1]["name"]: float("nan")})
    assert (out.get() == 7).all()


@pytest.mark.parametrize("name", NAMES)
def test_outputs_are_filled(name):
    """An output that fits is filled, returned, and holds what a new one would, as its own pixel type."""
    arguments = good(name)
    outputs = params(name, "dst")
    result = getattr(cle, name)(**arguments)
    if not isinstance(result, cle.Array) or len(outputs) != 1:
        return
    out = cle.full_like(result, 7)
    assert getattr(cle, name)(**arguments, **{outputs[0]["name"]: out}) is out
    assert cases.canonical(out) == cases.canonical(result)
    host = np.full(result.shape, 7, result.dtype)
    assert getattr(cle, name)(**arguments, **{outputs[0]["name"]: host}) is host
    assert cases.canonical(host) == cases.canonical(result)


@pytest.mark.parametrize("name", NAMES)
def test_inputs_are_never_written(name):
    arguments = good(name)
    before = {p["name"]: np.array(arguments[p["name"]]) for p in params(name, "src") if p["name"] in arguments}
    pushed = {k: cle.push(v) if k in before else v for k, v in arguments.items()}
    if any(p["kind"] == "dst" and p["name"] in pushed for p in cle.describe(name)["params"]):
        return
    first = cases.outcome(cle, name, pushed)
    assert first == cases.outcome(cle, name, arguments)
    for k, v in before.items():
        assert cases.canonical(pushed[k]) == cases.canonical(v), k


@pytest.mark.parametrize("name", NAMES)
def test_two_devices(name):
    """Images on two devices: an error that says so, unless the call is told where to run."""
    devices = [d for d in cle.devices() if not d.error]
    inputs = params(name, "src")
    if len(devices) < 2 or len(inputs) < 2 or any(p["optional"] for p in inputs):
        return
    arguments = good(name)
    expected = cases.outcome(cle, name, arguments)
    for k, p in enumerate(inputs):
        arguments[p["name"]] = cle.push(arguments[p["name"]], device=devices[k % 2])
    with pytest.raises(cle.DeviceError, match=name):
        getattr(cle, name)(**arguments)
    assert cases.outcome(cle, name, arguments, device=devices[1]) == expected


def test_unknown_operation():
    with pytest.raises(AttributeError, match="did you mean 'greater_constant'"):
        cle.greater_konstant
    with pytest.raises(cle.UnknownNameError, match="did you mean 'greater_constant'"):
        cle.operation("greater_konstant")
    with pytest.raises(cle.UnknownNameError, match="there is no device 'nix'; there are: .*cpu"):
        cle.select_device("nix")
    with pytest.raises(cle.UnknownNameError):
        cle.copy(np.ones(3), device="nix")
    for wrong in (99, -1):
        with pytest.raises(ValueError):
            cle.copy(np.ones(3), device=wrong)
    with pytest.raises(TypeError):
        cle.copy(np.ones(3), device=1.5)


def test_files(tmp_path):
    image = cle.push(np.ones((3, 4), np.uint8))
    path = tmp_path / "a.npy"
    cle.imwrite(path, image)
    before = path.read_bytes()
    with pytest.raises(FileExistsError, match="exists already"):
        cle.imwrite(path, image * 2)
    assert path.read_bytes() == before
    with pytest.raises(OSError, match="missing"):
        cle.imread(tmp_path / "missing.npy")
    with pytest.raises(OSError):
        cle.imwrite(tmp_path / "no" / "a.npy", image)
    with pytest.raises(cle.IsovoxError):
        cle.imwrite(tmp_path / "a.jpeg", image)
    (tmp_path / "b.npy").write_bytes(before[:-3])
    with pytest.raises(cle.FormatError):
        cle.imread(tmp_path / "b.npy")
    (tmp_path / "c.tif").write_text("no image")
    with pytest.raises(cle.FormatError):
        cle.imread(tmp_path / "c.tif")
    with pytest.raises(ValueError, match="compression"):
        cle.imwrite(tmp_path / "d.tif", image, compression="best")
    with pytest.raises(TypeError):
        cle.imread(7.5)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.npy", "b.npy", "c.tif"]
