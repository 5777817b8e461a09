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


NEXTFLOW = ROOT / "docs/workflows/main.nf"


def assert_sixteen_in_two_shards(folder):
    rows = list(csv.DictReader((folder / "results/results.csv").open()))
    assert len(rows) == 32 and {row["state"] for row in rows} == {"done"}
    assert len(list((folder / "results/shards").glob("0*.jsonl"))) == 2


def test_nextflow_draws_and_runs_a_cohort(tmp_path):
    if not shutil.which("nextflow"):
        pytest.skip("Nextflow is not installed")
    subprocess.run(
        ["nextflow", "-q", "run", str(NEXTFLOW), "--kind", "healthy-man", "--count", "16",
         "--chunk", "8", "--hearttwin", BINARY],
        cwd=tmp_path, check=True, timeout=300,
        env=dict(os.environ, NXF_OFFLINE="true", NXF_HOME=os.environ.get(
            "NXF_HOME", str(pathlib.Path.home() / ".nextflow"))))
    assert_sixteen_in_two_shards(tmp_path)


def test_the_nextflow_example_is_well_formed(tmp_path):
    reftrace = pytest.importorskip("reftrace", reason="reftrace, a parser of Nextflow, is not installed")
    found = reftrace.parse_modules(str(NEXTFLOW.parent))
    assert not found.errors, found.errors
    (module,) = found.results
    assert [process.name for process in module.processes] == ["draw", "plan", "compute", "gather"]
    # Directives after input or output are none: the parser sees those that stand where they belong.
    text = str(module)
    assert 'name: "errorStrategy"' in text and "max_retries" in text


def test_the_commands_of_the_nextflow_example_run_in_their_order(tmp_path):
    """What its processes do, without Nextflow: the scripts with their parameters, each in a folder of its own."""
    text = NEXTFLOW.read_text()
    scripts = dict(re.findall(r'^process (\w+) \{.*?script:\s*"""\n(.*?)"""', text, re.M | re.S))
    values = {f"params.{name}": value.strip("'\"") for name, value in re.findall(
        r"^params\.(\w+) = (.*)$", text, re.M)}
    values |= {"params.count": "16", "params.chunk": "8", "params.hearttwin": shlex.quote(BINARY),
               "params.results": str(tmp_path / "results"), "table": "cohort.csv"}

    def run(process, **more):
        # As Groovy reads the text: values in place of ${...}, then escapes.
        script = re.sub(r"(?<!\\)\$\{([\w.]+)\}", lambda found: (values | more)[found[1]], scripts[process])
        script = re.sub(r"\\([\\$])", r"\1", script)
        folder = tmp_path / "-".join(["work", process, *more.values()])
        folder.mkdir()
        if process == "plan":
            (folder / "cohort.csv").symlink_to(tmp_path / "work-draw/cohort.csv")
        result = subprocess.run(
            ["bash", "-ue", "-c", script], cwd=folder, capture_output=True, text=True, timeout=300)
        assert result.returncode == 0, (process, script, result.stderr)

    run("draw")
    run("plan")
    for index in ["1", "0"]:
        run("compute", index=index)
    run("gather")
    assert_sixteen_in_two_shards(tmp_path)


def test_the_snakefile_draws_and_runs_a_cohort(tmp_path):
    snakemake = shutil.which("snakemake") or str(pathlib.Path(sys.executable).parent / "snakemake")
    if not os.path.exists(snakemake):
        pytest.skip("Snakemake is not installed")
    subprocess.run(
        [snakemake, "--snakefile", str(ROOT / "docs/workflows/Snakefile"), "--cores", "2", "--quiet",
         "all", "--config", "kind=healthy-man", "count=16", "chunk=8"],
        cwd=tmp_path, check=True, timeout=300,
        env=dict(os.environ, HEARTTWIN_BINARY=BINARY, HOME=str(tmp_path)))
    assert_sixteen_in_two_shards(tmp_path)
