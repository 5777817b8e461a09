"""Opens our files and pages with the programs people use. Run by scripts/test-readers."""

import csv
import json
import os
import pathlib
import re
import shutil
import subprocess

import numpy as np
import pytest
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkIOHDF import vtkHDFReader

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ["HEARTTWIN_BINARY"]


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory):
    """One beat of the idealised heart."""
    folder = tmp_path_factory.mktemp("runs") / "ideal.run"
    result = subprocess.run(
        [BINARY, "simulate", str(ROOT / "patients/ideal-biv.h5"), "-o", str(folder),
         "--maximum-beats", "1", "-q"],
        capture_output=True, text=True, timeout=600)
    assert result.returncode == 0, result.stderr
    return folder


def read(path):
    reader = vtkHDFReader()
    reader.SetFileName(str(path))
    return reader


@pytest.mark.parametrize("name", ["rodero-01", "ideal-biv"])
def test_vtk_opens_the_patient_mesh(name):
    reader = read(ROOT / f"patients/{name}.h5")
    reader.Update()
    mesh = reader.GetOutputDataObject(0)
    assert mesh.GetNumberOfCells() > 1000
    for array in ("ab", "tm", "rt"):
        values = vtk_to_numpy(mesh.GetPointData().GetArray(array))
        assert np.isfinite(values).all()


def test_vtk_opens_the_moving_mesh(run_folder):
    reader = read(run_folder / "result.vtkhdf")
    reader.UpdateInformation()
    steps = reader.GetNumberOfSteps()
    assert steps > 50
    positions = []
    for step in (0, steps // 3):
        reader.SetStep(step)
        reader.Update()
        mesh = reader.GetOutputDataObject(0)
        positions.append(vtk_to_numpy(mesh.GetPoints().GetData()).copy())
        tension = vtk_to_numpy(mesh.GetCellData().GetArray("active_tension_kPa"))
        assert np.isfinite(tension).all()
        segments = vtk_to_numpy(mesh.GetCellData().GetArray("aha_segment"))
        assert set(segments) == set(range(18))  # 0: right ventricle
    assert np.abs(positions[1] - positions[0]).max() > 0.5  # mm: it beats


def test_traces_and_summary_agree(run_folder):
    summary = json.loads((run_folder / "summary.json").read_text())
    rows = list(csv.DictReader((run_folder / "traces.csv").open()))
    volumes = [float(row["lv_volume_mL"]) for row in rows]
    numbers = {n["identifier"]: n["value"] for n in summary["numbers"]}
    assert abs(numbers["lvEDVML"] - volumes[0]) < 0.01
    assert abs(numbers["lvESVML"] - min(volumes)) < 0.01
    assert summary["bloodVolumeDrift"] < 1e-10


def test_segments_and_the_whole_ventricle_agree(run_folder):
    summary = json.loads((run_folder / "summary.json").read_text())
    numbers = {n["identifier"]: n["value"] for n in summary["numbers"]}
    rows = list(csv.DictReader((run_folder / "strain.csv").open()))
    times = sorted({float(row["time_ms"]) for row in rows})
    assert len(rows) == 18 * len(times)
    whole = {float(row["time_ms"]): row for row in rows if row["segment"] == "0"}
    twist = [abs(float(row["twist_deg"]) - numbers["lvTwistDegrees"]) for row in whole.values()]
    end_systole = times[int(np.argmin(twist))]
    row = whole[end_systole]
    assert float(row["longitudinal_strain_percent"]) == pytest.approx(
        numbers["glsPercent"], rel=1e-5)
    assert float(row["radial_strain_percent"]) == pytest.approx(
        numbers["wallThickeningPercent"], rel=1e-5)
    assert {row["name"] for row in rows if row["segment"] == "8"} == {"mid anteroseptal"}
    segments = summary["segments"]
    assert [segment["number"] for segment in segments] == list(range(1, 18))
    total = sum(s["workKJPerM3"] * s["volumeML"] for s in segments) * 1e-3  # kJ/m3 mL = mJ
    assert total == pytest.approx(numbers["lvWallWorkJ"], rel=1e-6)
    # What contraction gives, less what viscosity and supports keep, goes into the blood of both sides.
    assert 0.8 < numbers["lvWallWorkJ"] / numbers["lvStrokeWorkJ"] < 2
    for segment in segments:
        curve = [float(r["longitudinal_strain_percent"]) for r in rows
                 if r["segment"] == str(segment["number"])]
        assert segment["peakLongitudinalPercent"] == pytest.approx(min(curve), rel=1e-5)
        assert curve[0] == 0


def test_browser_draws_the_report(run_folder):
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    assert browser, "no chromium; scripts/test installs it"
    page = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader",
         "--enable-unsafe-swiftshader", "--virtual-time-budget=10000", "--dump-dom",
         f"file://{run_folder / 'report.html'}"],
        capture_output=True, text=True, timeout=180).stdout
    assert 'data-ready="yes"' in page
    drawn = [int(float(n)) for n in re.findall(r'data-drawn="([\d.]+)"', page)]
    assert len(drawn) == 2 and min(drawn) > 500, drawn
    for part in ("pv-left", "pv-right", "wiggers", "ecg", "segments", "metrics"):
        assert f'id="{part}"' in page
    assert "http://" not in page.replace("http://www.w3.org", "")
