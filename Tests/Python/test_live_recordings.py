"""Recordings in tables and HDF5 files, and live sources after a recording."""

import json
import time

import h5py
import numpy
import pytest

from conftest import PATIENT
from live_http import Twin, vital
from test_live import live, records
from test_live_sources import account, port

START = 1_700_000_000_000


def table(path, count=40):
    rows = ["time_ms,MDC_ECG_HEART_RATE,MDC_PRESS_BLD_ART_ABP_MEAN [mm[Hg]],remark"]
    rows += [f"{START + 1000 * k},{70 + k / 2},{'' if k % 3 else 90 + k / 10},seen" for k in range(count)]
    path.write_text("\n".join(rows) + "\n")


def test_a_table_is_followed(tmp_path):
    table(tmp_path / "t.csv")
    result = live("record", tmp_path / "t.csv", "--patient", "ideal-biv")
    assert result.returncode == 0 and "left out: remark" in result.stderr
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert [e["value"] for e in events if e["code"] == "MDC_ECG_HEART_RATE"] == [70 + k / 2 for k in range(40)]
    assert len(events) == 40 + 14 and all(e["timeMs"] >= START for e in events)
    run = live("run", PATIENT, "--source", f"csv:{tmp_path}/t.csv@max", "--journal", tmp_path / "j")
    assert account(run.stdout)["applied"] == 54, run.stderr
    # The last beat began before the last rate was told.
    assert abs(records(run.stdout, "beat")[-1]["heartRatePerMinute"] - 89.5) < 2
    # What a history gives is a recording again.
    history = live("history", tmp_path / "j/history.sqlite", "--series", "MDC_ECG_HEART_RATE").stdout
    (tmp_path / "h.csv").write_text(history)
    again = live("run", PATIENT, "--source", f"csv:{tmp_path}/h.csv@max")
    assert account(again.stdout)["applied"] == 40, again.stderr


def test_signals_of_an_hdf5_file_are_followed(tmp_path):
    period, count = 8, 2500
    wave = 90 + 20 * numpy.sin(2 * numpy.pi * numpy.arange(count) * period / 800)
    with h5py.File(tmp_path / "s.h5", "w") as file:
        signal = file.create_group("signals/MDC_PRESS_BLD_ART_ABP")
        signal["value"] = wave.astype("f4")
        signal["value"].attrs.update(unit="mm[Hg]", period_ms=float(period), start_ms=float(START))
        rate = file.create_group("signals/HR")
        rate["value"], rate["time_ms"] = numpy.array([70.0, 75.0]), numpy.array([START, START + 5000])
        rate["value"].attrs["unit"] = "/min"
    result = live("record", tmp_path / "s.h5", "--patient", "ideal-biv")
    assert result.returncode == 0, result.stderr
    events = [json.loads(line) for line in result.stdout.splitlines()]
    found = numpy.concatenate([e["wave"]["values"] for e in events if "wave" in e])
    assert numpy.array_equal(found, wave.astype("f4").astype("f8"))
    run = live("run", PATIENT, "--source", f"hdf5:{tmp_path}/s.h5@max")
    assert account(run.stdout)["applied"] == len(events), run.stderr


@pytest.mark.parametrize("text, wanted", [
    ("HR\n70\n", "no column of times"),
    ("time_s,HR\n1,70\n1,71\n", "times do not grow"),
    ("time_s,HR [kPa]\n1,70\n", "is in kPa"),
    ("time_s,HR\n1,seventy\n", 'line 2: HR: "seventy" is no number'),
    ("time_s,weight\n1,70\n", "no value of a signal that the twin knows"),
])
def test_a_table_that_cannot_be_followed_is_refused(tmp_path, text, wanted):
    (tmp_path / "t.csv").write_text(text)
    result = live("run", PATIENT, "--source", f"csv:{tmp_path}/t.csv@max")
    assert result.returncode == 65 and wanted in result.stderr, result.stderr


def test_an_hdf5_file_that_cannot_be_followed_is_refused(tmp_path):
    with h5py.File(tmp_path / "s.h5", "w") as file:
        file.create_group("signals/HR")["value"] = numpy.array([70.0])
    result = live("run", PATIENT, "--source", f"hdf5:{tmp_path}/s.h5@max")
    assert result.returncode == 65 and "no attribute unit" in result.stderr
    assert live("run", PATIENT, "--source", f"hdf5:{tmp_path}/none.h5@max").returncode == 66


def test_live_sources_begin_when_a_recording_is_over(tmp_path):
    """Two minutes without waiting, then by the clock over HTTP and MLLP; ended and begun again."""
    table(tmp_path / "t.csv", 120)
    where = port()

    def start():
        return Twin("--source", f"csv:{tmp_path}/t.csv@max", "--source", f"mllp:127.0.0.1:{where}", "--journal", tmp_path / "j")
    with start() as twin:
        end = time.monotonic() + 20
        while not twin.state()["about"]["takesEvents"] and time.monotonic() < end:
            time.sleep(0.1)
        first = twin.state()["health"]["step"]
        begin = time.monotonic()
        assert first >= 119_000
        assert twin.tell([vital(100, 1)])[1]["passed"] == 1
        time.sleep(3)
        step = twin.state()["health"]["step"]
        # By the clock, and no longer as fast as it goes.
        assert abs((step - first) - 1000 * (time.monotonic() - begin)) < 400
    assert twin.end["rejected"] == twin.end["stale"] == 0
    before = twin.end
    with start() as twin:
        end = time.monotonic() + 20
        while not twin.state()["about"]["takesEvents"] and time.monotonic() < end:
            time.sleep(0.1)
        # Of what came live before, nothing acts twice.
        assert twin.tell([vital(100, 1)])[1]["lines"][0]["reason"] == "duplicate"
        while twin.state()["health"]["step"] <= before["milliseconds"] and time.monotonic() < end:
            time.sleep(0.05)
    assert twin.end["milliseconds"] > before["milliseconds"]
    assert twin.end["resumed"] == 160 and twin.end["applied"] == 0
    assert live("replay", tmp_path / "j", PATIENT).returncode == 0
    result = live("run", PATIENT, "--source", f"csv:{tmp_path}/t.csv", "--source", f"csv:{tmp_path}/t.csv")
    assert result.returncode == 64 and "one recording" in result.stderr
