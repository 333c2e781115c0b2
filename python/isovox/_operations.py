"""A Python function for each operation of the library, made when it is first asked for."""
import inspect

from . import _isovox
from ._errors import UnknownNameError
from ._more import ADAPT, MORE

_names = _isovox.names()
_index = {name: i for i, name in enumerate(_names)}
_made = {}
_described = {}

_TYPES = {"real": float, "whole": int, "flag": bool, "choice": str}
_TAKEN = {"any": "any pixel type", "f32": "taken as float32", "u8": "taken as uint8", "u32": "taken as uint32",
          "binary": "every pixel that is not 0 counts", "labels": "labels, taken as uint32"}
_GIVEN = {"same": "of the same pixel type", "f32": "float32", "u8": "uint8", "u32": "uint32",
          "binary": "uint8, 0 and 1", "labels": "labels, uint32", "sum": "float32, or 32-bit integers of integers"}


def describe(name):
    """What the library says of an operation: a dict as `isovox ops --json` has it."""
    if name not in _described:
        _described[name] = _isovox.describe(index_of(name))
    return _described[name]


def index_of(name):
    if name in _index:
        return _index[name]
    near = _isovox.nearest(name)
    raise UnknownNameError(f"there is no operation '{name}'" + (f"; did you mean '{near}'?" if near else ""))


def _plain(value):
    return int(value) if value == value and abs(value) < 1e15 and value == int(value) else value


def default_of(p):
    """A parameter's default as Python has it, or inspect.Parameter.empty."""
    kind = p["kind"]
    if kind == "choice":
        return p["choices"][int(p["default"])]
    if kind == "flag":
        return bool(p["default"])
    if p["optional"]:
        return None
    if kind in ("real", "whole"):
        return _plain(p["default"])
    return inspect.Parameter.empty


def _limits(p):
    """The legal range in words; ends beyond any practical number are left out."""
    ends = [f"{word} {_plain(p[key]):.9g}" for key, word in (("min", "at least"), ("max", "at most")) if abs(p[key]) < 1e15]
    unit = {"pixel": "in pixels", "degree": "in degrees"}.get(p.get("unit"))
    words = ", ".join(filter(None, [unit, " and ".join(ends)]))
    return f" {words[0].upper()}{words[1:]}." if words else ""


def _entry(p):
    """One parameter in words, as NumPy's style has it."""
    kind, text = p["kind"], p["help"]
    if kind == "src":
        head = f"{p['name']} : Array, ndarray or list" + (", optional" if p["optional"] else "")
        text += f" ({_TAKEN[p['type']]})" if p["type"] in _TAKEN else ""
    elif kind == "dst":
        head = f"{p['name']} : Array or ndarray, optional"
        text = "Filled with the result, and returned. Its shape must be the result's."
    elif kind == "matrix":
        head = f"{p['name']} : 3x3 or 4x4 numbers, optional"
    else:
        head = f"{p['name']} : {_TYPES[kind].__name__}, default {default_of(p)!r}"
        if kind == "choice":
            text += " One of " + ", ".join(map(repr, p["choices"])) + "."
        elif kind != "flag":
            text += _limits(p)
    return f"{head}\n    {text}"


def _result(p):
    if p["kind"] == "number":
        return f"{p['name']} : float\n    {p['help']}"
    if p["kind"] == "table":
        return f"{p['name']} : Table\n    {p['help']} A dict of columns by name."
    return f"{p['name']} : Array\n    {p['help']} ({_GIVEN.get(p['type'], p['type'])})"


def document(name):
    """The docstring of an operation."""
    op = describe(name)
    hidden = ("number", "table", "dst") if in_place(op) else ("number", "table")
    inputs = [p for p in op["params"] if p["kind"] not in hidden]
    outputs = [p for p in op["params"] if p["kind"] in ("dst", "number", "table")]
    parts = [op["summary"]]
    if op["alias_of"]:
        parts.append(f"The same as {op['alias_of']}.")
    if op["detail"]:
        parts.append(op["detail"])
    device = "device : Device, str or int, optional\n    Where to run. None: where the first image is, else the selected device."
    more = [f"{n} : {t}, default {d!r}\n    {text}" for n, t, d, text in MORE.get(name, [])]
    parts.append("Parameters\n----------\n" + "\n".join([*map(_entry, inputs), *more, device]))
    if outputs:
        parts.append("Returns\n-------\n" + "\n".join(map(_result, outputs)))
    parts.append("Raises\n------\nIsovoxError\n    In words, if an image's shape or type or a parameter does not fit; also a ValueError or\n"
                 "    TypeError, whichever it is.")
    notes = "Images are z, y, x; axes t and c before them are mapped over. The same bits come from every device."
    if op["classic"]:
        notes += f"\n\nClassical equivalent: ``{op['classic']}``"
        notes += f", to {op['tolerance']:g} of the maximum." if op["tolerance"] else ", exactly."
    notes += f"\n\nDevice memory: at most {op['memory']:.3g} images of 32-bit pixels, the result included."
    parts.append("Notes\n-----\n" + notes)
    if op["reference"]:
        parts.append("References\n----------\n" + op["reference"])
    return "\n\n".join(parts) + "\n"


def _refuse(name, unknown):
    import difflib

    known = [p["name"] for p in describe(name)["params"]] + [n for n, *_ in MORE.get(name, [])] + ["device"]
    word = next(iter(unknown))
    near = difflib.get_close_matches(word, known, 1, 0.4)
    hint = f"; did you mean '{near[0]}'?" if near else f"; there are {', '.join(known)}"
    raise TypeError(f"{name}: there is no parameter '{word}'{hint}")


def in_place(op):
    """Whether the function fills the image it is given, and takes no other output."""
    return "in place" in _listed(op["categories"])


def _listed(categories):
    return [c.strip() for c in categories.split(",") if c.strip()]


def make(name):
    """The function of an operation."""
    op = describe(name)
    shown, passed = [], []
    for p in op["params"]:
        if p["kind"] in ("number", "table"):
            continue
        if p["kind"] == "dst" and in_place(op):
            passed.append(passed[0])
            continue
        shown.append(inspect.Parameter(p["name"], inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default_of(p),
                                       annotation=_TYPES.get(p["kind"], inspect.Parameter.empty)))
        passed.append(p["name"])
    more = [n for n, *_ in MORE.get(name, [])]
    shown += [inspect.Parameter(n, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=d) for n, _, d, _ in MORE.get(name, [])]
    shown.append(inspect.Parameter("device", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None))
    values = {"call": _isovox.call, "refuse": _refuse, "adapt": ADAPT.get(name)}
    values.update((f"_{p.name}", p.default) for p in shown)
    texts = [p.name if p.default is p.empty else f"{p.name}=_{p.name}" for p in shown]
    given = f"*adapt({', '.join(passed + more)})" if more else ", ".join(passed)
    text = (f"def {name}({', '.join(texts)}, **unknown_):\n"
            f"    if unknown_: refuse({name!r}, unknown_)\n"
            f"    return call({_index[name]}, device, {given})\n")
    exec(compile(text, f"<isovox.{name}>", "exec"), values)
    function = values[name]
    function.__module__ = "isovox"
    function.__doc__ = document(name)
    function.__signature__ = inspect.Signature(shown)
    function.__annotations__ = {p.name: p.annotation for p in shown if p.annotation is not inspect.Parameter.empty}
    function.categories = _listed(op["categories"])
    return function


def function_of(name):
    if name not in _made:
        _made[name] = make(name)
    return _made[name]


def names():
    return _names


def has(name):
    return name in _index


def operation(name):
    """The function of an operation, by name."""
    index_of(name)
    return function_of(name)


def operations(must_have_categories=None, must_not_have_categories=None):
    """Operations by name: a dict of functions, those of all the given categories and none of the others."""
    def listed(categories):
        return [categories] if isinstance(categories, str) else list(categories or [])

    must, must_not = listed(must_have_categories), listed(must_not_have_categories)
    found = {}
    for name in _names:
        have = _listed(describe(name)["categories"])
        if all(c in have for c in must) and not any(c in have for c in must_not):
            found[name] = function_of(name)
    return found


def categories():
    """All categories of operations, in order."""
    return sorted({c for name in _names for c in _listed(describe(name)["categories"])})
