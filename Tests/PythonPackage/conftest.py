"""What the tests of the Python package share: runs made through it, once."""

import os
import pathlib
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "Sources" / "Python"
sys.path.insert(0, str(PACKAGE / "src"))

# A weak heart at a fast rate: the same program, in seconds instead of minutes.
QUICK = {
    "circulation.heartRate": (200, "1/min"),
    "wall.contractilityLeft": "0.1 1",
    "wall.contractilityRight": "0.1 1",
}


@pytest.fixture(scope="session")
def patient():
    """The generated heart, whose run takes seconds."""
    if not os.environ.get("HEARTTWIN_BINARY"):
        pytest.skip("HEARTTWIN_BINARY names no program; scripts/test sets it")
    return ROOT / "patients" / "ideal-biv.h5"


@pytest.fixture(scope="session")
def heart(patient, tmp_path_factory):
    """One beat of a heart, and what was told of its progress."""
    import hearttwin

    told = []
    run = hearttwin.simulate(
        patient, settings=QUICK, maximum_beats=1, progress=told.append,
        output=tmp_path_factory.mktemp("python") / "heart.run")
    return run, told


@pytest.fixture(scope="session")
def bled(patient):
    """The closed loop after a haemorrhage, in a temporary folder."""
    import hearttwin

    return hearttwin.simulate(patient, level="loop", interventions="haemorrhage(volume=500 mL)")
