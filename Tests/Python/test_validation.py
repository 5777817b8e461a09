"""Runs the commands of docs/validation.md, docs/tutorial-suite.md and docs/credibility.md as a reader would."""

import csv
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree

import h5py

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("HEARTTWIN_BINARY", str(ROOT / ".build/release/hearttwin"))


def run(folder, line, reference="/nonexistent"):
    """A command of a page, run in a folder."""
    words = shlex.split(line.replace("patients/", f"{ROOT}/patients/").replace("Benchmarks/", f"{ROOT}/Benchmarks/"))
    assert words[0] == "scripts/hearttwin"
    target = None
    if ">" in words:
        target = words[words.index(">") + 1]
        words = words[:words.index(">")]
    result = subprocess.run(
        [BINARY, *words[1:]], cwd=folder, capture_output=True, text=True, timeout=600,
        env={**os.environ, "HEARTTWIN_DATA": str(ROOT), "HEARTTWIN_REFERENCE_DIR": reference})
    if target:
        (folder / target).write_text(result.stdout)
    return result


def commands(page):
    text = (ROOT / "docs" / page).read_text()
    return [line for line in text.splitlines() if line.startswith("scripts/hearttwin ")]


def files_of_the_tutorial(folder):
    """The files that the tutorial shows, in its order."""
    text = (ROOT / "docs/tutorial-suite.md").read_text()
    blocks = re.findall(r"```(?:csv|toml)\n(.*?)```", text, re.S)
    for name, block in zip(["predicted.csv", "drug.toml", "rows.csv", "treated.toml"], blocks, strict=True):
        (folder / name).write_text(block)


def test_the_tutorial_does_what_it_says(tmp_path):
    files_of_the_tutorial(tmp_path)
    lines = commands("tutorial-suite.md")
    assert len(lines) == 3
    results = [run(tmp_path, line) for line in lines]
    assert [result.returncode for result in results] == [0, 0, 0], [result.stderr for result in results]
    text = (ROOT / "docs/tutorial-suite.md").read_text()
    assert re.search(r"^drug: passed .*$", results[0].stdout, re.M)[0] in text
    outcome = json.loads((tmp_path / "drug/outcome.json").read_text())
    assert outcome["counts"]["pass"] == 5 and outcome["score"] == 1
    suite = xml.etree.ElementTree.parse(tmp_path / "drug/junit.xml").getroot()[0]
    assert suite.attrib["tests"] == "5" and suite.attrib["failures"] == "0"
    page = (tmp_path / "drug/report.html").read_text()
    for title in ["Bland–Altman", "Calibration", "Coverage of central intervals"]:
        assert title in page
    assert "http" not in page.replace("http://www.w3.org", "")
    # The error that the page shows.
    (tmp_path / "drug.toml").write_text((tmp_path / "drug.toml").read_text().replace('"falls"', '"fals"'))
    wrong = run(tmp_path, lines[0])
    assert wrong.returncode == 65
    shown = re.search(r"^drug.toml: rows 1.*$", text, re.M)[0]
    assert shown in wrong.stderr


def test_a_failing_row_ends_with_four(tmp_path):
    files_of_the_tutorial(tmp_path)
    suite = (tmp_path / "drug.toml").read_text().replace('target = "140 mL"', 'target = "240 mL"')
    (tmp_path / "drug.toml").write_text(suite)
    result = run(tmp_path, "scripts/hearttwin validate --suite drug.toml --json")
    assert result.returncode == 4
    outcome = json.loads(result.stdout)
    assert [row["verdict"] for row in outcome["rows"]] == ["pass", "pass", "fail", "pass", "pass"]
    row = outcome["rows"][2]
    assert abs(row["z"] - (137.5 - 240) / 20) < 1e-12 and row["unit"] == "mL"


def test_the_page_of_validation_runs_and_the_baseline_has_not_moved(tmp_path):
    lines = commands("validation.md")
    assert len(lines) == 3
    results = [run(tmp_path, line) for line in lines]
    assert [result.returncode for result in results] == [0, 0, 0], [r.stdout + r.stderr for r in results]
    assert "suites (--suite NAME):" in results[0].stdout
    count = re.search(r"^(\d+) numbers, ", results[2].stdout, re.M)[1]
    assert f"compares {count} numbers" in (ROOT / "docs/validation.md").read_text()
    stored = json.loads((tmp_path / "results/suite-healthy-adult.json").read_text())
    assert stored["passed"] and stored["domain"] and len(stored["numbers"]) == len(
        json.loads((tmp_path / "healthy/outcome.json").read_text())["rows"])


def test_the_page_of_credibility_runs(tmp_path):
    lines = commands("credibility.md")
    assert len(lines) == 6
    for line in lines:
        result = run(tmp_path, line)
        assert result.returncode == 0, line + result.stderr
    report = json.loads((tmp_path / "results/credibility.json").read_text())
    factors = {factor["identifier"]: factor for factor in report["factors"]}
    assert len(factors) == 13
    # What is stored counts, what is not is a gap.
    assert factors["output-comparison"]["evidence"][0]["judged"] == 36
    questions = {topic["title"]: len(topic["entries"]) for topic in report["topics"]}
    assert questions["Orders of convergence"] == 14 and questions["Conservation"] == 2
    assert factors["numerical-code"]["achieved"] == 1 and len(factors["numerical-code"]["gaps"]) == 6
    assert factors["model-inputs"]["achieved"] == 0 and factors["model-inputs"]["gaps"]
    assert factors["use-error"]["isStated"]
    groups = {group["name"] for group in report["applicability"]["groups"]}
    assert groups == {"healthy woman", "healthy man"}
    assert not any(group["inside"] for group in report["applicability"]["groups"])
    page = (tmp_path / "results/credibility.html").read_text()
    for anchor in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{anchor}"' in page, anchor
    for name in re.findall(r'href="([^"#]+\.json)"', page):
        assert (tmp_path / "results" / name).is_file()


def test_only_a_run_of_the_patient_stands_in_for_measurements(tmp_path, one_beat):
    patient = "patients/ideal-biv.h5"
    assert run(tmp_path, "scripts/hearttwin validate --suite healthy-adult --save results").returncode == 0

    def report(patient, folder):
        return run(tmp_path, f"scripts/hearttwin credibility {patient} --run {folder}")

    result = report(patient, one_beat[0])
    assert result.returncode == 0, result.stderr
    numbers = json.loads((tmp_path / "results/credibility.json").read_text())["applicability"]["coordinates"]
    assert sum(number["simulated"] for number in numbers) > 5
    assert "numbers taken as independent" in result.stdout

    def changed(changes):
        folder = tmp_path / "changed.run"
        shutil.copytree(one_beat[0], folder, dirs_exist_ok=True)
        summary = json.loads((one_beat[0] / "summary.json").read_text())
        for name, value in changes.items():
            if name in summary:
                summary[name] = value
            else:
                summary["provenance"][name] = value
        (folder / "summary.json").write_text(json.dumps(summary))
        return folder

    other = tmp_path / "other.h5"
    shutil.copy(ROOT / patient, other)
    with h5py.File(other, "a") as file:
        file.attrs["note"] = "another file of the same patient"
    for subject, changes, words in [
        ("patients/rodero-01.h5", {}, 'not of "rodero-01"'),
        ("other.h5", {}, "has changed since"),
        (patient, {"completed": False}, "stopped before its end"),
        (patient, {"interventions": "haemorrhage(volume=500 mL)"}, "treated"),
        (patient, {"patient file SHA-256": ""}, "does not say of which file"),
    ]:
        result = report(subject, changed(changes))
        assert result.returncode == 65 and words in result.stderr, (words, result.stderr)


ORIGINS = """
[suite]
summary = "patient files and treatments compared"
source = "for a test"
[populations.bleeding]
patient = ["patients/rodero-01.h5", "patients/ideal-biv.h5"]
do = "haemorrhage(volume=500 mL)"
duration = "20 s"
[populations.folder]
patient = "patients"
[populations.pump]
archetype = "end-stage-heart-failure"
compared_with = "lvad(speed=8000 1/min)"
do = "lvad(speed=12000 1/min)"
[populations.table]
table = "t.csv"
member = "id"
where = "arm = treated"
[[rows]]
id = "falls"
quantity = "aorticMeanMmHg"
population = "bleeding"
kind = "direction"
direction = "falls"
[[rows]]
id = "against"
quantity = "heartRatePerMin"
population = "bleeding"
against = "folder"
of = "percent"
kind = "range"
low = "0 %"
[[rows]]
id = "pump"
quantity = "laMeanMmHg"
population = "pump"
kind = "direction"
direction = "falls"
[[rows]]
id = "table"
quantity = "x"
population = "table"
kind = "range"
statistic = "all"
low = "1 mL"
high = "2 mL"
[populations.runs]
runs = "RUN"
[[rows]]
id = "runs"
quantity = "lvEFPercent"
population = "runs"
kind = "range"
low = "0 %"
high = "100 %"
"""


def test_every_origin_of_numbers(tmp_path, one_beat):
    (tmp_path / "t.csv").write_text("id,arm,x [mL]\na,treated,1.5\nb,control,9\nc,treated,1.7\n")
    (tmp_path / "a.toml").write_text(ORIGINS.replace("RUN", str(one_beat[0])))
    result = run(tmp_path, "scripts/hearttwin validate --suite a.toml --json")
    assert result.returncode == 0, result.stdout + result.stderr
    rows = {row["id"]: row for row in json.loads(result.stdout)["rows"]}
    assert {row["verdict"] for row in rows.values()} == {"pass"}
    assert rows["falls"]["count"] == 2 and rows["falls"]["observed"] < -3
    # Pumps are compared with pumps: ten steps of speed, not a pump with none.
    assert -21 < rows["pump"]["observed"] < -4
    assert rows["table"]["count"] == 2 and rows["table"]["observed"] == 1.5
    summary = json.loads((one_beat[0] / "summary.json").read_text())
    fraction = next(n["value"] for n in summary["numbers"] if n["identifier"] == "lvEFPercent")
    assert rows["runs"]["observed"] == fraction
    wrong = ORIGINS.replace("RUN", "nowhere").replace("= treated", "treated").replace("haemorrhage", "haemorhage")
    (tmp_path / "a.toml").write_text(wrong.replace("end-stage-heart-failure", "end-stage-hart-failure"))
    result = run(tmp_path, "scripts/hearttwin validate --suite a.toml")
    assert result.returncode == 65 and "has 4 problems" in result.stderr
    for words in ['did you mean "haemorrhage"', 'did you mean "end-stage-heart-failure"', "no summary.json there",
                  '"column = value"']:
        assert words in result.stderr, result.stderr


def test_the_page_shows_what_came_of_every_suite():
    sys.path.insert(0, str(ROOT / "Benchmarks"))
    import suites
    rows, text = suites.stored(), (ROOT / "docs/validation.md").read_text()
    assert text == suites.page(text, rows), "run Benchmarks/suites.py -"
    assert set(rows) <= set(suites.suites()) and len(rows) >= 15
    for name, row in rows.items():
        assert (row["fail"] == "0") == (row["failing rows"] == ""), name
        assert len([one for one in row["failing rows"].split("; ") if one]) == int(row["fail"]), name


def test_data_that_are_not_there_are_left_out(tmp_path):
    result = run(tmp_path, "scripts/hearttwin validate --suite cath-echo")
    assert result.returncode == 0
    assert "nothing was judged" in result.stdout and "cath_echo_cohort.tsv are missing" in result.stdout


def test_wrong_command_lines(tmp_path):
    for line, code, words in [
        ("validate", 64, "Name a case"),
        ("validate circulation --suite circulation", 64, "exclude one another"),
        ("validate --suite circulaton", 66, 'did you mean "circulation"'),
        ("validate --suite nowhere.toml", 66, "nowhere.toml: no such file"),
        ("validate --suite circulation --table a", 64, "population=file"),
        ("validate circulaton", 64, 'did you mean "circulation"'),
        ("validate --baseline nowhere.json", 66, "nowhere.json"),
        ("credibility --results nowhere", 66, "nowhere"),
        ("credibility --context nowhere.toml", 66, "nowhere.toml"),
    ]:
        result = run(tmp_path, "scripts/hearttwin " + line)
        assert result.returncode == code, line + result.stderr
        assert words in result.stderr, result.stderr
        assert not list(tmp_path.iterdir()), line


def test_the_stored_run_of_the_interventions_says_what_their_page_says():
    """Suite and case judge the same rows by the same bands: a run of one of them that is older than the other shows here."""
    with open(ROOT / "Benchmarks/suite-runs.tsv", newline="") as file:
        runs = {row["suite"]: row for row in csv.DictReader(file, delimiter="\t")}
    stored = runs["interventions"]
    page = (ROOT / "docs/interventions.md").read_text()
    inside, rows = map(int, re.search(r"\*\*(\d+) of (\d+) rows are inside", page).groups())
    assert int(stored["pass"]) == inside
    assert int(stored["pass"]) + int(stored["fail"]) == rows
