"""Comparisons, patient files and batches."""

import os
import subprocess

import h5py
import numpy as np
import pytest

import hearttwin


def test_treatments_are_compared(patient, tmp_path):
    comparison = hearttwin.compare(
        patient, interventions=["haemorrhage(volume=500 mL)", "beta-blockade"], output=tmp_path / "c",
        progress=False)
    assert comparison.treatments == ["haemorrhage", "beta-blockade"]
    table = comparison.table()
    assert np.allclose(table["treated"] - table["untreated"], table["change"])
    rate = table.where((table["identifier"] == "heartRatePerMin") & (table["treatment"] == "beta-blockade"))
    assert rate.rows == 1 and rate["change"][0] < 0
    assert (tmp_path / "c" / "comparison.html").is_file()


def test_a_run_is_itself(heart):
    table = hearttwin.compare(heart[0], heart[0], progress=False).table()
    assert table.rows == len(heart[0].numbers) and not table["change"].any()


def test_a_calibrated_patient_has_equally_likely_hearts(patient, tmp_path):
    fitted = tmp_path / "fitted.h5"
    subprocess.run(
        [os.environ["HEARTTWIN_BINARY"], "calibrate", patient, "-o", fitted,
         "--measurement", "heart_rate=84 1/min", "--measurement", "systolic_pressure=150 mm[Hg] ± 6",
         "--measurement", "diastolic_pressure=90 mm[Hg]"], check=True, capture_output=True)
    read = hearttwin.Patient(fitted)
    assert read.identifier == "ideal-biv" and read.subject["sex"] == "unknown"
    systolic = read.measurements["systolic_pressure"]
    assert (systolic.value, systolic.unit, systolic.uncertainty) == (150, "mm[Hg]", 6)
    samples = read.posterior.samples
    assert samples.rows == 400 and read.posterior.method == "laplace"
    volume = read.parameters["circulation.bloodVolume"]
    assert volume.unit == samples.units["circulation.bloodVolume"] == "mL"
    assert volume.sd > 0 and "calibrate" in volume.provenance
    with h5py.File(fitted) as file:
        names = [name.decode() for name in file["hearttwin/posterior/names"]]
        assert list(samples) == names
        column = file["hearttwin/posterior/samples"][:, names.index("circulation.bloodVolume")]
    assert np.array_equal(samples["circulation.bloodVolume"], column)
    mesh = read.mesh()
    assert mesh.cell_type == 10 and mesh.cells.max() < len(mesh.points)
    assert set(np.unique(mesh.cell_fields["region"])) == {1, 2, 7}
    assert hearttwin.Patient(patient).posterior is None
    found = read.calibrations["loop"]
    assert list(found.readings["name"]) == ["diastolic_pressure", "systolic_pressure"]
    z = (found.readings["fitted"] - found.readings["target"]) / found.readings["deviation"]
    assert np.allclose(z, found.readings["z"])
    assert found.correlations.shape == (found.factors.rows, found.factors.rows)
    assert "The measurements fix" in found.identifiability or "next to nothing" in found.identifiability
    assert any("uncertainty not given" in note for note in found.notes)
    assert not hearttwin.Patient(patient).calibrations


def test_a_batch_is_one_table(patient, tmp_path):
    (tmp_path / "two.toml").write_text("""
[run]
duration = "30 s"
[[patients]]
name = "adult"
archetype = "healthy"
count = 2
[patients.sample]
"circulation.heartRate" = { distribution = "normal", mean = "68 1/min", sd = "8 1/min", low = "50 1/min" }
[[scenarios]]
name = "bled"
interventions = ["haemorrhage(volume=500 mL)"]
""")
    subprocess.run(
        [os.environ["HEARTTWIN_BINARY"], "batch", "two.toml", "-q"], cwd=tmp_path, check=True,
        capture_output=True)
    batch = hearttwin.Batch(tmp_path / "two.batch")
    assert batch.states() == {"done": 4}
    cases = batch.cases()
    assert list(cases["scenario"]) == ["untreated", "bled"] * 2
    bled = cases.where(cases["scenario"] == "bled")
    assert (bled["change.lvEDVML"] < 0).all() and cases.units["change.lvEDVML"] == "mL"
    with pytest.raises(hearttwin.UnreadableResult, match="batch collect"):
        hearttwin.Batch(tmp_path)
