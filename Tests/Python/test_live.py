"""The live twin as a reader of docs/live.md uses it: the tutorial, a run that is killed, a broken journal."""

import filecmp
import json
import pathlib
import random
import shlex
import signal
import subprocess
import time

import pytest

from conftest import PATIENT, ROOT, Program


def binary():
    return Program.path or str(ROOT / ".build/release/hearttwin")


def live(*arguments, **options):
    return subprocess.run(
        [binary(), "live", *map(str, arguments)], capture_output=True, text=True, timeout=300, **options)


@pytest.fixture(scope="module")
def events(tmp_path_factory):
    path = tmp_path_factory.mktemp("live") / "events.ndjson"
    result = live("example", PATIENT)
    assert result.returncode == 0, result.stderr
    path.write_text(result.stdout)
    return path


def records(text, kind):
    return [record for record in map(json.loads, text.splitlines()) if record["type"] == kind]


def test_the_tutorial_runs(tmp_path):
    text = (ROOT / "docs/live.md").read_text().split("## Sources")[0]
    lines = [line for line in text.splitlines() if line.startswith("scripts/hearttwin ")]
    assert len(lines) == 4
    for line in lines:
        command = line.replace("scripts/hearttwin", shlex.quote(binary())).replace("patients/", f"{ROOT}/patients/")
        result = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=300)
        assert result.returncode == 0, result.stderr
        output = result.stdout
    assert records(output, "replayed")[0]["isComplete"]
    run = (tmp_path / "twin.ndjson").read_text()
    end = records(run, "end")[0]
    assert end["received"] == 1802
    assert end["received"] == sum(
        end[name] for name in ("applied", "coalesced", "duplicate", "stale", "rejected", "resumed"))
    # While he bleeds, worse is foreseen than what is, and blood would help.
    forecasts = records(run, "forecast")
    answers = records(run, "whatif")
    assert len(forecasts) == len(answers) >= 5
    during = [pair for pair in zip(forecasts, answers) if 60_000 < pair[0]["step"] < 110_000]
    assert during
    for nothing, something in during:
        def pressure(forecast):
            return next(c for c in forecast["curves"] if c["code"] == "MDC_PRESS_BLD_ART_ABP_MEAN")["median"]
        assert pressure(nothing)[60] < pressure(nothing)[0]
        assert pressure(something)[60] > pressure(nothing)[60]
        # Wanted is half a second; other work may share the processors of a test.
        assert nothing["milliseconds"] < 3000
    # The replay is the run.
    assert records(run, "beat") == records(output, "beat")


def test_a_run_that_is_killed_again_and_again_ends_like_one_that_is_not(tmp_path, events):
    whole = live("run", PATIENT, "--source", f"file:{events}@max", "--journal", tmp_path / "whole")
    assert whole.returncode == 0, whole.stderr
    random.seed(1)
    kills = 0
    for _ in range(50):
        process = subprocess.Popen(
            [binary(), "live", "run", str(PATIENT), "--source", f"file:{events}@12", "--journal", str(tmp_path / "parts")],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.25 + 0.5 * random.random())
        process.send_signal(signal.SIGKILL)
        kills += process.wait() == -signal.SIGKILL
    assert kills == 50
    rest = live("run", PATIENT, "--source", f"file:{events}@max", "--journal", tmp_path / "parts")
    assert rest.returncode == 0, rest.stderr
    assert filecmp.cmp(tmp_path / "whole/journal", tmp_path / "parts/journal", shallow=False)
    end = records(rest.stdout, "end")[0]
    assert end["received"] == sum(
        end[name] for name in ("applied", "coalesced", "duplicate", "stale", "rejected", "resumed"))


def test_a_changed_journal_is_not_replayed(tmp_path, events):
    assert live("run", PATIENT, "--source", f"file:{events}@max", "--journal", tmp_path / "j").returncode == 0
    journal = tmp_path / "j/journal"
    data = bytearray(journal.read_bytes())
    data[len(data) // 2] ^= 1
    journal.write_bytes(data)
    result = live("replay", tmp_path / "j", PATIENT)
    assert result.returncode == 65
    assert "is not what was written" in result.stderr


def test_nonsense_on_standard_input_is_kept_as_dead_letters(tmp_path):
    now = int(time.time() * 1000)
    good = dict(schema="hearttwin.vital/1", patient="ideal-biv", source="m", code="MDC_ECG_HEART_RATE", value=80,
                unit="/min", timeMs=now, sequence=1)
    lines = [json.dumps(good), json.dumps(good), json.dumps(good | {"value": -5}), json.dumps(good | {"value": "false"}),
             json.dumps(good | {"value": float("nan")}), json.dumps(good | {"patient": "someone else"}), "hello"]
    result = live("run", PATIENT, "--journal", tmp_path / "j", input="\n".join(lines) + "\n")
    assert result.returncode == 0, result.stderr
    end = records(result.stdout, "end")[0]
    assert (end["received"], end["applied"], end["duplicate"], end["rejected"]) == (7, 1, 1, 5)
    letters = [json.loads(line) for line in (tmp_path / "j/dead-letters.ndjson").read_text().splitlines()]
    assert [letter["reason"] for letter in letters] == [
        "duplicate", "outOfRange", "wrongType", "notFinite", "wrongPatient", "malformed"]
    assert bytes.fromhex(letters[-1]["raw"]) == b"hello"


def test_the_schemas_are_schemas():
    schema = json.loads(live("schema").stdout)
    assert schema["$schema"].endswith("2020-12/schema")
    assert {record["name"] for record in json.loads(live("schema", "--avro").stdout)} == {
        "vital1", "parameter1", "intervention1"}


def test_a_source_that_is_none_is_a_usage_error():
    result = live("run", PATIENT, "--source", "mqtt:broker/topic")
    assert result.returncode == 64
    assert "is no source" in result.stderr
