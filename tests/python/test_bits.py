"""The promise: an operation gives the same bits on every device and with every instruction set of the CPU."""
import json
import os
import subprocess
import sys

import isovox as cle
import numpy as np
import pytest

import cases

ALIASES = [n for n in cle._operations.names() if cle.describe(n)["alias_of"]]
NAMES = [n for n in cle._operations.names() if n not in ALIASES]
CPU = next(d for d in cle.devices() if d.id == "cpu")
OTHERS = [d for d in cle.devices() if d != CPU and not d.error]


def differing(a, b):
    """Where two outcomes differ, in words."""
    if a[0] != b[0] or len(a) != len(b):
        return f"{a[0]} {a[1] if a[0] == 'error' else ''} and {b[0]} {b[1] if b[0] == 'error' else ''}"
    for k in range(1, len(a), 2):
        if a[k] != b[k]:
            if isinstance(a[k], str):
                return f"{a[k]!r} and {b[k]!r}"
            x, y = (np.frombuffer(p[k], p[k - 1].split()[0]) for p in (a, b))
            bad = np.flatnonzero(x.view(np.uint8).reshape(len(x), -1) != y.view(np.uint8).reshape(len(y), -1))
            first = bad[0] // x.itemsize
            return f"{len(bad)} bytes; the first at {first}: {x[first]!r} and {y[first]!r}"
    return ""


@pytest.mark.parametrize("device", OTHERS, ids=lambda d: d.id)
@pytest.mark.parametrize("name", NAMES)
def test_devices(name, device):
    """Three pixel types of each operation, for drivers compile a program for each; `isovox verify` takes all."""
    succeeded = 0
    for label, arguments in cases.cases(cle.describe(name), few=True):
        expected = cases.outcome(cle, name, arguments, device=CPU)
        got = cases.outcome(cle, name, arguments, device=device)
        assert got == expected, f"{label}: CPU and {device.id} differ: {differing(expected, got)}"
        succeeded += expected[0] != "error"
    assert succeeded, f"no case of {name} runs at all: {expected[1]}"


def rough(shape):
    """Whole and broken numbers, both zeros, numbers whose squares are tiny or too large, infinities, NaN; flat parts."""
    a = np.random.default_rng(1).standard_normal(shape, np.float32)
    values = {5: 0, 7: -0.0, 11: 1e-39, 13: 1e-20, 97: 3e38, 211: np.inf, 223: -np.inf, 307: np.nan}
    for step, value in values.items():
        a.flat[step // 2::step] = value
    a.flat[::3] = a.flat[::3].round()
    a[:, : shape[1] // 3] = 0
    return a


TILED = [d for d in OTHERS if "Portable Computing Language" not in d.driver or "driver 3." in d.driver]


@pytest.mark.parametrize("device", TILED, ids=lambda d: d.id)
def test_ends_of_tiles(device, monkeypatch):
    """Wherever rows end in a tile, volumes and planes. PoCL 5 loses what tiles keep."""
    filters = [
        cle.sobel, lambda image: cle.gaussian_blur(image, sigma_x=1, sigma_y=1, sigma_z=1),
        lambda image: cle.maximum_filter(image, radius_x=3, radius_y=2, radius_z=1, connectivity="sphere"),
    ]
    monkeypatch.setenv("ISOVOX_TILES", "always")
    for nx, nz in [(2, 3), (3, 3), (4, 3), (5, 3), (63, 3), (64, 3), (65, 3), (66, 3), (67, 3), (130, 5), (2, 1), (67, 1)]:
        a = rough((nz, 33, nx))
        for f in filters:
            expected, got = (f(cle.push(a, device=d)).get() for d in (CPU, device))
            nan = np.isnan(expected)
            assert (np.isnan(got) == nan).all()
            assert (got.view(np.uint32) == expected.view(np.uint32))[~nan].all()


@pytest.fixture(scope="module")
def by_instructions():
    """{instruction set: {operation: {case: digest}}} from processes of their own."""
    found = {}
    for isa in ("base", "avx2", "avx512"):
        environment = dict(os.environ, ISOVOX_ISA=isa, ISOVOX_DEVICE="cpu", ISOVOX_BACKENDS="cpu")
        done = subprocess.run([sys.executable, cases.__file__], env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]
        answer = json.loads(done.stdout)  # a set that is not there: the best one, and its name is told
        found[answer["isa"]] = answer["digests"]
    assert "base" in found
    return found


@pytest.mark.parametrize("name", NAMES)
def test_instruction_sets(name, by_instructions):
    base = by_instructions["base"][name]
    assert any(not d.startswith("error") for d in base.values()), f"no case of {name} runs at all: {base}"
    for isa, digests in by_instructions.items():
        assert digests[name] == base, f"{isa} and base differ"


@pytest.mark.parametrize("name", NAMES)
def test_twice_is_the_same(name):
    """Nothing depends on threads or on what memory held before."""
    for label, arguments in list(cases.cases(cle.describe(name)))[:3]:
        first = cases.outcome(cle, name, arguments, device=CPU)
        assert cases.outcome(cle, name, arguments, device=CPU) == first, label


@pytest.mark.parametrize("name", ALIASES)
def test_other_names(name):
    """An operation's other name does the same."""
    original = cle.describe(name)["alias_of"]
    for label, arguments in list(cases.cases(cle.describe(original)))[:3]:
        one, other = (cases.outcome(cle, n, arguments, device=CPU) for n in (name, original))
        assert one[0] == other[0] and (one == other or one[0] == "error"), label
