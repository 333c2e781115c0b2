"""Who may include whom: faces see the public header alone, operations see primitives and the core, the
core sees backends, and nobody looks back up."""
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
ALLOWED = {
    "include/isovox": ["isovox/"],
    "src/backend": ["backend/", "core/error.h", "isovox/"],
    "src/core": ["core/", "backend/", "gen/", "isovox/"],
    "src/kernel": ["kernel/", "core/", "gen/", "isovox/"],
    "src/ops": ["ops/", "kernel/", "core/", "gen/", "isovox/"],  # parameters that operations share
    "src/io": ["io/", "core/", "isovox/"],
    "src/gen": ["core/", "backend/", "isovox/"],
    "cli": ["isovox/"],
    "python": ["isovox/"],
    "examples": ["isovox/"],
}
# A kernel text's CPU build makes tables for the CPU backend, which has the generated list of them.
EXCEPTIONS = {("src/kernel/common/cpu.h", "backend/cpu.h"), ("src/backend/isa.c", "gen/cpu_tables.h")}
OURS = {"isovox", "core", "backend", "kernel", "ops", "io", "gen", "stream", "cli", "python"}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.M)


def includes():
    """(file, what it includes) for each header of ours."""
    for area in ALLOWED:
        for path in sorted((ROOT / area).rglob("*")):
            if path.suffix not in (".c", ".h", ".cl") or not path.is_file():
                continue
            for mark, name in INCLUDE.findall(path.read_text()):
                if name.split("/")[0] in OURS and "/" in name:
                    yield area, path.relative_to(ROOT).as_posix(), name
                elif mark == '"':  # beside the file itself
                    assert (path.parent / name).is_file() or (ROOT / area / name).is_file(), (
                        f"{path.relative_to(ROOT)} includes {name}, which is not there")


def test_nobody_looks_back_up():
    seen = list(includes())
    assert len(seen) > 50, "the folders have moved: this test sees nothing"
    wrong = [
        f"{path} includes {name}"
        for area, path, name in seen
        if not any(name.startswith(a) for a in ALLOWED[area]) and (path, name) not in EXCEPTIONS
    ]
    assert not wrong, "\n".join(wrong)


def test_operations_do_not_name_a_backend():
    word = re.compile(r"\b(?:iv__backend_\w+|cuda|opencl|cuMem\w*|clEnqueue\w*)\b", re.I)
    code = re.compile(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\])*\"", re.S)  # comments and strings aside
    wrong = []
    for path in sorted((ROOT / "src/ops").rglob("*.[ch]*")):
        for hit in word.findall(code.sub("", path.read_text())):
            wrong.append(f"{path.relative_to(ROOT)}: {hit}")
    assert not wrong, "\n".join(wrong)
