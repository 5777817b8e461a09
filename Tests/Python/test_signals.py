"""Recordings in European Data Format, written by pyEDFlib, as events and as waves to fit."""

import datetime
import json
import re
import subprocess

import numpy as np
import pytest
from test_calibration import BINARY, calibrate, write_waves


def write(path, signals, start=datetime.datetime(2024, 3, 2, 10, 11, 12), **how):
    """A file of signals: name, unit, rate, values."""
    import pyedflib  # scripts/test-readers installs it
    writer = pyedflib.EdfWriter(str(path), len(signals), **how)
    for number, (name, unit, rate, values) in enumerate(signals):
        low, high = float(np.floor(min(values))) - 1, float(np.ceil(max(values))) + 1
        writer.setSignalHeader(number, {
            "label": name, "dimension": unit, "sample_frequency": rate, "physical_min": low, "physical_max": high,
            "digital_min": -32768, "digital_max": 32767, "transducer": "", "prefilter": ""})
    writer.setStartdatetime(start)
    writer.writeSamples([np.asarray(values, float) for _, _, _, values in signals])
    writer.writeAnnotation(1.0, -1, "a note")
    writer.close()
    reader = pyedflib.EdfReader(str(path))
    read = [reader.readSignal(number) for number in range(len(signals))]
    reader.close()
    return read


def events(path):
    result = subprocess.run(
        [BINARY, "live", "record", str(path), "--patient", "p"], capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()], result.stderr


def test_a_file_is_what_pyedflib_reads(tmp_path):
    time = np.arange(4 * 125) / 125
    pressure = 90 + 25 * np.sin(2 * np.pi * 1.2 * time)
    ecg = np.sin(2 * np.pi * 1.2 * np.arange(4 * 250) / 250)
    truth = write(tmp_path / "r.edf", [
        ("ABP", "mmHg", 125, pressure), ("ECG II", "mV", 250, ecg), ("HR", "bpm", 1, [70, 71, 72, 73]),
        ("EEG Fz", "uV", 100, np.zeros(400))])
    found, notes = events(tmp_path / "r.edf")
    assert "EEG Fz" in notes
    start = int(datetime.datetime(2024, 3, 2, 10, 11, 12, tzinfo=datetime.timezone.utc).timestamp() * 1000)
    for code, expected, rate in (("MDC_PRESS_BLD_ART_ABP", truth[0], 125), ("MDC_ECG_ELEC_POTL_II", truth[1], 250)):
        waves = [e for e in found if e["code"] == code]
        values = np.concatenate([e["wave"]["values"] for e in waves])
        assert np.abs(values - expected).max() < 1e-9
        assert all(abs(e["wave"]["periodMs"] - 1000 / rate) < 1e-12 for e in waves)
        assert waves[-1]["timeMs"] == start + round(1000 * (len(expected) - 1) / rate)
    rates = [e["value"] for e in found if e["code"] == "MDC_ECG_HEART_RATE"]
    assert np.abs(np.array(rates) - truth[2]).max() < 1e-9
    times = [e["timeMs"] for e in found]
    assert times == sorted(times)


@pytest.fixture
def recording(tmp_path):
    """The arterial pressure of eight beats at 200 Hz, from the table that the page's commands use."""
    write_waves(tmp_path)
    table = np.loadtxt(tmp_path / "arterial.csv", delimiter=",", skiprows=1)
    time = np.arange(int(table[-1, 0]) * 200) / 200
    wave = np.interp(time, table[:, 0], table[:, 1])
    write(tmp_path / "r.edf", [("ABP", "mmHg", 200, wave), ("PAP", "mmHg", 200, wave / 5)])
    return tmp_path


def test_a_wave_is_cut_out_of_a_recording(recording):
    of_table = calibrate(recording, "--waveform", "arterial_pressure=arterial.csv", "--measurement", "heart_rate=70 1/min")
    of_file = calibrate(recording, "--waveform", "arterial_pressure=r.edf#ABP", "--measurement", "heart_rate=70 1/min")
    assert of_table.returncode == 0 and of_file.returncode == 0, of_file.stderr

    def resistance(result):
        return float(re.search(r"^resistance of the systemic arteries +([\d.]+)", result.stdout, re.M)[1])
    assert abs(resistance(of_file) / resistance(of_table) - 1) < 0.03
    assert "arterial_pressure, " in of_file.stdout


@pytest.mark.parametrize("cut, code, words", [
    ("r.edf#APB", 65, 'did you mean "ABP"'),
    ("r.edf#ABP@20:10", 65, "no span of seconds"),
    ("r.edf#ABP@0:9999", 65, "after the end"),
    ("q.edf#ABP", 66, "q.edf"),
    ("arterial.csv#ABP", 66, "arterial.csv"),
])
def test_what_cannot_be_cut_is_refused(recording, cut, code, words):
    result = calibrate(recording, "--waveform", f"arterial_pressure={cut}")
    assert result.returncode == code, (cut, result.returncode, result.stderr)
    assert words in result.stderr, result.stderr
    assert not (recording / "out.h5").exists()


def test_a_short_file_is_refused(recording):
    path = recording / "r.edf"
    path.write_bytes(path.read_bytes()[:-2000])
    result = calibrate(recording, "--waveform", "arterial_pressure=r.edf#ABP")
    assert result.returncode == 65 and "announced" in result.stderr, result.stderr
