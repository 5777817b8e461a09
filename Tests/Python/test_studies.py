"""Runs the commands of docs/optimisation.md as a reader would, and gives them bad input."""

import csv
import json
import os
import pathlib
import re
import resource
import shlex
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("HEARTTWIN_BINARY", str(ROOT / ".build/release/hearttwin"))
PATIENT = f"{ROOT}/patients/ideal-biv.h5"


def run(words, folder, timeout=600):
    return subprocess.run(
        [BINARY, *words], cwd=folder, capture_output=True, text=True, timeout=timeout)


def processor_seconds():
    """What the commands that have ended took of the processors."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def test_the_commands_of_the_page_run(tmp_path):
    text = (ROOT / "docs/optimisation.md").read_text()
    lines = [line for line in text.splitlines() if line.startswith("scripts/hearttwin ")]
    assert len(lines) == 4
    for line in lines:
        words = shlex.split(re.sub(r"(patients|docs)/", rf"{ROOT}/\1/", line))
        before = processor_seconds()
        result = run(words[1:], tmp_path)
        assert result.returncode == 0, result.stderr
        assert processor_seconds() - before < 240, line
    # Shares: what is explained alone is no more than all, within what sampling leaves open.
    with open(tmp_path / "sensitive/sensitivity.csv") as table:
        rows = list(csv.DictReader(table))
    for metric in {row["metric"] for row in rows}:
        shares = [float(row["first_order"]) for row in rows if row["metric"] == metric]
        assert -0.2 < sum(shares) < 1.3, (metric, shares)
    resistance = [
        row for row in rows
        if row["metric"] == "aorticMeanMmHg" and row["input"].endswith("systemicArterialResistance")]
    assert float(resistance[0]["at_low"]) < float(resistance[0]["at_high"])
    page = (tmp_path / "sensitive/sensitivity.html").read_text()
    assert "tornado-aorticMeanMmHg" in page and "<script" not in page
    # The front is one: no treatment of it beats another.
    summary = json.loads((tmp_path / "assisted/summary.json").read_text())
    assert summary["exhaustive"] and len(summary["candidates"]) == 9
    front = [entry["objectives"] for entry in summary["front"]]
    assert front and all(entry["feasible"] for entry in summary["front"])
    for a in front:
        assert not any(b[0] >= a[0] and b[1] <= a[1] and b != a for b in front)
    # Leads: the best keeps its promise, and so does the page.
    leads = json.loads((tmp_path / "leads/summary.json").read_text())
    assert len({entry["segment"] for entry in leads["candidates"]}) == 17
    best = leads["front"][0]
    assert best["dPdtMaxPercent"] > 5 and best["dispersionMs"] < leads["untreated"]["dispersionMs"]
    assert 'id="sites"' in (tmp_path / "leads/optimization.html").read_text()


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    words = ["sensitivity", PATIENT, "--vary", "circulation.bloodVolume=5000..5500 mL", "--samples", "8",
             "--seed", "5", "-q"]
    for name in ["a", "b"]:
        assert run([*words, "-o", name], tmp_path).returncode == 0
    first, second = [(tmp_path / name / "sensitivity.csv").read_bytes() for name in ["a", "b"]]
    assert first == second


@pytest.mark.parametrize("words, status, mentions", [
    (["sensitivity", PATIENT, "--vary", "circulation.bloodVolum=1..2 mL"], 65, "did you mean"),
    (["sensitivity", PATIENT, "--vary", "circulation.bloodVolume=9..2 L"], 64, "below the upper"),
    (["sensitivity", PATIENT, "--vary", "circulation.bloodVolume=2..3"], 64, "no unit"),
    (["sensitivity", PATIENT, "--samples", "8", "--metric", "lvSVMl"], 65, "did you mean"),
    (["sensitivity", PATIENT, "--samples", "3"], 64, "8 to"),
    (["sensitivity", PATIENT, "--intervention", "lvad(speed=1..999999 1/min)"], 64, "within"),
    (["sensitivity", "none.h5"], 66, "none.h5"),
    (["optimize", PATIENT], 64, "--goal"),
    (["optimize", PATIENT, "--goal", "none.toml"], 66, "none.toml"),
    (["optimize", PATIENT, "--goal", "goal.toml"], 64, "nothing varies"),
    (["optimize", PATIENT, "--goal", "goal.toml", "--intervention", "lvd(speed=?)"], 64, "did you mean"),
    (["optimize", PATIENT, "--goal", "unit.toml", "--intervention", "rate(rate=60..80/10 1/min)"], 65, "bound of"),
    (["optimize", PATIENT, "--goal", "goal.toml", "--intervention", "rate(rate=60..80/10 1/min)",
      "--ensemble", "10"], 65, "posterior"),
    (["optimize", PATIENT, "--leads", "--intervention", "crt"], 64, "--leads"),
    (["simulate", PATIENT, "--level", "loop", "--define", "none.toml", "--intervention", "x"], 66, "none.toml"),
    (["simulate", PATIENT, "--level", "loop", "--intervention", "lvad(onset=5 s)"], 65, "acts at once"),
    (["simulate", PATIENT, "--intervention", "haemorrhage(onset=5 s)"], 64, "--level loop"),
    (["simulate", PATIENT, "--level", "loop", "--intervention", "haemorrhage(ramp=5)"], 65, "no unit"),
    (["simulate", PATIENT, "--level", "loop", "--intervention", "pericardial-effusion(volume=-50 mL)"], 65,
     "no fluid to drain"),
])
def test_bad_input_is_refused(words, status, mentions, tmp_path):
    (tmp_path / "goal.toml").write_text('[[objective]]\nmetric = "lvSVML"\ndirection = "maximise"\n')
    (tmp_path / "unit.toml").write_text(
        '[[objective]]\nmetric = "lvSVML"\ndirection = "maximise"\n'
        '[[constraint]]\nmetric = "laMeanMmHg"\nhigh = "12 mL"\n')
    refused = run([*words, "-q"], tmp_path, timeout=60)
    assert refused.returncode == status, refused.stderr
    assert mentions in refused.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["goal.toml", "unit.toml"]


@pytest.mark.parametrize("format", ["scenario", "goal", "intervention"])
def test_formats_are_printed(format, tmp_path):
    printed = run(["schema", format], tmp_path, timeout=60)
    assert printed.returncode == 0 and "Example:" in printed.stdout
