"""Runs the commands of docs/reduced.md as a reader would, and judges the reduced heart they leave."""

import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess

import h5py
import numpy as np
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("HEARTTWIN_BINARY", str(ROOT / ".build/release/hearttwin"))


def run(line, folder, code=0):
    words = shlex.split(line.replace("patients/", f"{ROOT}/patients/"))
    result = subprocess.run([BINARY, *words[1:]], cwd=folder, capture_output=True, text=True, timeout=1800)
    assert result.returncode == code, result.stderr
    return result


def commands():
    block = re.search(r"^```\n(.*?)^```", (ROOT / "docs/reduced.md").read_text(), re.M | re.S)[1]
    return block.splitlines()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reduced")
    run(commands()[0], folder)
    return folder


def test_the_reduced_heart_beats_and_writes_what_a_full_run_writes(folder):
    assert not (folder / "ideal.reduced.h5.beats").exists()
    run(commands()[1], folder)
    summary = json.loads((folder / "normal.run/summary.json").read_text())
    numbers = {n["identifier"]: n["value"] for n in summary["numbers"]}
    assert 30 < numbers["lvEFPercent"] < 70, numbers
    assert -25 < numbers["glsPercent"] < -8 and len(summary["segments"]) == 17
    assert any("reduced model" in warning for warning in summary["warnings"])
    with h5py.File(folder / "normal.run/result.vtkhdf") as file:
        assert np.isfinite(file["VTKHDF/Points"][:]).all()
        assert file["VTKHDF/CellData/active_tension_kPa"][:].max() > 10


def test_a_request_outside_of_the_box_is_named(folder):
    message = run(commands()[2], folder, code=65).stderr
    assert "contractilityLeft" in message and "--level heart" in message, message


def test_damaged_and_foreign_models_are_refused(folder):
    for name, change, word in [
        ("damaged", lambda group: group["weights"].__setitem__(0, 2 * group["weights"][0]), "damaged"),
        ("foreign", lambda group: group.attrs.__setitem__("mesh_sha256", np.bytes_("0" * 64)), "another mechanics mesh"),
    ]:
        path = folder / f"{name}.h5"
        shutil.copy(folder / "ideal.reduced.h5", path)
        with h5py.File(path, "r+") as file:
            change(file["hearttwin/reduced"])
        message = run(f"hearttwin simulate {path} --level reduced", folder, code=65).stderr
        assert word in message and "hearttwin reduce" in message, message
    message = run("hearttwin simulate patients/ideal-biv.h5 --level reduced", folder, code=65).stderr
    assert "is not there" in message, message
