"""Runs the commands of docs/scenarios.md as a reader would: a heart, the same heart bled, the comparison, the loop."""

import csv
import os
import pathlib
import re
import shlex
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("HEARTTWIN_BINARY", str(ROOT / ".build/release/hearttwin"))


def test_the_commands_of_the_scenario_page_run(tmp_path):
    text = (ROOT / "docs/scenarios.md").read_text()
    # Those of a calibrated heart: test_heart_ensemble.py.
    own, other = text.split("### Intervals in three dimensions")
    text = own + other.split("\n## ", 1)[1]
    lines = [line for line in text.splitlines() if line.startswith("scripts/hearttwin ")]
    assert len(lines) == 13
    printed = []
    for line in lines:
        words = shlex.split(re.sub(r"(patients|docs)/", rf"{ROOT}/\1/", line))
        result = subprocess.run(
            [BINARY, *words[1:]], cwd=tmp_path, capture_output=True, text=True, timeout=900)
        assert result.returncode == 0, result.stderr
        printed.append(result.stdout)
    assert printed[5].count("published") == 2, printed[5]
    for text in [printed[2], *printed[6:8]]:
        match = re.search(r"^LV stroke volume +([\d.]+) +([\d.]+)", text, re.M)
        assert match, text
        untreated, treated = float(match[1]), float(match[2])
        assert treated < 0.95 * untreated
    beats = (tmp_path / "bleeding/response.csv").read_text().splitlines()
    assert beats[0].startswith("time_ms,cycle_ms,mean_aortic_pressure_mmHg") and len(beats) > 100
    assert (tmp_path / "bleeding/traces.csv").exists()
    assert "cells.rapidRectifier" in printed[8] and "cells.potassium" in printed[9]
    assert re.search(r"^systemic vascular resistance .* -", printed[10], re.M), printed[10]
    assert "[5] haemorrhage, volume 1000 mL" in printed[11]
    with open(tmp_path / "compared/comparison.csv") as table:
        rows = [row for row in csv.DictReader(table) if row["metric"] == "lvSVML"]
    assert [row["dose"] for row in rows] == ["", "", "250 mL", "500 mL", "1000 mL"]
    losses = [float(row["change"]) for row in rows[2:]]
    assert losses == sorted(losses, reverse=True) and losses[0] < 0
    with open(tmp_path / "two-drugs/comparison.csv") as table:
        rows = [row for row in csv.DictReader(table) if row["metric"] == "cardiacOutputLPerMin"]
    doses = [[float(part.split()[0]) for part in row["dose"].split("; ")] for row in rows]
    # A dose in each twelfth of both ranges.
    for place, (low, high) in enumerate([(1, 10), (0.1, 2)]):
        twelfths = sorted(int(12 * (dose[place] - low) / (high - low)) for dose in doses)
        assert twelfths == list(range(12)), doses


def test_devices_need_the_loop(tmp_path):
    words = ["simulate", f"{ROOT}/patients/ideal-biv.h5", "--intervention", "lvad(speed=9000 1/min)"]
    refused = subprocess.run(
        [BINARY, *words], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert refused.returncode == 64
    assert "--level loop" in refused.stderr
    assert not list(tmp_path.iterdir())
    done = subprocess.run(
        [BINARY, *words, "--level", "loop"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    match = re.search(r"^systemic blood flow +([\d.]+) +([\d.]+)", done.stdout, re.M)
    assert float(match[2]) > float(match[1])
