"""Batches on the level of the heart: stopped, out of time, killed, out of room, with patients that cannot be read."""

import csv
import json
import os
import pathlib
import shutil
import signal
import subprocess
import time

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]

# The settings of a quick simulation (conftest.QUICK), as a cohort says them.
COHORT = """
[run]
level = "heart"
maximum_beats = {beats}
{run}
[[patients]]
files = [{files}]
[parameters]
circulation.heartRate = {{ values = ["200 1/min"] }}
wall.contractilityLeft = {{ values = [0.1] }}
wall.contractilityRight = {{ values = [0.1] }}
"""
HEART = f'"{ROOT}/patients/ideal-biv.h5"'


def cohort(folder, beats=2, run="", files=HEART, more=""):
    (folder / "hearts.toml").write_text(COHORT.format(beats=beats, run=run, files=files) + more)


def batch(program, folder, *words, **options):
    return program.run("batch", *words, cwd=folder, **options)


def start(program, folder, *words):
    return subprocess.Popen(
        program.arguments("batch", "hearts.toml", *words), cwd=folder, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True)


def wait(condition, seconds=180):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.02)


def rows(folder):
    with open(folder / "hearts.batch/results.csv") as file:
        return list(csv.DictReader(file))


def simulations(folder):
    """Process numbers of the hearts that beat in a folder."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_bytes().decode().split("\0")
            if "simulate" in words and os.readlink(entry / "cwd") == str(folder):
                found.append(int(entry.name))
        except (OSError, UnicodeDecodeError):
            continue
    return found


def has(folder, name):
    return list((folder / "hearts.batch/cases").glob("*/" + name))


def assert_same_heart(folder, whole_run):
    """The one row holds the numbers of the run that was never disturbed, to the last bit."""
    (row,) = rows(folder)
    summary = json.loads((whole_run[0] / "summary.json").read_text())
    numbers = {f'{n["identifier"]} [{n["unit"]}]': n["value"] for n in summary["numbers"]}
    assert row["state"] == "done"
    shared = [name for name in numbers if row.get(name)]
    assert len(shared) > 20
    assert {name: float(row[name]) for name in shared} == {name: numbers[name] for name in shared}
    (case,) = has(folder, "traces.csv")
    assert case.read_bytes() == (whole_run[0] / "traces.csv").read_bytes()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_batch_goes_on_with_the_same_bits(program, whole_run, tmp_path, stop):
    cohort(tmp_path)
    run = start(program, tmp_path)
    # The first beat has a checkpoint, the second is under way.
    wait(lambda: has(tmp_path, "checkpoint.h5"))
    run.send_signal(stop)
    assert run.wait(timeout=120) == 75
    assert "nothing that is finished is lost" in run.stderr.read()
    assert simulations(tmp_path) == []
    status = batch(program, tmp_path, "status", "hearts.batch", "--json")
    assert json.loads(status.stdout)["states"]["pending"] == 1
    beats = json.loads(has(tmp_path, "summary.json")[0].read_text())["beats"]
    assert beats == 1
    resumed = batch(program, tmp_path, "hearts.toml", "--resume")
    assert resumed.returncode == 0, resumed.stderr
    assert_same_heart(tmp_path, whole_run)


def test_a_killed_batch_takes_its_hearts_along_and_goes_on(program, whole_run, tmp_path):
    cohort(tmp_path)
    run = start(program, tmp_path)
    wait(lambda: has(tmp_path, "checkpoint.h5"))
    run.kill()
    run.wait()
    # Its worker notices and asks the heart to stop; the next run waits for both.
    resumed = batch(program, tmp_path, "hearts.toml")
    assert resumed.returncode == 0, resumed.stderr
    assert_same_heart(tmp_path, whole_run)


def test_a_heart_that_is_over_its_time_keeps_its_checkpoint(program, whole_run, tmp_path):
    cohort(tmp_path, run='time_limit = "3 s"')
    result = batch(program, tmp_path, "hearts.toml", "--json")
    assert result.returncode == 3, result.stderr
    assert json.loads(result.stdout)["states"]["timed-out"] == 1
    (row,) = rows(tmp_path)
    assert row["state"] == "timed-out" and "3.0 s; its checkpoint is kept" in row["reason"]
    assert has(tmp_path, "checkpoint.h5") and not has(tmp_path, "report.html")
    # An end is an end: the same command computes nothing, --retry does, with more time.
    assert batch(program, tmp_path, "hearts.toml").returncode == 3
    cohort(tmp_path, run='time_limit = "280 s"')
    again = batch(program, tmp_path, "hearts.toml", "--retry", "timed-out")
    assert again.returncode == 0, again.stderr
    assert "1 cases are tried again" in again.stderr
    assert_same_heart(tmp_path, whole_run)


def test_a_heart_that_is_killed_is_a_row_and_the_next_beats(program, tmp_path):
    cohort(tmp_path, beats=1, more='[[scenarios]]\nname = "bled"\ninterventions = ["haemorrhage(volume=300 mL)"]\n')
    run = start(program, tmp_path, "--jobs", "1")
    killed = []

    def kill():
        if not killed and (found := simulations(tmp_path)):
            os.kill(found[0], signal.SIGKILL)
            killed.append(found[0])
        return run.poll() is not None

    wait(kill, 300)
    assert run.returncode == 3, run.stderr.read()
    table = rows(tmp_path)
    assert [row["state"] for row in table] == ["crashed", "done"]
    assert "signal 9" in table[0]["reason"]
    # Without the untreated heart there is nothing to subtract.
    assert table[1]["change.aorticMeanMmHg [mmHg]"] == ""
    # Progress is that of the whole batch.
    assert "50 %" in (progress := run.stderr.read()) and "0 done, 1 failed, 1 left" in progress


def test_a_full_disk_stops_hearts_and_room_lets_them_go_on(program, one_beat, small_disk):
    # Room for the checkpoint and half of the moving mesh; later for all of a run, and a table.
    checkpoint, mesh = (
        (one_beat[0] / name).stat().st_size for name in ["checkpoint.h5", "result.vtkhdf"])
    whole = sum(file.stat().st_size for file in one_beat[0].iterdir())
    disk = small_disk((2 * whole + 2_000_000) // 1024)
    cohort(disk, beats=1)
    filler = disk / "filler"
    filler.write_bytes(bytes(2 * whole + 2_000_000 - checkpoint - mesh // 2))
    result = batch(program, disk, "hearts.toml")
    assert result.returncode == 75, result.stderr
    assert "no space left" in result.stderr
    states = json.loads(batch(program, disk, "status", "hearts.batch", "--json").stdout)["states"]
    assert states["pending"] == 1, states
    assert not has(disk, "summary.json")
    filler.unlink()
    result = batch(program, disk, "hearts.toml", "--resume")
    assert result.returncode == 0, result.stderr
    assert [row["state"] for row in rows(disk)] == ["done"]


def test_everything_that_is_wrong_with_hearts_is_told_before_one_beats(program, tmp_path):
    (tmp_path / "torn.h5").write_bytes(b"\x89HDF\r\n\x1a\n")
    shutil.copy(ROOT / "patients/ideal-biv.h5", tmp_path / "twin.h5")
    (tmp_path / "table.csv").write_text(
        "id,circulation.heartRate,wall.contractilityLeft [1]\na,70,1\na,72 kg,1\n")
    cohort(tmp_path, files=f'{HEART}, "torn.h5"', more='[[patients]]\ntable = "table.csv"\n')
    dry = batch(program, tmp_path, "hearts.toml", "--dry-run", "--json")
    assert dry.returncode == 65, dry.stdout + dry.stderr
    text = "\n".join(f'{p["place"]}: {p["reason"]}' for p in json.loads(dry.stdout)["problems"])
    for words in ["torn.h5", "base"]:
        assert words in text, text
    # Tables of hearts stand on a file with an anatomy.
    cohort(tmp_path, files=f'{HEART}, "torn.h5", "twin.h5"',
           more='[[patients]]\ntable = "table.csv"\nbase = "twin.h5"\n')
    dry = batch(program, tmp_path, "hearts.toml", "--dry-run", "--json")
    assert dry.returncode == 65
    text = "\n".join(f'{p["place"]}: {p["reason"]}' for p in json.loads(dry.stdout)["problems"])
    for words in ["torn.h5", "no unit", "measures a mass", 'the id "a"']:
        assert words in text, text
    assert batch(program, tmp_path, "hearts.toml").returncode == 65
    assert not (tmp_path / "hearts.batch").exists()
