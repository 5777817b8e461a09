"""Runs the commands of docs/calibration.md as a reader would, and opens the ensemble with h5py."""

import os
import pathlib
import re
import shlex
import subprocess

import h5py
ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("HEARTTWIN_BINARY", str(ROOT / ".build/release/hearttwin"))


def test_the_commands_of_the_calibration_page_run(tmp_path):
    text = (ROOT / "docs/calibration.md").read_text()
    lines = [line for line in text.splitlines() if line.startswith("scripts/hearttwin ")]
    assert len(lines) == 4
    for line in lines:
        words = shlex.split(line.replace("patients/", f"{ROOT}/patients/"))
        result = subprocess.run(
            [BINARY, *words[1:]], cwd=tmp_path, capture_output=True, text=True, timeout=300)
        assert result.returncode == 0, result.stderr
    # The stenosis of the archetype is gone after the operation.
    gradient = re.search(r"^mean aortic valve gradient +([\d.]+) +([\d.]+)", result.stdout, re.M)
    assert float(gradient[1]) > 40 and float(gradient[2]) < 15, result.stdout
    with h5py.File(tmp_path / "fitted.h5") as file:
        posterior = file["hearttwin/posterior"]
        names = [name.decode() if isinstance(name, bytes) else name for name in posterior["names"][:]]
        samples = posterior["samples"][:]
        assert samples.shape == (400, len(names))
        resistance = samples[:, names.index("circulation.systemicArterialResistance")]
        fitted = file["hearttwin/parameters/circulation.systemicArterialResistance"]
        # A rise of a third, known to a tenth.
        assert abs(resistance.mean() / fitted[()] - 1) < 0.05
        assert 0.03 < resistance.std() / resistance.mean() < 0.2


def test_a_pericardium_is_fitted_with_the_heart(tmp_path):
    words = ["calibrate", f"{ROOT}/patients/ideal-biv.h5", "-o", "fitted.h5", "--sets", "2",
             "--measurement", "systolic_pressure=120 mm[Hg]", "--measurement",
             "central_venous_pressure=6 mm[Hg]"]
    fits = [
        subprocess.run([BINARY, *words, *more], cwd=tmp_path, capture_output=True, text=True, timeout=120)
        for more in ([], ["--pericardium"])]
    assert [fit.returncode for fit in fits] == [0, 0], fits[1].stderr
    assert ["volume of the pericardium" in fit.stdout for fit in fits] == [False, True]
    assert all("fitted to 2 measurements" in fit.stdout for fit in fits)


def test_archetypes_are_listed_and_unknown_ones_get_the_nearest(tmp_path):
    listed = subprocess.run(
        [BINARY, "calibrate", "--archetype", "list"], capture_output=True, text=True, timeout=60)
    assert listed.returncode == 0
    assert len(listed.stdout.splitlines()) == 12
    wrong = subprocess.run(
        [BINARY, "calibrate", f"{ROOT}/patients/ideal-biv.h5", "--archetype", "helthy"],
        cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert wrong.returncode == 65
    assert 'did you mean "healthy"' in wrong.stderr
    assert not list(tmp_path.iterdir())
