"""What the end-to-end tests share: the program, its patients, and a run that is over quickly."""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PATIENT = ROOT / "patients" / "ideal-biv.h5"

# A weak heart at a fast rate: the same program, in seconds instead of minutes.
QUICK = [
    "--set", "circulation.heartRate=200 1/min",
    "--set", "wall.contractilityLeft=0.1 1",
    "--set", "wall.contractilityRight=0.1 1",
]


class Program:
    """The built hearttwin."""

    path = os.environ.get("HEARTTWIN_BINARY")
    patient = PATIENT
    quick = QUICK

    def arguments(self, *arguments):
        return [self.path, *map(str, arguments)]

    def run(self, *arguments, env=None, timeout=300, **options):
        return subprocess.run(
            self.arguments(*arguments), capture_output=True, text=True, timeout=timeout,
            env={**os.environ, **(env or {})}, **options)

    def simulate(self, folder, *arguments, beats=2, patient=None, **options):
        """A quick simulation into a folder."""
        return self.run(
            "simulate", patient or PATIENT, "-o", folder, "--maximum-beats", beats, *QUICK,
            *arguments, **options)


@pytest.fixture(scope="session")
def program():
    if not Program.path:
        pytest.skip("HEARTTWIN_BINARY names no program; scripts/test sets it")
    return Program()

@pytest.fixture(scope="session")
def library(program):
    """The dynamic library of the closed loop."""
    path = pathlib.Path(os.environ.get("HEARTTWIN_LIBRARY", pathlib.Path(program.path).parent / "libhearttwin-c.so"))
    if not path.exists():
        pytest.skip(f"{path} is not built; scripts/test and scripts/hearttwin fmu build it")
    return path


@pytest.fixture(scope="session")
def whole_run(program, tmp_path_factory):
    """Two beats, never interrupted: the folder and the finished process."""
    folder = tmp_path_factory.mktemp("runs") / "whole.run"
    result = program.simulate(folder, "--json")
    assert result.returncode == 0, result.stderr
    return folder, result


@pytest.fixture(scope="session")
def one_beat(program, tmp_path_factory):
    """One beat, done quietly: the folder and the finished process."""
    folder = tmp_path_factory.mktemp("runs") / "one.run"
    result = program.simulate(folder, "-q", "--json", beats=1)
    assert result.returncode == 0, result.stderr
    return folder, result


@pytest.fixture
def small_disk(tmp_path):
    """A file system of a given size in kB."""
    mounted = []

    def make(kilobytes):
        if os.geteuid() != 0:
            pytest.skip("a small file system needs root")
        place = tmp_path / "disk"
        place.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)],
            capture_output=True, text=True)
        if done.returncode != 0:
            pytest.skip(f"tmpfs cannot be mounted here: {done.stderr.strip()}")
        mounted.append(place)
        return place

    yield make
    for place in mounted:
        subprocess.run(["umount", str(place)], check=True)
