"""Writes what follows from the operations' tables, and checks that it is up to date.

    gen.py            writes src/gen/, include/isovox/ops.h and python/isovox/__init__.pyi
    gen.py --check    exits 1 if any of it would change
    gen.py --json     prints the operations as `isovox ops --json` does

The tables are read as text through the C preprocessor (cc -E with IV__GEN, see src/core/op.h), so no
built library is needed.
"""
import ast
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
NOTE = "/* Made by tools/gen.py from the operations' tables: do not edit. */\n"
C_TYPE = {"SRC": "iv_image *", "DST": "iv_image **", "REAL": "double ", "WHOLE": "int64_t ", "FLAG": "int ",
          "CHOICE": "int ", "MATRIX": "const double *", "NUMBER": "double *", "TABLE": "iv_table **"}
FIELD = {"SRC": "image", "DST": "result", "REAL": "real", "WHOLE": "whole", "FLAG": "whole", "CHOICE": "whole",
         "MATRIX": "matrix", "NUMBER": "number", "TABLE": "table"}


def strings(text):
    """Adjacent C string literals as one Python string."""
    parts = re.findall(r'"(?:[^"\\]|\\.)*"', text)
    return "".join(ast.literal_eval(p) for p in parts)


def split(text):
    """The arguments of a macro call, at top level."""
    parts, depth, quoted, start = [], 0, False, 0
    for i, ch in enumerate(text):
        if ch == '"' and text[i - 1] != "\\":
            quoted = not quoted
        elif not quoted and ch in "([{":
            depth += 1
        elif not quoted and ch in ")]}":
            depth -= 1
        elif not quoted and depth == 0 and ch == ",":
            parts.append(text[start:i].strip())
            start = i + 1
    return parts + [text[start:].strip()]


def closing(text, at):
    """The place of the bracket that closes the one at `at`."""
    depth, quoted = 0, False
    for i in range(at, len(text)):
        ch = text[i]
        if ch == '"' and text[i - 1] != "\\":
            quoted = not quoted
        elif not quoted:
            depth += (ch in "([{") - (ch in ")]}")
            if depth == 0:
                return i
    raise ValueError("no closing bracket")


def number(text):
    return float(text.strip("\"'"))


def parameter(kind, a):
    p = {"name": a[0], "kind": kind, "help": strings(a[-1])}
    if kind in ("SRC", "SRC_OPTIONAL"):
        p.update(kind="SRC", type=strings(a[1]).lower(), optional=kind == "SRC_OPTIONAL")
    elif kind == "DST":
        p.update(like=strings(a[1]), type=strings(a[2]).lower(), optional=True)
    elif kind == "REAL":
        p.update(default=number(a[1]), min=number(a[2]), max=number(a[3]), ui_max=number(a[3]))
    elif kind == "REAL_OR_NONE":
        p.update(kind="REAL", optional=True, default=None, min=-3.4028234663852886e38, max=3.4028234663852886e38,
                 ui_max=3.4028234663852886e38)
    elif kind == "LENGTH":
        p.update(kind="REAL", axis=strings(a[1]).strip("'"), default=number(a[2]), min=number(a[3]),
                 max=number(a[4]), ui_max=number(a[5]), unit="pixel")
    elif kind == "FACTOR":
        p.update(kind="REAL", default=number(a[1]), min=number(a[2]), max=number(a[3]), ui_max=number(a[4]))
    elif kind == "ANGLE":
        p.update(kind="REAL", axis=strings(a[1]).strip("'"), default=number(a[2]), min=-1e6, max=1e6,
                 ui_max=360.0, unit="degree")
    elif kind == "WHOLE":
        p.update(default=number(a[1]), min=number(a[2]), max=number(a[3]), ui_max=number(a[4]))
    elif kind == "FLAG":
        p.update(default=number(a[1]), min=0.0, max=1.0, ui_max=1.0)
    elif kind == "CONNECTIVITY":
        p.update(kind="CHOICE", default=0.0, min=0.0, max=1.0, ui_max=1.0, choices=["box", "sphere"])
    elif kind == "MATRIX":
        p.update(optional=True)
    return p


def results_memory(params):
    """What the results take, as core/registry.c has it."""
    return float(sum(0.25 if p["type"] in ("u8", "binary") else 1 for p in params if p["kind"] == "DST"))


def read_file(path):
    """The operations of one file."""
    text = subprocess.run(["cc", "-E", "-P", "-DIV__GEN", "-I", ROOT / "src", "-I", ROOT / "include", path],
                          check=True, capture_output=True, text=True).stdout
    tables = {}
    for m in re.finditer(r"struct iv__param (\w+)\s*\[\]\s*=\s*\{", text):
        body = text[m.end():closing(text, m.end() - 1)]
        tables[m[1]] = [parameter(k[1], split(body[k.end():closing(body, k.end() - 1)]))
                        for k in re.finditer(r"@([A-Z_]+)\s*\(", body)]
    found = []
    for m in re.finditer(r"@OPERATION (\w+)(.*?)OPERATION_END", text, re.S):
        fields = {}
        for part in split(m[2]):
            if f := re.match(r"\.(\w+)\s*=\s*(.*)", part, re.S):
                fields[f[1]] = f[2]
        found.append({"name": m[1], "alias_of": "", "params": tables[fields["params"].strip()],
                      **{k: strings(fields.get(k, "")) for k in
                         ("summary", "detail", "categories", "classic", "reference")},
                      "tolerance": float(fields.get("tolerance", "0").strip("f ")),
                      "memory": float(fields.get("memory", "0")) or results_memory(tables[fields["params"].strip()]),
                      "path": str(path.relative_to(ROOT))})
    for m in re.finditer(r"@ALIAS (\w+) (\w+)", text):
        found.append({"name": m[1], "alias_of": m[2]})
    return found


def read_all():
    ops = [op for path in sorted((ROOT / "src/ops").glob("*/*.c")) for op in read_file(path)]
    by_name = {op["name"]: op for op in ops}
    for op in ops:
        if op["alias_of"]:
            op.update({k: v for k, v in by_name[op["alias_of"]].items() if k not in ("name", "alias_of")})
    return sorted(ops, key=lambda op: op["name"])


def comment(op):
    lines = [op["summary"]] + [f"  {p['name']}: {p['help']}" for p in op["params"]] + [f"Classical: {op['classic']}"]
    return "/* " + "\n".join(lines).replace("*/", "* /") + " */\n"


def typed(op, prefix, first, types, call):
    """A typed inline function over an untyped call."""
    args = [first] if first else []
    args += [types[p["kind"]] + p["name"] for p in op["params"]]
    sets = "".join(f"    v_[{i}].{'image' if prefix == 'op_' and p['kind'] == 'DST' else FIELD[p['kind']]} = {p['name']};\n"
                   for i, p in enumerate(op["params"]))
    result = "iv_status " if prefix == "iv_" else "iv_image *"
    return (f"static inline {result}{prefix}{op['name']}({', '.join(args)})\n{{\n    iv_value v_[{len(op['params'])}];\n"
            f"{sets}    return {call};\n}}\n")


def outputs(ops):
    registry = NOTE + '#include "core/op.h"\n\n'
    registry += "".join(f"extern const iv_op iv__op_{op['name']};\n" for op in ops)
    registry += "\nconst iv_op *const iv__ops[] = {\n" + "".join(f"    &iv__op_{op['name']},\n" for op in ops) + "};\n"
    registry += f"const int iv__ops_count = {len(ops)};\n"

    calls = NOTE + "/* Every operation as a step of another: images are z y x; a result that is NULL is scratch. */\n"
    calls += "#ifndef IV__CALLS_H\n#define IV__CALLS_H\n#include \"core/op.h\"\n\n"
    inner = dict(C_TYPE, DST="iv_image *")
    for op in ops:
        n = len(op["params"])
        calls += f"extern const iv_op iv__op_{op['name']};\n"
        calls += typed(op, "op_", "struct iv_run *r_", inner, f"iv__run_op(r_, &iv__op_{op['name']}, v_, {n})") + "\n"
    calls += "#endif\n"

    public = NOTE + "/* Every operation as a typed function. A result goes to *output: one that is NULL is made. */\n"
    public += "#ifndef ISOVOX_OPS_H\n#define ISOVOX_OPS_H\n#include \"isovox/isovox.h\"\n\n"
    for op in ops:
        n = len(op["params"])
        device = "" if any(p["kind"] == "SRC" and not p["optional"] for p in op["params"]) else "iv_device *device_"
        public += comment(op)
        public += typed(op, "iv_", device, C_TYPE,
                        f"iv_call(iv_op_find(\"{op['name']}\"), {'device_' if device else 'NULL'}, v_, {n})") + "\n"
    public += "#endif\n"

    stems = sorted(p.stem for p in (ROOT / "src/kernel").glob("*/*_cpu.c"))
    stems += sorted(p.stem for p in (ROOT / "src/ops").glob("*/*.c") if "MAP_FAMILY" in p.read_text())
    tables = NOTE + "/* The kernel tables of one instruction set: X(stem) for each source file that has one. */\n"
    tables += "#define IV__CPU_TABLES(X)" + "".join(f" \\\n    X({s})" for s in stems) + "\n"
    return {"src/gen/registry.c": registry, "src/gen/calls.h": calls, "src/gen/cpu_tables.h": tables,
            "include/isovox/ops.h": public, "python/isovox/__init__.pyi": stub(ops)}


PYTHON_TYPE = {"SRC": "ArrayLike", "REAL": "float", "WHOLE": "int", "FLAG": "bool", "CHOICE": "str", "MATRIX": "ArrayLike"}
PYTHON_RESULT = {"DST": "Array", "NUMBER": "float", "TABLE": "Table"}


def python_parameter(p):
    """A parameter of a function's stub; the package makes the functions alike (python/isovox/_operations.py)."""
    name, kind = p["name"], p["kind"]
    if kind == "DST":
        return f"{name}: Array | NDArray[Any] | None = None"
    if p.get("optional"):
        return f"{name}: {PYTHON_TYPE[kind]} | None = None"
    if kind == "SRC":
        return f"{name}: {PYTHON_TYPE[kind]}"
    value = p["default"]
    text = repr(p["choices"][int(value)] if kind == "CHOICE" else bool(value) if kind == "FLAG" else
                int(value) if value == int(value) and abs(value) < 1e15 else value)
    return f"{name}: {PYTHON_TYPE[kind]} = {text}"


def stub(ops):
    """The package's types, for editors and type checkers: its own names as __init__.py has them, and the functions."""
    package = (ROOT / "python/isovox/__init__.py").read_text()
    source = ast.parse((ROOT / "python/isovox/_more.py").read_text())
    more = next(ast.literal_eval(n.value) for n in source.body if isinstance(n, ast.Assign) and n.targets[0].id == "MORE")
    text = "# Made by tools/gen.py from the operations' tables: do not edit.\n# ruff: noqa\n"
    text += "from typing import Any, Callable\n\nfrom numpy.typing import ArrayLike, NDArray\n\n"
    for m in re.finditer(r"^from (\._\w+) import (?:\(([^)]*)\)|(.*))$", package, re.M):
        names = [n.strip() for n in (m[2] or m[3]).split(",")]
        text += f"from {m[1]} import " + ", ".join(f"{n} as {n}" for n in names) + "\n"
    text += "\n__version__: str\n\ndef set_progress(f: Callable[[float, str], Any] | None) -> None: ...\n"
    for op in ops:
        hidden = ("NUMBER", "TABLE", "DST") if "in place" in op["categories"] else ("NUMBER", "TABLE")
        parts = [python_parameter(p) for p in op["params"] if p["kind"] not in hidden]
        parts += [f"{n}: {t} = {d!r}" for n, t, d, _ in more.get(op["name"], [])]
        parts.append("device: Device | str | int | None = None")
        results = [PYTHON_RESULT[p["kind"]] for p in op["params"] if p["kind"] in PYTHON_RESULT]
        result = results[0] if len(results) == 1 else f"tuple[{', '.join(results) or '()'}]"
        text += f"def {op['name']}({', '.join(parts)}) -> {result}: ...\n"
    return text


def as_json(ops):
    def parameter_json(p):
        out = {"name": p["name"], "kind": p["kind"].lower(), "help": p["help"], "optional": p.get("optional", False)}
        if "type" in p:
            out["type"] = p["type"]
        if "default" in p:
            out.update({k: p[k] for k in ("default", "min", "max", "ui_max")})
        out.update({k: p[k] for k in ("unit", "axis", "choices") if p.get(k)})
        return out
    return [{**{k: op[k] for k in ("name", "summary", "detail", "categories", "classic", "reference", "alias_of",
                                   "tolerance", "memory")},
             "params": [parameter_json(p) for p in op["params"]]} for op in ops]


def main():
    ops = read_all()
    if "--json" in sys.argv:
        print(json.dumps(as_json(ops), indent=1))
        return
    stale = []
    for name, text in outputs(ops).items():
        path = ROOT / name
        if not path.exists() or path.read_text() != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
    if "--check" in sys.argv and stale:
        sys.exit(f"not up to date: {', '.join(stale)}; run `make gen` and commit the result")
    print(f"{len(ops)} operations; {'changed: ' + ', '.join(stale) if stale else 'nothing changed'}")


if __name__ == "__main__":
    main()
