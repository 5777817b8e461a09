"""Treatments of the three-dimensional heart over the equally likely hearts of a calibrated patient."""

import csv
import json
import pathlib
import re
import shlex
import shutil

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]

HEARTS = 3
BLOCK = "bundle-branch-block(side=left)"
# One beat that ejects, so that every number is there.
QUICK = ["--maximum-beats", 1, "--set", "circulation.heartRate=100 1/min"]


@pytest.fixture(scope="module")
def calibrated(program, tmp_path_factory):
    """The generated heart, its speeds of conduction fitted to a QRS complex."""
    path = tmp_path_factory.mktemp("calibrated") / "heart.h5"
    result = program.run(
        "calibrate", program.patient, "-o", path, "--heart", "--stages", "electrics", "--sets", 8, "--measurement",
        "systolic_pressure=120 mm[Hg]", "--measurement", "qrs_duration=75 ms ± 6")
    assert result.returncode == 0, result.stderr
    return path


def compare(program, patient, folder, *words):
    return program.run(
        "compare", patient, "--level", "heart", *QUICK, "-o", folder, *words)


@pytest.fixture(scope="module")
def compared(program, calibrated, tmp_path_factory):
    folder = tmp_path_factory.mktemp("compared") / "out"
    result = compare(program, calibrated, folder, "--ensemble", HEARTS, "--intervention", BLOCK)
    assert result.returncode == 0, result.stderr
    return folder, result


def test_every_number_of_the_heart_has_an_interval(compared):
    folder, result = compared
    page = folder / "bundle-branch-block"
    summary = json.load(open(page / "summary.json"))
    assert summary["hearts"] == HEARTS
    deltas = {delta["identifier"]: delta for delta in summary["deltas"]}
    for name in ("qrsDurationMs", "qtcMs", "activationTotalMs", "glsPercent", "lvTorsionDegPerCm",
                 "septalReboundStretchPercent", "lvDPdtMaxMmHgPerS"):
        matching = [delta for key, delta in deltas.items() if key.lower() == name.lower()]
        assert matching, (name, sorted(deltas))
        assert matching[0]["changeLow"] <= matching[0]["changeHigh"]
        assert 0 <= matching[0]["probabilityOfRise"] <= 1
    # Blocked conduction activates every heart later, each by another time.
    activation = deltas["activationTotalMs"]
    assert activation["hearts"] == HEARTS and activation["probabilityOfRise"] == 1
    assert 20 < activation["changeLow"] < activation["changeHigh"]
    assert f"intervals of {HEARTS} equally likely hearts" in result.stdout and "rises in 100 %" in result.stdout
    rows = {row["metric"]: row for row in csv.DictReader(open(page / "comparison.csv"))}
    assert float(rows["activationTotalMs"]["change_low"]) == pytest.approx(activation["changeLow"], rel=1e-6)
    assert "equally likely hearts" in (page / "comparison.html").read_text()


def test_pairs_are_runs_of_one_heart(compared, calibrated, program, tmp_path):
    """The changes are those of the runs, and a run of a member is that of simulate."""
    folder, _ = compared
    rows = list(csv.DictReader(open(folder / "results.csv")))
    assert [row["patient"] for row in rows[::2]] == ["heart"] + [f"heart-{k}" for k in range(1, HEARTS + 1)]
    column = "activationTotalMs [ms]"
    changes = sorted(float(row[f"change.{column}"]) for row in rows if row["scenario"] != "untreated")
    untreated = [float(row[column]) for row in rows if row["scenario"] == "untreated"]
    assert len(set(untreated)) == HEARTS + 1, "equally likely hearts conduct at speeds of their own"
    deltas = json.load(open(folder / "bundle-branch-block" / "summary.json"))["deltas"]
    best = next(delta for delta in deltas if delta["identifier"] == "activationTotalMs")
    assert any(abs(best["change"] - change) < 1e-6 for change in changes)
    alone = program.run(
        "simulate", calibrated, "--member", 2, *QUICK, "-o", tmp_path / "two.run", "--json")
    assert alone.returncode == 0, alone.stderr
    summary = json.loads(alone.stdout)
    assert summary["provenance"]["heart"] == "number 2 of the equally likely ones"
    own = next(n["value"] for n in summary["numbers"] if n["identifier"] == "activationTotalMs")
    assert own == untreated[2]


def test_runs_that_are_there_are_kept_and_compared_again(compared, calibrated, program, tmp_path):
    folder, first = compared
    before = (folder / "results.csv").read_bytes()
    same = compare(program, calibrated, folder, "--ensemble", HEARTS, "--intervention", BLOCK)
    assert same.returncode == 0 and same.stdout == first.stdout, same.stderr
    other = compare(program, calibrated, folder, "--ensemble", HEARTS + 1, "--intervention", BLOCK)
    assert other.returncode == 65 and "other hearts or treatments" in other.stderr
    assert (folder / "results.csv").read_bytes() == before
    again = program.run("compare", folder, "-o", tmp_path / "out")
    assert again.returncode == 0, again.stderr
    table = "bundle-branch-block/comparison.csv"
    assert (tmp_path / "out" / table).read_bytes() == (folder / table).read_bytes()
    scenario = tmp_path / "block.toml"
    text = '''
name = "block"
[[intervention]]
name = "bundle-branch-block"
side = "{side}"
[[expect]]
metric = "activationTotalMs"
change = "absolute"
low = "20 ms"
high = "400 ms"
source = "test"
'''
    scenario.write_text(text.format(side="left"))
    judged = program.run("compare", folder, "--scenario", scenario, "--json")
    assert judged.returncode == 0, judged.stderr
    expectation = json.loads(judged.stdout)["treatments"][0]["expectations"][0]
    assert expectation["verdict"] == "inside" and expectation["shareInside"] == 1
    scenario.write_text(text.format(side="right"))
    other = program.run("compare", folder, "--scenario", scenario)
    assert other.returncode == 65 and "bundle-branch-block" in other.stderr


@pytest.mark.parametrize("words, code, said", [
    (["--ensemble", 2, "--intervention", BLOCK], 65, "hearttwin calibrate"),
    (["--intervention", "bundle-branch-blok"], 64, "bundle-branch-block"),
    (["--intervention", "lvad"], 64, "lvad"),
    (["--intervention", BLOCK, "--baroreflex", "off"], 64, "--baroreflex"),
    (["--intervention", BLOCK, "--activation", "sideways"], 64, "sideways"),
    (["--intervention", BLOCK, "--set", "contraction=rdq20-mf"], 64, "patient set"),
])
def test_what_cannot_be_run_is_said_before_anything_runs(program, tmp_path, words, code, said):
    result = compare(program, program.patient, tmp_path / "out", *words)
    assert result.returncode == code, result.stderr
    assert said in result.stderr
    assert not (tmp_path / "out").exists()


def test_members_that_are_not_there_are_named(program, calibrated, tmp_path):
    for words, said in (([calibrated, "--member", 9], "holds 8"), ([program.patient, "--member", 1], "calibrate")):
        result = program.run("simulate", *words, "-o", tmp_path / "never.run")
        assert result.returncode == 65 and said in result.stderr
        assert not (tmp_path / "never.run").exists()
    loop = program.run("simulate", calibrated, "--member", 1, "--level", "loop")
    assert loop.returncode == 64 and "--ensemble" in loop.stderr


def test_batches_of_other_things_are_not_compared(program, tmp_path):
    (tmp_path / "adults.toml").write_text('[[patients]]\narchetype = "healthy"\n')
    assert program.run("batch", "adults.toml", cwd=tmp_path).returncode == 0
    result = program.run("compare", tmp_path / "adults.batch")
    assert result.returncode == 65 and re.search("closed loop", result.stderr)


def test_the_commands_of_the_scenario_page_run(program, calibrated, tmp_path):
    """As they stand there, but for fewer hearts, at a faster rate, and one beat each."""
    text = (ROOT / "docs/scenarios.md").read_text().split("### Intervals in three dimensions")[1].split("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("scripts/hearttwin ")]
    assert len(lines) == 3
    shutil.copy(calibrated, tmp_path / "heart.h5")
    for line in lines:
        words = shlex.split(line.replace("docs/", f"{ROOT}/docs/").replace("--ensemble 20", "--ensemble 2"))[1:]
        if "heart.h5" in words:
            words += QUICK
        result = program.run(*words, cwd=tmp_path, timeout=900)
        assert result.returncode == 0, result.stderr
        assert "dP/dt max" in result.stdout, result.stdout
    assert (tmp_path / "resynchronised-hearts" / "resynchronisation" / "comparison.html").exists()
    assert (tmp_path / "third.run" / "summary.json").exists()


def test_a_heart_whose_waves_run_into_each_other_still_beats(program, calibrated, tmp_path):
    """Paced in block at 200/min the record ends before a T wave: its intervals are left out, the rest is there."""
    result = program.run(
        "simulate", calibrated, "--activation", "lbbb", "--intervention", "crt(av=140 ms)", "--maximum-beats", 1,
        *program.quick, "-o", tmp_path / "fast.run", "--json")
    assert result.returncode == 0, result.stderr
    summary = json.loads(result.stdout)
    names = {number["identifier"] for number in summary["numbers"]}
    assert "qrsDurationMs" not in names and {"activationTotalMs", "lvEFPercent", "apd90MeanMs"} <= names
    assert any("no T wave" in warning for warning in summary["warnings"])
    assert (tmp_path / "fast.run" / "report.html").exists()
