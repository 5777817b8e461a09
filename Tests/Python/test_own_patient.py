"""The Python script in docs/patient-file.md makes a file that hearttwin accepts."""

import json
import os
import re
import subprocess
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("HEARTTWIN_BINARY")


def documented_function():
    text = (ROOT / "docs" / "patient-file.md").read_text()
    script = re.search(r"```python\n(.*?)```", text, re.S).group(1)
    names = {}
    exec(script, names)
    return names["write_patient"]


def hollow_box(cells=4, size=40.0):
    """A cube of tetrahedra with a cubic hollow that opens upwards."""
    step = size / cells
    inside = range(1, cells - 1)
    corners, tets = {}, []

    def corner(key):
        return corners.setdefault(key, len(corners))

    for x, y, z in np.ndindex(cells, cells, cells):
        if x in inside and y in inside and z >= 1:
            continue
        for axes in permutations(range(3)):
            at = [x, y, z]
            tet = [corner(tuple(at))]
            for axis in axes:
                at[axis] += 1
                tet.append(corner(tuple(at)))
            tets.append(tet)
    points = step * np.array(list(corners), float)
    tets = np.array(tets)
    a, b, c, d = (points[tets[:, k]] for k in range(4))
    flipped = np.einsum("ij,ij->i", np.cross(b - a, c - a), d - a) < 0
    tets[flipped] = tets[flipped][:, [1, 0, 2, 3]]
    faces = {}
    for p, q, r, s in tets:
        for face in ((q, r, s), (p, s, r), (p, q, s), (p, r, q)):
            key = tuple(sorted(face))
            faces[key] = None if key in faces else face
    triangles = np.array([face for face in faces.values() if face is not None])
    middle = points[triangles].mean(axis=1)
    low, high = step, size - step
    in_hollow = ((middle[:, :2] >= low - 1e-9) & (middle[:, :2] <= high + 1e-9)).all(axis=1)
    tags = np.full(len(triangles), 3, np.int32)
    tags[in_hollow & (middle[:, 2] > 1e-9)] = 1
    tags[middle[:, 2] > size - 1e-9] = 4
    return points, tets, np.ones(len(tets), np.int32), triangles, tags


@pytest.fixture
def patient(tmp_path):
    path = tmp_path / "own.h5"
    documented_function()(path, *hollow_box())
    return path


@pytest.mark.skipif(not BINARY, reason="HEARTTWIN_BINARY names no program")
def test_inspect_accepts_the_documented_file(patient):
    run = subprocess.run([BINARY, "inspect", str(patient), "--json"], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    report = json.loads(run.stdout)
    assert report["identifier"] == "patient-7"
    rate = next(value for value in report["values"] if value["name"] == "heart_rate")
    assert rate["value"] == 72 and rate["plausibility"] == "normal"
    # A hollow of 20 x 20 x 30 mm.
    assert abs(report["anatomy"]["leftCavityML"] - 12) < 1e-9


@pytest.mark.skipif(not BINARY, reason="HEARTTWIN_BINARY names no program")
def test_inspect_names_what_is_wrong(patient):
    import h5py

    with h5py.File(patient, "r+") as file:
        file["VTKHDF/Points"].attrs["units"] = "furlong"
    run = subprocess.run([BINARY, "inspect", str(patient)], capture_output=True, text=True)
    assert run.returncode == 65
    assert "/VTKHDF/Points@units: unknown unit" in run.stderr
