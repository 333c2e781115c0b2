"""Generated files are current, and the three ways to list operations agree."""
import json
import os
import pathlib
import shutil
import subprocess
import sys

import isovox as cle
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
GEN = ROOT / "tools" / "gen.py"


def gen(*arguments):
    return subprocess.run([sys.executable, GEN, *arguments], capture_output=True, text=True)


def by_gen():
    done = gen("--json")
    assert done.returncode == 0, done.stderr
    return {op["name"]: op for op in json.loads(done.stdout)}


def rounded(value):
    """Numbers as float32 has them: both sides read the same text, one through C's double, one through Python's."""
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items()}
    if isinstance(value, list):
        return [rounded(v) for v in value]
    return f"{value:.7g}" if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def test_generated_files_are_current():
    done = gen("--check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_package_and_tables_agree():
    """What the library says of itself is what its tables say as text."""
    ours = {name: cle.describe(name) for name in cle._operations.names()}
    theirs = by_gen()
    assert sorted(ours) == sorted(theirs), "the package was built from other sources: install it again"
    for name, op in theirs.items():
        assert rounded(ours[name]) == rounded(op)


def test_command_and_tables_agree():
    command = os.environ.get("ISOVOX_BIN") or shutil.which("isovox")
    if not command or not os.path.exists(command):
        pytest.skip("the command is not built (make lib)")
    done = subprocess.run([command, "ops", "--json"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    listed = json.loads(done.stdout)
    assert rounded({op["name"]: op for op in listed}) == rounded(by_gen())
    assert [op["name"] for op in listed] == sorted(op["name"] for op in listed)
