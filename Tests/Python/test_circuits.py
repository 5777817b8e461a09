"""Runs the commands of docs/circuit-files.md and docs/triseg.md as a reader would."""

import csv
import json
import os
import pathlib
import re
import shlex
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("HEARTTWIN_BINARY", str(ROOT / ".build/release/hearttwin"))


def commands(page):
    text = (ROOT / page).read_text()
    return [line for line in text.splitlines() if line.startswith("scripts/hearttwin ")]


def run(line, folder, code=0):
    command = line.replace("scripts/hearttwin", shlex.quote(BINARY)).replace("patients/", f"{ROOT}/patients/")
    result = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, timeout=300)
    assert result.returncode == code, result.stderr
    return result


def element(document, kind, name):
    return next(row for row in document[kind] if row["name"] == name)


def test_the_page_of_circuit_files_runs_and_the_fontan_circulation_behaves_as_published(tmp_path):
    text = (ROOT / "docs/circuit-files.md").read_text()
    (tmp_path / "fontan.toml").write_text(re.search(r"```toml\n(.*?)```", text, re.S)[1])
    outputs = [run(line, tmp_path).stdout for line in commands("docs/circuit-files.md")]
    assert len(outputs) == 11
    coronary = element(json.loads(outputs[6]), "branches", "leftCoronaryInlet")["netFlowLPerMinute"]
    assert 0.13 < coronary < 0.26, coronary
    # Held by the slow control, whatever the resistance was.
    held = re.search(r"^aorticValve +([\d.]+)", outputs[7], re.M)
    assert abs(float(held[1]) - 5) < 0.05, outputs[7]
    rows = list(csv.DictReader((tmp_path / "stenosis.csv").open()))
    gradient = max(
        float(row["leftVentricle pressure [mmHg]"]) - float(row["systemicArteries pressure [mmHg]"]) for row in rows)
    assert gradient > 40, gradient
    resistant, fenestrated = (json.loads(output) for output in outputs[-2:])
    flows = [element(run, "branches", "aorticValve")["netFlowLPerMinute"] for run in (resistant, fenestrated)]
    veins = [element(run, "compartments", "systemicVeins")["meanPressureMmHg"] for run in (resistant, fenestrated)]
    # doi:10.3389/fphys.2022.867995: a fenestration raises output and lowers venous pressure.
    assert flows[1] > 1.1 * flows[0] and veins[1] < veins[0] - 0.2, (flows, veins)
    for row in (*resistant["compartments"], *fenestrated["compartments"]):
        assert row["leastVolumeML"] > 0


def test_every_problem_of_a_file_is_named(tmp_path):
    adult = run("scripts/hearttwin circuit new", tmp_path).stdout
    broken = adult.replace("exponential-chamber", "exponental-chamber", 1).replace("from = ", "form = ", 1)
    (tmp_path / "broken.toml").write_text(broken)
    message = run("scripts/hearttwin circuit check broken.toml", tmp_path, code=65).stderr
    assert "compartment 1" in message and "exponential-chamber" in message, message
    assert "branch 1" in message and "from" in message, message
    assert "no such file" in run("scripts/hearttwin circuit run nothing.toml", tmp_path, code=66).stderr
    (tmp_path / "adult.toml").write_text(adult)
    wrong = run("scripts/hearttwin circuit run adult.toml --set aorticValve.openAera=1", tmp_path, code=64).stderr
    assert "openArea" in wrong, wrong


def test_the_page_of_the_walls_runs_and_block_pacing_and_scar_act(tmp_path):
    lines = commands("docs/triseg.md")
    assert len(lines) == 5
    outputs = [run(line, tmp_path).stdout for line in lines]
    header = (tmp_path / "beat.csv").read_text().splitlines()[0]
    assert "anterolateral strain [1]" in header and "rightFree stress [kPa]" in header

    def change(output, name):
        row = re.search(rf"^{name} +([\d.]+) +([\d.]+)", output, re.M)
        return float(row[2]) / float(row[1]) - 1

    rise = "LV dP/dt max"
    assert -0.2 < change(outputs[2], rise) < -0.05, outputs[2]
    assert 0.05 < change(outputs[3], rise) < 0.2, outputs[3]
    assert change(outputs[4], "LV ejection fraction") < -0.1, outputs[4]


def test_a_scar_needs_walls(tmp_path):
    line = f"scripts/hearttwin simulate patients/ideal-biv.h5 --level loop --intervention scar"
    assert "--ventricles walls" in run(line, tmp_path, code=64).stderr
