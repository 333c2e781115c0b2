"""What tests share: the repository, the devices, the real images."""
import pathlib
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DATA = ROOT.parent / "shared" / "data"
sys.path.insert(0, str(HERE))


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture
def data():
    """A function of a real image's name; the test is skipped where the image is not."""
    def path(name):
        if not (DATA / name).exists():
            pytest.skip(f"{name} is not there: real images lie in ../shared/data")
        return DATA / name
    return path
