"""Batches: what kills them, what is wrong with them, and what their tables hold."""

import csv
import json
import os
import pathlib
import random
import re
import resource
import shlex
import signal
import subprocess
import time

import h5py
import numpy
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("HEARTTWIN_BINARY", str(ROOT / ".build/release/hearttwin"))
WORKER = str(pathlib.Path(BINARY).with_name("hearttwin-batch"))

COHORT = """
[run]
duration = "{duration}"
{run}
[[patients]]
name = "adult"
count = {count}
[patients.sample]
"circulation.heartRate" = {{ distribution = "normal", mean = "70 1/min", sd = "10 1/min", low = "45 1/min" }}
"circulation.systemicArterialResistance" = {{ distribution = "lognormal", sd_of_log = 0.15 }}
[[scenarios]]
name = "bled"
interventions = ["haemorrhage(volume=500 mL)"]
"""


def cohort(folder, count, duration="20 s", run="", more=""):
    path = folder / "cohort.toml"
    path.write_text(COHORT.format(count=count, duration=duration, run=run) + more)
    return path


def batch(folder, *words, **options):
    return subprocess.run(
        [BINARY, "batch", *map(str, words)], cwd=folder, capture_output=True, text=True, timeout=300,
        **options)


def start(folder, *words):
    return subprocess.Popen(
        [BINARY, "batch", *map(str, words)], cwd=folder, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True)


def ends(folder):
    """Every line of the shards that is the end of a case, and the number of lines that are none at all."""
    found, torn = [], 0
    for shard in sorted((folder / "shards").glob("*.jsonl")):
        for line in shard.read_text().splitlines():
            try:
                record = json.loads(line) if line else {"begin": []}
            except json.JSONDecodeError:
                torn += 1
                continue
            if "case" in record:
                found.append(record)
    return found, torn


def manifest(folder):
    states = {}
    for line in (folder / "manifest.jsonl").read_text().splitlines():
        record = json.loads(line) if line else {}
        if "case" in record:
            assert record["case"] not in states, "a case has two ends in the manifest"
            states[record["case"]] = record["state"]
    return states


def rows(folder):
    with open(folder / "results.csv") as file:
        return list(csv.DictReader(file))


def workers(folder):
    """Processes that compute in a folder: process number and cases."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            words = (entry / "cmdline").read_bytes().decode().split("\0")
            if "worker" in words and "--cases" in words and os.readlink(entry / "cwd") == str(folder):
                found.append((int(entry.name), words[words.index("--cases") + 1]))
        except OSError:
            continue
    return found


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A cohort that was never disturbed."""
    folder = tmp_path_factory.mktemp("whole")
    cohort(folder, 100)
    result = batch(folder, "cohort.toml", "--jobs", 2)
    assert result.returncode == 0, result.stderr
    return folder


def test_the_table_holds_every_case_with_units_and_changes(whole):
    table = rows(whole / "cohort.batch")
    assert len(table) == 200
    assert [row["scenario"] for row in table[:2]] == ["untreated", "bled"]
    assert {row["state"] for row in table} == {"done"}
    for before, after in zip(table[::2], table[1::2]):
        assert before["patient"] == after["patient"]
        change = float(after["change.aorticMeanMmHg [mmHg]"])
        assert change == pytest.approx(
            float(after["aorticMeanMmHg [mmHg]"]) - float(before["aorticMeanMmHg [mmHg]"]))
        assert change < 0, "a haemorrhage lowers the pressure"
        assert before["change.aorticMeanMmHg [mmHg]"] == ""
    with h5py.File(whole / "cohort.batch/results.h5") as file:
        numbers = file["cases/numbers/aorticMeanMmHg"]
        assert numbers.attrs["units"] in (b"mmHg", "mmHg")
        assert list(numbers[:]) == [float(row["aorticMeanMmHg [mmHg]"]) for row in table]
        assert [name.decode() for name in file["cases/patient"][:2]] == ["adult-00", "adult-00"]
        assert numpy.isnan(file["cases/changes/aorticMeanMmHg"][0])


def test_the_number_of_workers_changes_nothing(whole, tmp_path):
    cohort(tmp_path, 100)
    assert batch(tmp_path, "cohort.toml", "--jobs", 1, "-q").returncode == 0
    for name in ["results.csv", "results.h5"]:
        assert (tmp_path / "cohort.batch" / name).read_bytes() == (
            whole / "cohort.batch" / name).read_bytes(), name


def test_the_same_command_again_computes_nothing(whole):
    folder = whole / "cohort.batch"
    shards = {path: path.read_bytes() for path in (folder / "shards").iterdir()}
    table = (folder / "results.csv").read_bytes()
    result = batch(whole, "cohort.toml", "--resume")
    assert result.returncode == 0
    assert "200 of 200 cases have ended before" in result.stderr
    assert {path: path.read_bytes() for path in (folder / "shards").iterdir()} == shards
    assert (folder / "results.csv").read_bytes() == table


def test_kills_at_any_moment_lose_nothing_and_repeat_nothing(whole, tmp_path):
    chance = random.Random(4)
    cohort(tmp_path, 100)
    folder = tmp_path / "cohort.batch"
    kills = 0
    for attempt in range(8):
        run = start(tmp_path, "cohort.toml", "--jobs", 2)
        time.sleep(chance.uniform(0.15, 0.9))
        if attempt % 2:
            # Workers go, the run stays and gives their cases to others.
            for number, _ in workers(tmp_path):
                os.kill(number, signal.SIGKILL)
                kills += 1
            time.sleep(0.2)
        if run.poll() is None:
            run.kill()
            kills += 1
        run.wait()
        if (folder / "shards").exists():
            found, _ = ends(folder)
            cases = [record["case"] for record in found]
            assert len(cases) == len(set(cases)), "a case was computed twice"
    assert kills > 4, "nothing was killed: the test proves nothing"
    result = batch(tmp_path, "cohort.toml", "--resume", "--jobs", 2)
    assert result.returncode == 0, result.stderr
    cases = [record["case"] for record in ends(folder)[0]]
    assert sorted(cases) == list(range(200))
    assert manifest(folder) == {case: "done" for case in range(200)}
    for name in ["results.csv", "results.h5"]:
        assert (folder / name).read_bytes() == (whole / "cohort.batch" / name).read_bytes(), name


def test_a_torn_line_is_left_out_and_its_case_computed_again(whole, tmp_path):
    cohort(tmp_path, 100)
    assert batch(tmp_path, "cohort.toml", "--prepare").returncode == 0
    folder = tmp_path / "cohort.batch"
    shard = sorted((whole / "cohort.batch/shards").glob("0*.jsonl"))[0]
    half = shard.read_text()[: shard.stat().st_size // 2 + 7]
    assert not half.endswith("\n")
    (folder / "shards" / shard.name).write_text(half)
    result = batch(tmp_path, "cohort.toml")
    assert result.returncode == 0, result.stderr
    assert "half-written" in result.stderr
    assert (folder / "results.csv").read_bytes() == (whole / "cohort.batch/results.csv").read_bytes()


def test_ctrl_c_leaves_a_batch_that_goes_on(whole, tmp_path):
    cohort(tmp_path, 100)
    run = start(tmp_path, "cohort.toml", "--jobs", 2)
    shards = tmp_path / "cohort.batch/shards"
    wait(lambda: shards.exists() and ends(tmp_path / "cohort.batch")[0])
    run.send_signal(signal.SIGINT)
    assert run.wait(timeout=60) == 75
    assert "nothing that is finished is lost" in run.stderr.read()
    status = json.loads(batch(tmp_path, "status", "cohort.batch", "--json").stdout)
    assert status["states"]["pending"] > 0
    assert sum(status["states"].values()) == status["cases"] == 200
    assert batch(tmp_path, "cohort.toml", "--resume").returncode == 0
    assert (tmp_path / "cohort.batch/results.csv").read_bytes() == (
        whole / "cohort.batch/results.csv").read_bytes()


def wait(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.02)


def test_the_time_left_is_about_right(tmp_path):
    cohort(tmp_path, 120, duration="120 s")
    run = start(tmp_path, "cohort.toml", "--jobs", 2)
    lines = [(time.monotonic(), line) for line in run.stderr]
    assert run.wait() == 0, lines
    end = time.monotonic()
    told = []
    for when, line in lines:
        found = re.search(r"(\d+) %  ([\d.]+) (s|min) left  (\d+) done, 0 failed, (\d+) left", line)
        if found:
            percent, left, unit, done, rest = found.groups()
            assert int(done) + int(rest) == 240, line
            told.append((when, float(left) * (60 if unit == "min" else 1)))
    assert len(told) > 4, lines
    # Processors are shared with whatever else runs here: three times as fast or slow may be.
    for when, left in told:
        assert (end - when) / 3 - 2 < left < 3 * (end - when) + 2, (end - when, lines)


def test_a_full_disk_stops_the_batch_and_room_lets_it_go_on(whole, tmp_path):
    cohort(tmp_path, 100)

    def small_files():
        # No file may grow beyond this, as on a disk that is full; the signal is ignored, as cluster limits do.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))

    result = batch(
        tmp_path, "cohort.toml", "--jobs", 2, preexec_fn=small_files, restore_signals=False)
    assert result.returncode == 75, result.stderr
    assert "no space left" in result.stderr
    folder = tmp_path / "cohort.batch"
    found, torn = ends(folder)
    assert torn == 0 and 0 < len(found) < 200
    assert set(manifest(folder)) <= {record["case"] for record in found}
    assert batch(tmp_path, "cohort.toml", "--resume").returncode == 0
    assert sorted(record["case"] for record in ends(folder)[0]) == list(range(200))
    assert (folder / "results.csv").read_bytes() == (whole / "cohort.batch/results.csv").read_bytes()


def test_a_case_that_kills_its_worker_is_a_row_and_the_others_go_on(tmp_path):
    cohort(tmp_path, 3, duration="400 s")
    run = start(tmp_path, "cohort.toml", "--jobs", 1)
    # Whoever computes the treated second patient dies: at first with its neighbours, then alone.
    killed = []

    def kill():
        for number, cases in workers(tmp_path):
            first, end = map(int, cases.split("..<"))
            begun = {case for line in shard(cases) for case in line.get("begin", [])}
            done = {line["case"] for line in shard(cases) if "case" in line}
            if 3 in begun - done and first <= 3 < end and number not in killed:
                os.kill(number, signal.SIGKILL)
                killed.append(number)
        return run.poll() is not None

    def shard(cases):
        first, end = map(int, cases.split("..<"))
        path = tmp_path / f"cohort.batch/shards/{first:09}-{end:09}.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    wait(kill, 120)
    assert len(killed) == 2
    assert run.returncode == 3, run.stderr.read()
    table = rows(tmp_path / "cohort.batch")
    assert [row["state"] for row in table] == ["done"] * 3 + ["crashed"] + ["done"] * 2
    assert "signal 9" in table[3]["reason"]
    assert manifest(tmp_path / "cohort.batch")[3] == "crashed"


def test_cases_have_a_limit_of_time(tmp_path):
    cohort(tmp_path, 2, duration="900 s", run='time_limit = "0.4 s"')
    result = batch(tmp_path, "cohort.toml", "--json")
    assert result.returncode == 3
    assert json.loads(result.stdout)["states"]["timed-out"] == 2
    table = rows(tmp_path / "cohort.batch")
    assert [row["state"] for row in table] == ["done", "timed-out"] * 2
    assert "0.4 s" in table[1]["reason"]
    # With more time the two are computed again, and only they.
    cohort(tmp_path, 2, duration="900 s", run='time_limit = "100 s"')
    before = [record for record in ends(tmp_path / "cohort.batch")[0] if record["state"] == "done"]
    again = batch(tmp_path, "cohort.toml", "--retry", "timed-out")
    assert again.returncode == 0, again.stderr
    assert "2 cases are tried again" in again.stderr
    found = ends(tmp_path / "cohort.batch")[0]
    assert [record["state"] for record in found] == ["done"] * 4
    assert [record for record in found if record in before] == before


def test_a_patient_that_cannot_be_is_a_row(tmp_path):
    (tmp_path / "cohort.csv").write_text(
        "id,circulation.bloodVolume [mL]\nwell,5200\nbled,1500\nalso well,5000\n")
    (tmp_path / "cohort.toml").write_text(
        '[run]\nduration = "10 s"\n[[patients]]\ntable = "cohort.csv"\n')
    result = batch(tmp_path, "cohort.toml")
    assert result.returncode == 3
    table = rows(tmp_path / "cohort.batch")
    assert [row["state"] for row in table] == ["done", "failed", "done"]
    assert table[1]["reason"]


BAD = """id,circulation.heartRate [1/min],circulation.bloodVolume [mL],age,SBP
a,70,5200,50,120 mmHg
b,700,5200,50,120
a,72,5.4 L,40,120 kg
,nan,5200,40,16 kPa
c,70,,40,130 mmHg
"""


def test_everything_that_is_wrong_is_told_before_anything_runs(tmp_path):
    (tmp_path / "bad.csv").write_text(BAD)
    (tmp_path / "torn.h5").write_bytes(b"\x89HDF\r\n\x1a\n")
    (tmp_path / "cohort.toml").write_text("""
[run]
bad_input = "stop"
[[patients]]
table = "bad.csv"
[patients.columns]
SBP = "systolic_pressure"
[[patients]]
files = ["torn.h5"]
""")
    dry = batch(tmp_path, "cohort.toml", "--dry-run", "--json")
    assert dry.returncode == 65
    problems = json.loads(dry.stdout)["problems"]
    places = [problem["place"] for problem in problems]
    assert places == ["bad.csv:3", "bad.csv:3", "bad.csv:4", "bad.csv:4", "bad.csv:5", "bad.csv:5",
                      "torn.h5"], problems
    text = "\n".join(problem["reason"] for problem in problems)
    for words in ["no unit", "outside 25.0", "measures a mass", 'the id "a"', "id is empty", "nan"]:
        assert words in text
    result = batch(tmp_path, "cohort.toml")
    assert result.returncode == 65
    assert not (tmp_path / "cohort.batch").exists()
    # The other choice: the patients that can be used are.
    path = tmp_path / "cohort.toml"
    path.write_text(path.read_text().replace('"stop"', '"skip"\nduration = "5 s"'))
    result = batch(tmp_path, "cohort.toml")
    assert result.returncode == 0, result.stderr
    table = rows(tmp_path / "cohort.batch")
    assert [row["state"] for row in table] == ["done"] + ["skipped"] * 3 + ["done", "skipped"]
    # The measured pressure is what the fitted loop shows.
    assert float(table[0]["aorticSystolicMmHg [mmHg]"]) == pytest.approx(120, abs=3)
    assert float(table[4]["aorticSystolicMmHg [mmHg]"]) == pytest.approx(130, abs=3)


def test_mistakes_in_the_cohort_file_are_told_together(tmp_path):
    (tmp_path / "cohort.csv").write_text("id,circulation.hartRate\na,1\n")
    (tmp_path / "cohort.toml").write_text("""
[run]
level = "lop"
duration = "120"
metrics = ["aorticMeanMmhg"]
[[patients]]
table = "cohort.csv"
[patients.columns]
DBP = "diastolic_pressure"
[[patients]]
files = ["nothing/*.h5"]
[[scenarios]]
name = "x"
interventions = ["haemorhage(volume=500 mL)", "haemorrhage(volume=500)"]
[parameters]
"circulation.bloodVolume" = { values = ["5 L", "50 mL"] }
""")
    result = batch(tmp_path, "cohort.toml")
    assert result.returncode == 65
    for words in ['did you mean "loop"', 'write it as "120 s"', 'did you mean "aorticMeanMmHg"',
                  'no column "DBP"', 'did you mean "circulation.heartRate"', "matches no file",
                  'did you mean "haemorrhage"', 'write it as "500 mL"', "50.0 mL is outside"]:
        assert words in result.stderr, words
    assert batch(tmp_path, "absent.toml").returncode == 66
    assert batch(tmp_path, "status", "absent").returncode == 66
    (tmp_path / "cohort.toml").write_text("[run\n")
    broken = batch(tmp_path, "cohort.toml")
    assert broken.returncode == 65 and "cohort.toml:1:" in broken.stderr.replace(": 1:", ":1:")


def test_another_cohort_does_not_mix_with_what_is_there(tmp_path):
    cohort(tmp_path, 2, duration="5 s")
    assert batch(tmp_path, "cohort.toml", "-q").returncode == 0
    before = (tmp_path / "cohort.batch/results.csv").read_bytes()
    cohort(tmp_path, 3, duration="5 s")
    result = batch(tmp_path, "cohort.toml")
    assert result.returncode == 65 and "--force-new" in result.stderr
    assert (tmp_path / "cohort.batch/results.csv").read_bytes() == before
    (tmp_path / "bad.toml").write_text('[[patients]]\nfiles = ["none.h5"]\n')
    bad = batch(tmp_path, "bad.toml", "--output", "cohort.batch", "--force-new")
    assert bad.returncode == 65 and "matches no file" in bad.stderr
    assert (tmp_path / "cohort.batch/results.csv").read_bytes() == before
    assert batch(tmp_path, "cohort.toml", "--force-new").returncode == 0
    assert len(rows(tmp_path / "cohort.batch")) == 6


def test_files_and_varied_parameters(tmp_path):
    (tmp_path / "cohort.toml").write_text(f"""
[run]
duration = "5 s"
keep = "traces"
metrics = ["aorticMeanMmHg", "heartRatePerMin"]
[[patients]]
files = ["{ROOT}/patients/*.h5"]
[parameters]
circulation.heartRate = {{ from = "60 1/min", to = "80 1/min", count = 2 }}
circulation.systemicArterialResistance = {{ factors = [1, 1.2] }}
""")
    result = batch(tmp_path, "cohort.toml")
    assert result.returncode == 0, result.stderr
    table = rows(tmp_path / "cohort.batch")
    assert [row["patient"] for row in table] == ["ideal-biv"] * 4 + ["rodero-01"] * 4
    assert [row["circulation.heartRate [1/min]"] for row in table[:4]] == ["60.0"] * 2 + ["80.0"] * 2
    assert float(table[3]["heartRatePerMin [1/min]"]) == pytest.approx(80, abs=0.01)
    assert float(table[1]["aorticMeanMmHg [mmHg]"]) > float(table[0]["aorticMeanMmHg [mmHg]"]) + 3
    traces = sorted((tmp_path / "cohort.batch/cases").glob("*/traces.csv"))
    assert len(traces) == 8 and "aort" in traces[0].read_text().splitlines()[0]


def test_a_worker_by_itself_serves_a_cluster(whole, tmp_path):
    cohort(tmp_path, 100)
    assert batch(tmp_path, "cohort.toml", "--prepare").returncode == 0

    def task(cases):
        return subprocess.run(
            [WORKER, "worker", "--cohort", "cohort.toml", "--output", "cohort.batch", "--cases", cases],
            cwd=tmp_path, capture_output=True, text=True, timeout=300)

    # Ranges that do not agree with blocks, points or each other's ends.
    for cases in ["0..<77", "77..<201", "5"]:
        expected = 0 if cases == "0..<77" else 64
        assert task(cases).returncode == expected, cases
    assert task("70..<200").returncode == 0
    assert sorted(record["case"] for record in ends(tmp_path / "cohort.batch")[0]) == list(range(200))
    result = batch(tmp_path, "collect", "cohort.batch", "-q")
    assert result.returncode == 0
    assert (tmp_path / "cohort.batch/results.csv").read_bytes() == (
        whole / "cohort.batch/results.csv").read_bytes()


def test_a_worker_that_is_told_to_stop_ends_in_order(tmp_path):
    cohort(tmp_path, 60, duration="60 s")
    assert batch(tmp_path, "cohort.toml", "--prepare").returncode == 0
    worker = subprocess.Popen(
        [WORKER, "worker", "--output", "cohort.batch", "--cases", "0..<120"], cwd=tmp_path)
    wait(lambda: ends(tmp_path / "cohort.batch")[0])
    worker.send_signal(signal.SIGUSR1)
    assert worker.wait(timeout=60) == 75
    found, torn = ends(tmp_path / "cohort.batch")
    assert torn == 0 and 0 < len(found) < 120


def test_the_heart_itself_runs_as_cases(tmp_path):
    (tmp_path / "cohort.toml").write_text(f"""
[run]
level = "heart"
maximum_beats = 1
[[patients]]
files = ["{ROOT}/patients/ideal-biv.h5"]
[parameters]
circulation.heartRate = {{ values = ["200 1/min"] }}
wall.contractilityLeft = {{ values = [0.1] }}
wall.contractilityRight = {{ values = [0.1] }}
""")
    result = batch(tmp_path, "cohort.toml")
    assert result.returncode == 0, result.stderr
    row = rows(tmp_path / "cohort.batch")[0]
    assert row["state"] == "done"
    assert float(row["heartRatePerMin [1/min]"]) == pytest.approx(200, abs=0.1)
    folder = next((tmp_path / "cohort.batch/cases").iterdir())
    assert (folder / "summary.json").exists() and (folder / "report.html").exists()


def test_the_commands_of_the_batch_page_run(tmp_path):
    text = (ROOT / "docs/batch.md").read_text()
    for name, content in re.findall(r"```(?:toml|csv) ([\w.-]+)\n(.*?)```", text, re.S):
        (tmp_path / name).write_text(content.replace("patients/", f"{ROOT}/patients/"))
    lines = [line for line in text.splitlines() if line.startswith("scripts/hearttwin ")]
    assert len(lines) >= 4
    for line in lines:
        words = shlex.split(line)
        result = subprocess.run(
            [BINARY, *words[1:]], cwd=tmp_path, capture_output=True, text=True, timeout=300)
        assert result.returncode == 0, (line, result.stderr)
