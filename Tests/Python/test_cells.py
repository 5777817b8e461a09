"""Runs the commands of docs/membrane-models.md as a reader would, and reads the trace."""

import csv
import os
import pathlib
import shlex
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("HEARTTWIN_BINARY", str(ROOT / ".build/release/hearttwin"))


def test_the_commands_of_the_page_about_membrane_models_run(tmp_path):
    text = (ROOT / "docs/membrane-models.md").read_text()
    lines = [line for line in text.splitlines() if line.startswith("scripts/hearttwin ")]
    assert len(lines) == 12
    os.symlink(ROOT / "docs", tmp_path / "docs")
    for line in lines:
        result = subprocess.run(
            [BINARY, *shlex.split(line)[1:]], cwd=tmp_path, capture_output=True, text=True,
            timeout=300)
        assert result.returncode == 0, result.stderr
    with open(tmp_path / "trace.csv") as file:
        rows = list(csv.DictReader(file))
    assert float(rows[-1]["time_ms"]) == 1000
    assert max(float(row["voltage_mV"]) for row in rows) > 20
    assert min(float(row["INa_A_per_F"]) for row in rows) < -50
