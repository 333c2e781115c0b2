"""Scripts for pyclesperanto run: names, order and defaults of parameters, and types of results, are the same."""
import ast
import inspect
import pathlib
import re

import isovox as cle
import numpy as np
import pytest

import cases

# Where Isovox is different on purpose.
# equal answers as the other comparisons do; theirs keeps the first image's type.
RESULTS = {"equal": "u1"}

# Parameters that ours takes besides, after theirs.
MORE = {"labels_statistics": ["physical"]}

# Images that theirs lets be left out, to no use.
NEEDED = {("sum_of_all_pixels", "input_image"), ("product_of_all_pixels", "input_image")}


def parameters_of(text):
    """(name, default) of each parameter; no default is inspect.Parameter.empty."""
    found = []
    for part in re.split(r",\s*(?![^\[]*\])", text) if text else []:
        name, _, default = part.partition("=")
        if not default:
            found.append((name, inspect.Parameter.empty))
        elif default in ("nan", "max float", "min float"):
            found.append((name, {"nan": np.nan, "max float": 3.4028234663852886e38, "min float": -3.4028234663852886e38}[default]))
        else:
            found.append((name, ast.literal_eval(default)))
    return found


def signatures():
    text = (pathlib.Path(__file__).parent / "pyclesperanto_signatures.txt").read_text()
    for line in text.splitlines():
        if m := re.match(r"(\w+)\((.*)\) -> (\w+)$", line):
            yield m[1], parameters_of(m[2]), m[3]


SIGNATURES = list(signatures())
PRESENT = [s for s in SIGNATURES if hasattr(cle, s[0])]
NAMED = pytest.mark.parametrize("name, expected, result", PRESENT, ids=[s[0] for s in PRESENT])


def test_the_list_is_there():
    assert len(SIGNATURES) > 350
    assert len(PRESENT) >= 6


def same_default(ours, theirs):
    """A number that theirs leaves open as "not a number" is None here."""
    if isinstance(theirs, float) and np.isnan(theirs):
        return ours is None or np.isnan(ours)
    return type(ours) is type(theirs) and ours == theirs or (
        isinstance(ours, (int, float)) and isinstance(theirs, (int, float)) and not isinstance(ours, bool)
        and not isinstance(theirs, bool) and np.float32(ours) == np.float32(theirs))


@NAMED
def test_signature(name, expected, result):
    ours = [(p.name, p.default) for p in inspect.signature(getattr(cle, name)).parameters.values()]
    assert ours[-1] == ("device", None)
    assert [n for n, _ in ours[:-1]] == [n for n, _ in expected] + MORE.get(name, [])
    for (n, have), (_, want) in zip(ours, expected):
        if want is inspect.Parameter.empty and "output" in n:
            continue  # ours makes an output that theirs requires
        if (name, n) in NEEDED:
            continue
        assert have is want or same_default(have, want), f"{n} is {have!r}, theirs is {want!r}"


def expected_type(name, result, first):
    first = np.dtype(first)
    result = RESULTS.get(name, result)
    if result == "same":
        return first
    if result == "sum":
        return np.dtype({"f": "f4", "u": "u4", "i": "i4"}[first.kind])
    return np.dtype(result)


@NAMED
def test_result_type(name, expected, result):
    if result == "other":
        return
    tried = 0
    for label, arguments in cases.cases(cle.describe(name)):
        try:
            out = getattr(cle, name)(**arguments)
        except cle.IsovoxError:
            continue
        tried += 1
        if arguments.get("interpolate"):  # theirs casts what lies between pixels back to the image's type
            assert out.dtype == np.float32
        elif result == "float":
            assert isinstance(out, float)
        elif result == "table":
            assert isinstance(out, dict)
        elif result == "bool":
            assert isinstance(out, bool)
        else:
            first = next(iter(arguments.values())).dtype
            assert out.dtype == expected_type(name, result, first), label
    assert tried


@NAMED
def test_docstring(name, expected, result):
    """Every parameter is explained, and the text says what it is equal to."""
    text = inspect.getdoc(getattr(cle, name))
    assert text and text.split("\n")[0].endswith(".")
    assert "Parameters\n----------\n" in text and "Returns\n-------\n" in text
    for n, _ in expected:
        assert f"\n{n} : " in text
