"""Runs the commands of docs/cohorts.md and of the workflow examples, and looks at the distributions."""

import csv
import json
import os
import pathlib
import re
import shlex
import shutil
import statistics
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("HEARTTWIN_BINARY", str(ROOT / ".build/release/hearttwin"))
PAGE = ROOT / "docs/cohorts.md"


def hearttwin(*words, cwd, code=0):
    result = subprocess.run(
        [BINARY, *words], cwd=cwd, capture_output=True, text=True, timeout=300)
    assert result.returncode == code, result.stderr
    return result


@pytest.fixture(scope="module")
def tutorial(tmp_path_factory):
    """The folder after every command of the page."""
    folder = tmp_path_factory.mktemp("cohorts")
    text = PAGE.read_text()
    (folder / "people.toml").write_text(re.search(r"```toml\n(.*?)```", text, re.S)[1])
    lines = [line for line in text.splitlines() if line.startswith("scripts/hearttwin ")]
    assert len(lines) == 3
    for line in lines:
        hearttwin(*shlex.split(line)[1:], cwd=folder)
    return folder


def test_the_commands_of_the_page_run(tutorial):
    people = list(csv.DictReader((tutorial / "people.csv").open()))
    assert [row["kind"] for row in people] == ["healthy-woman"] * 64 + ["healthy-man"] * 64
    assert len({row["id"] for row in people}) == 128
    assert all(40 <= float(row["age [a]"]) <= 60 for row in people)
    # Men are larger, and so are their ventricles.
    def mean(kind, column):
        return statistics.mean(float(row[column]) for row in people if row["kind"] == kind)
    for column in ["height [cm]", "shown.lv_end_diastolic_volume [mL]"]:
        assert mean("healthy-man", column) > mean("healthy-woman", column)
    rows = list(csv.DictReader((tutorial / "people.batch/results.csv").open()))
    assert len(rows) == 256


def test_a_batch_finds_what_the_table_says_is_shown(tutorial):
    """The batch computes the loops anew, by another way: their beats are those the cohort was drawn by."""
    people = {row["id"]: row for row in csv.DictReader((tutorial / "people.csv").open())}
    toml = tutorial / "again.toml"
    toml.write_text('[run]\nbaroreflex = "off"\n[[patients]]\ntable = "people.csv"\n')
    hearttwin("batch", "again.toml", cwd=tutorial)
    rows = list(csv.DictReader((tutorial / "again.batch/results.csv").open()))
    column = next(name for name in rows[0] if name.startswith("aorticMeanMmHg"))
    identifier = next(name for name in rows[0] if name in ("id", "patient"))
    errors = [
        abs(float(row[column]) - float(people[row[identifier]]["shown.mean_arterial_pressure [mm[Hg]]"]))
        for row in rows]
    assert len(errors) == 128
    assert max(errors) < 1.5 and statistics.mean(errors) < 0.5, sorted(errors)[-3:]


def test_the_page_shows_every_number(tutorial):
    page = (tutorial / "stenosis.html").read_text()
    assert page.count("<svg") >= 20
    assert "Severe aortic stenosis: 16 virtual patients" in page
    assert not re.search(r'(src|href)="http', page)


def test_bad_requests_say_what_to_do(tmp_path):
    wrong = hearttwin("cohort", "generate", "--kind", "healty-man", cwd=tmp_path, code=65)
    assert 'did you mean "healthy-man"' in wrong.stderr
    wrong = hearttwin("cohort", "generate", "--kind", "healthy-man", "--age", "5:10", cwd=tmp_path, code=65)
    assert "20 to 80" in wrong.stderr
    wrong = hearttwin("cohort", "generate", "--kind", "healthy", "--age", "50:60", cwd=tmp_path, code=65)
    assert "nothing is known of the ages" in wrong.stderr
    wrong = hearttwin("cohort", "generate", cwd=tmp_path, code=64)
    assert not list(tmp_path.iterdir())


def test_patient_files_have_the_circulation_on_the_anatomy(tmp_path):
    h5py = pytest.importorskip("h5py")
    hearttwin(
        "cohort", "generate", "--kind", "healthy-woman", "--count", "2", "--patients", "files",
        "--anatomy", str(ROOT / "patients/ideal-biv.h5"), "-q", cwd=tmp_path)
    rows = list(csv.DictReader((tmp_path / "cohort.csv").open()))
    for row in rows:
        with h5py.File(tmp_path / "files" / (row["id"] + ".h5")) as file:
            name = "circulation.systemicArterialResistance"
            stored = file["hearttwin/parameters/" + name][()]
            assert stored == float(row[name + " [mmHg.s/mL]"])


def test_the_snakefile_draws_and_runs_a_cohort(tmp_path):
    snakemake = shutil.which("snakemake") or str(pathlib.Path(sys.executable).parent / "snakemake")
    if not os.path.exists(snakemake):
        pytest.skip("Snakemake is not installed")
    subprocess.run(
        [snakemake, "--snakefile", str(ROOT / "docs/workflows/Snakefile"), "--cores", "2", "--quiet",
         "all", "--config", "kind=healthy-man", "count=16", "chunk=8"],
        cwd=tmp_path, check=True, timeout=300,
        env=dict(os.environ, HEARTTWIN_BINARY=BINARY, HOME=str(tmp_path)))
    rows = list(csv.DictReader((tmp_path / "results/results.csv").open()))
    assert len(rows) == 32
    assert len(list((tmp_path / "results/shards").glob("0*.jsonl"))) == 2
