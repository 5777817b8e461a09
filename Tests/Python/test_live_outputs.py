"""Where a run's outputs go, what is kept of what came, and that nobody who stops holds the clock up."""

import csv
import http.server
import io
import json
import math
import os
import random
import re
import shlex
import signal
import socket
import sqlite3
import struct
import subprocess
import threading
import time
import urllib.parse
import urllib.request

import pytest

from conftest import PATIENT, ROOT
from browser import Browser
from live_http import Twin, binary, intervention, vital
from test_live import live, records
from test_live_sources import Mosquitto, Run, account, broker, letters, lines, needs, now, path, port


def applied(folder):
    """Numbers of the events of source `ward` whose last command is in a journal, in order."""
    data = (folder / "journal").read_bytes()[32:]
    numbers = []
    for start in range(0, len(data) - 95, 96):
        step, bits, sequence, source = struct.unpack_from("<4Q", data, start)
        kind, operation, is_last = data[start + 56:start + 59]
        # Applied, of somebody, and the last of its event.
        if kind == 0 and source and is_last:
            numbers.append(sequence)
    return numbers


def test_what_a_broker_was_told_is_kept_survives_every_kill(tmp_path, path, monkeypatch):
    """Interventions over MQTT while the twin is killed again and again: each takes effect once."""
    monkeypatch.setenv("PATH", path)
    random.seed(2)
    mosquitto = Mosquitto(tmp_path, [])
    source = ["--source", f"mqtt:127.0.0.1:{mosquitto.port}/ward/bed-4/vitals", "--journal", str(tmp_path / "j")]

    def start(seconds=60):
        process = subprocess.Popen(
            [binary(), "live", "run", str(PATIENT), "--duration", f"{seconds} s", *source],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        process.stdout.readline()
        return process
    try:
        # The first run makes the session that the broker keeps.
        process, kills, sent = start(), 0, 0
        time.sleep(0.5)
        publisher = subprocess.Popen(
            ["mosquitto_pub", "-h", "127.0.0.1", "-p", str(mosquitto.port), "-q", "1", "-t", "ward/bed-4/vitals", "-l"],
            stdin=subprocess.PIPE, text=True)
        while kills < 8:
            for _ in range(random.randrange(5, 40)):
                sent += 1
                publisher.stdin.write(json.dumps(intervention("volume-loading(volume=1 mL)", sent)) + "\n")
                publisher.stdin.flush()
                time.sleep(0.004 * random.random())
            process.kill()
            process.wait()
            process.stdout.close()
            kills += 1
            process = start()
        publisher.stdin.close()
        assert publisher.wait(timeout=20) == 0
        end = time.monotonic() + 30
        while len(set(applied(tmp_path / "j"))) < sent and time.monotonic() < end:
            time.sleep(0.2)
        process.terminate()
        account(process.communicate(timeout=30)[0])
    finally:
        mosquitto.stop()
    # Not one is lost, and what came twice acted once.
    assert sorted(applied(tmp_path / "j")) == list(range(1, sent + 1))
    assert live("replay", tmp_path / "j", PATIENT).returncode == 0


def test_outputs_go_to_topics_files_and_a_history(tmp_path, broker, path, monkeypatch):
    needs("kcat", "mosquitto_sub")
    monkeypatch.setenv("PATH", path)
    mosquitto = Mosquitto(tmp_path, [])
    heard = subprocess.Popen(
        ["mosquitto_sub", "-h", "127.0.0.1", "-p", str(mosquitto.port), "-q", "1", "-t", "twin/out"],
        stdout=subprocess.PIPE, text=True)
    try:
        time.sleep(0.3)
        sinks = [f"kafka:{broker}/vitals", f"mqtt:127.0.0.1:{mosquitto.port}/twin/out", f"file:{tmp_path}/out.ndjson"]
        run = Run("--journal", tmp_path / "j", "--forecast", "2 s", *[word for sink in sinks for word in ("--sink", sink)],
                  "--source", "stdin", seconds=4)
        output = run.first + run.process.communicate(timeout=60)[0]
        assert run.process.returncode == 0
    finally:
        time.sleep(0.3)
        heard.terminate()
        mosquitto.stop()
    expected = output.splitlines()
    assert len(records(output, "beat")) >= 4 and len(records(output, "forecast")) >= 1
    assert records(output, "end")[0]["lostOutputs"] == 0
    assert (tmp_path / "out.ndjson").read_text().splitlines() == expected
    assert heard.communicate(timeout=10)[0].splitlines() == expected
    consumed = subprocess.run(
        ["kcat", "-q", "-C", "-b", broker, "-t", "vitals", "-e"], capture_output=True, text=True, timeout=60)
    assert consumed.stdout.splitlines() == expected
    with sqlite3.connect(tmp_path / "j/history.sqlite") as history:
        assert history.execute("SELECT count(*) FROM beat").fetchone()[0] == len(records(output, "beat"))
        kinds = dict(history.execute("SELECT kind, count(*) FROM message GROUP BY kind"))
        assert kinds["forecast"] == len(records(output, "forecast")) and kinds["end"] == 1
        mean = history.execute("SELECT arterial_mean_mmHg FROM beat ORDER BY step").fetchall()
    assert mean[0][0] == pytest.approx(records(output, "beat")[0]["arterialMeanMmHg"], rel=1e-5)


def test_a_history_is_read_as_columns(tmp_path):
    events = "".join(
        json.dumps(vital(70 + k, k, timeMs=1_700_000_000_000 + 1000 * k)) + "\n" for k in range(10))
    (tmp_path / "e.ndjson").write_text(events)
    run = live("run", PATIENT, "--source", f"file:{tmp_path}/e.ndjson@max", "--journal", tmp_path / "j")
    assert run.returncode == 0, run.stderr
    store = tmp_path / "j/history.sqlite"
    rows = list(csv.DictReader(io.StringIO(live("history", store, "--series", "MDC_ECG_HEART_RATE").stdout)))
    assert [float(row["MDC_ECG_HEART_RATE"]) for row in rows] == [70.0 + k for k in range(10)]
    assert [int(row["time_ms"]) - int(row["step"]) for row in rows] == [1_700_000_000_000] * 10
    beats = list(csv.DictReader(io.StringIO(live("history", store, "--from", "3 s", "--to", "6 s").stdout)))
    assert beats and all(3000 <= int(beat["step"]) <= 6000 for beat in beats)
    assert "arterial_mean_mmHg" in live("history", store, "--series", "list").stdout.splitlines()
    wrong = live("history", store, "--series", "arterial_mean")
    assert wrong.returncode == 64 and "did you mean" in wrong.stderr
    assert live("history", tmp_path / "nothing.sqlite").returncode == 66
    again = live("run", PATIENT, "--source", f"file:{tmp_path}/e.ndjson@max", "--journal", tmp_path / "k", "--no-history")
    assert again.returncode == 0 and not (tmp_path / "k/history.sqlite").exists()


@pytest.mark.parametrize("sink, code", [
    ("mllp:127.0.0.1:2575", 64), ("mqtt:h:1/a/#", 64), ("influx:h", 64), ("influx:h:1/a b", 64), ("file:", 64),
    ("file:/nowhere/at/all", 73)])
def test_a_sink_that_is_none_is_refused(sink, code):
    result = live("run", PATIENT, "--duration", "1 s", "--sink", sink)
    assert result.returncode == code, result.stderr


def test_a_store_of_time_series_takes_the_line_protocol(tmp_path, path, monkeypatch):
    needs("victoria-metrics")
    where = port()
    store = subprocess.Popen(
        ["victoria-metrics", f"-httpListenAddr=127.0.0.1:{where}", f"-storageDataPath={tmp_path}/vm", "-loggerLevel=ERROR",
         "-dedup.minScrapeInterval=1ms"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{where}"
        for _ in range(200):
            try:
                urllib.request.urlopen(url + "/health", timeout=1).read()
                break
            except OSError:
                time.sleep(0.1)
        run = live("run", PATIENT, "--duration", "4 s", "--source", "stdin", "--sink",
                   f"influx:127.0.0.1:{where}/write?precision=ns", input=lines(range(1, 4)))
        assert run.returncode == 0, run.stderr
        beats = records(run.stdout, "beat")

        def points(name):
            query = urllib.parse.urlencode({"match[]": name})
            text = urllib.request.urlopen(f"{url}/api/v1/export?{query}", timeout=10).read().decode()
            return [json.loads(line) for line in text.splitlines()]
        # What it took last it shows after a while.
        for _ in range(100):
            found = points("hearttwin_beat_arterial_mean_mmHg")
            if found and len(found[0]["values"]) >= len(beats):
                break
            time.sleep(0.1)
        assert len(found) == 1 and found[0]["metric"]["patient"] == "ideal-biv"
        assert found[0]["values"] == pytest.approx([beat["arterialMeanMmHg"] for beat in beats], rel=1e-5)
        vitals = points("hearttwin_vital_value")
        assert len(vitals) == 1 and vitals[0]["metric"]["code"] == "MDC_ECG_HEART_RATE"
    finally:
        store.terminate()
        store.wait(timeout=20)


def test_a_sink_that_is_not_there_costs_only_its_own_outputs():
    run = Run("--source", "stdin", "--sink", f"influx:127.0.0.1:{port()}/write", seconds=3)
    output, errors = run.process.communicate(timeout=60)
    assert run.process.returncode == 0
    assert records(output, "end")[0]["milliseconds"] == 3000
    assert "outputs lost" in errors and "Connection refused" in errors


class Refusing:
    """A store that answers 400 to points of one code, and 204 to others."""

    def __init__(self, code):
        outer = self
        self.taken, self.answers = [], []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode().splitlines()
                answer = 400 if any(code in line for line in body) else 204
                outer.answers.append(answer)
                if answer == 204:
                    outer.taken += body
                self.send_response(answer)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.port = self.server.server_address[1]


def test_what_a_store_refuses_for_good_is_a_dead_output_and_the_rest_goes_on(tmp_path):
    store = Refusing("SAT_O2")
    begin = now()
    text = "".join(
        json.dumps(vital(96 + k % 3, k, "MDC_PULS_OXIM_SAT_O2", "%", timeMs=begin)) + "\n"
        + json.dumps(vital(70 + k, k, timeMs=begin)) + "\n" for k in range(1, 6))
    run = live("run", PATIENT, "--duration", "4 s", "--source", "stdin", "--sink", f"influx:127.0.0.1:{store.port}/write",
               "--journal", tmp_path / "j", input=text)
    store.server.shutdown()
    assert run.returncode == 0, run.stderr
    end = records(run.stdout, "end")[0]
    assert (end["refusedOutputs"], end["lostOutputs"]) == (5, 0)
    assert 400 in store.answers and len([line for line in store.taken if "HEART_RATE" in line]) == 5
    assert len([line for line in store.taken if line.startswith("hearttwin_beat")]) == len(records(run.stdout, "beat"))
    dead = [json.loads(line) for line in (tmp_path / "j/dead-outputs.ndjson").read_text().splitlines()]
    assert [entry["output"]["sequence"] for entry in dead] == [1, 2, 3, 4, 5]
    assert all("400" in entry["reason"] and entry["sink"].startswith("influx:") for entry in dead)
    assert "5 refused" in run.stderr


def test_a_file_that_a_killed_run_left_in_the_middle_of_a_line_is_repaired(tmp_path):
    (tmp_path / "out.ndjson").write_text('{"type":"beat","number":1}\n{"type":"beat","num')
    (tmp_path / "j").mkdir()
    (tmp_path / "j/dead-letters.ndjson").write_text('{"reason":"malformed"}\n{"rea')
    run = live("run", PATIENT, "--duration", "3 s", "--source", "stdin", "--sink", f"file:{tmp_path}/out.ndjson",
               "--journal", tmp_path / "j", input="nonsense\n")
    assert run.returncode == 0, run.stderr
    kept = (tmp_path / "out.ndjson").read_text().splitlines()
    assert [json.loads(line) for line in kept] == [
        {"type": "beat", "number": 1}, *map(json.loads, run.stdout.splitlines())]
    assert "out.ndjson: its last line, 19 bytes, was not complete and was cut off" in run.stderr
    dead = [json.loads(line)["reason"] for line in (tmp_path / "j/dead-letters.ndjson").read_text().splitlines()]
    assert dead == ["malformed", "malformed"]


# Nobody who stops holds the clock up. Other work may share the processors of a test, so that lateness is compared with that
# of an undisturbed run beside it, with room; docs/live.md has the histograms of a quiet machine.

LATE = 9  # Steps that are late by more than 10 ms.


def late(end):
    return sum(end["lateMicroseconds"]["steps"][LATE:])


def undisturbed(seconds):
    return Run("--source", "stdin", seconds=seconds).end()


def compare(end, seconds):
    assert end["milliseconds"] == 1000 * seconds
    steps = sum(end["lateMicroseconds"]["steps"])
    assert steps + end["skippedMilliseconds"] >= 1000 * seconds - 1
    beside = undisturbed(seconds)
    assert late(end) <= max(3 * late(beside), 0.02 * 1000 * seconds), (end, beside)


def test_a_reader_of_standard_output_that_stops(tmp_path):
    seconds = 6
    process = subprocess.Popen(
        [binary(), "live", "run", str(PATIENT), "--duration", f"{seconds} s", "--forecast", "1 s", "--source", "stdin",
         "--journal", str(tmp_path / "j")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, pipesize=4096)
    # A forecast is longer than what the pipe holds: whoever prints it waits; the journal shows that the twin does not.
    time.sleep(seconds + 3)
    data = (tmp_path / "j/journal").read_bytes()[32:]
    marks = [struct.unpack_from("<Q", data, start)[0] for start in range(0, len(data) - 95, 96) if data[start + 56] == 2]
    assert marks[-1] == 1000 * seconds
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    compare(account(output), seconds)


def test_a_broker_that_is_stopped_and_one_that_is_killed(tmp_path, path, monkeypatch, broker):
    monkeypatch.setenv("PATH", path)
    mosquitto = Mosquitto(tmp_path, [])
    kafka = subprocess.Popen([binary(), "live", "broker"], stdout=subprocess.PIPE, text=True)
    try:
        run = Run(
            "--source", f"mqtt:127.0.0.1:{mosquitto.port}/ward/+/vitals",
            "--source", f"kafka:{kafka.stdout.readline().strip()}/vitals",
            "--sink", f"mqtt:127.0.0.1:{mosquitto.port}/twin/out", "--journal", tmp_path / "j", seconds=9)
        mosquitto.publish(lines(range(1, 6)))
        time.sleep(1.5)
        mosquitto.process.send_signal(signal.SIGSTOP)
        kafka.kill()
        end = run.end()
    finally:
        mosquitto.process.send_signal(signal.SIGCONT)
        mosquitto.stop()
        kafka.kill()
        kafka.wait()
    assert end["received"] == 5
    compare(end, 9)


def test_a_burst_of_two_hundred_thousand_events(tmp_path):
    """From standard input, as fast as it takes them."""
    seconds, count = 8, 200_000
    begin = now()
    burst = "".join(
        json.dumps(vital(70 + k % 5, k + 1, timeMs=begin + k // 100)) + "\n" for k in range(count))
    process = subprocess.Popen(
        [binary(), "live", "run", str(PATIENT), "--duration", f"{seconds} s", "--source", "stdin"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    output, errors = process.communicate(burst, timeout=60)
    assert process.returncode == 0, errors
    end = account(output)
    assert end["received"] == count
    assert end["applied"] + end["coalesced"] + end["rejected"] == count
    compare(end, seconds)


def test_mllp_answers_when_results_are_kept(tmp_path):
    """What is sent again is known, what is overtaken is not wanted again, what is wrong is an error."""
    where = port()
    run = Run("--source", f"mllp:127.0.0.1:{where}", "--journal", tmp_path / "j", seconds=5)

    def message(rate, seconds_ago=0, patient="ideal-biv"):
        moment = time.strftime("%Y%m%d%H%M%S+0000", time.gmtime(time.time() - seconds_ago))
        return (f"MSH|^~\\&|G|I|||{moment}||ORU^R01|n1|P|2.6\rPID|||{patient}^^^H^MR\rOBR|1||||||{moment}\r"
                f"OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC||{rate}|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R\r")
    with socket.create_connection(("127.0.0.1", where)) as connection:
        def say(text):
            connection.sendall(b"\x0b" + text.encode() + b"\x1c\r")
            answer = b""
            while not answer.endswith(b"\x1c\r"):
                answer += connection.recv(4096)
            return answer.decode()
        first = message(82)
        assert "MSA|AA|n1|taken 1" in say(first)
        # The answer came after the record.
        assert len(applied(tmp_path / "j")) == 1
        assert "MSA|AA|n1|duplicate 1" in say(first)
        assert "MSA|AA|n1|stale 1" in say(message(81, seconds_ago=10))
        assert "MSA|AE|n1|wrongPatient 1" in say(message(83, patient="somebody"))
    assert run.end()["received"] == 4


def test_the_commands_about_outputs_run(tmp_path):
    text = (ROOT / "docs/live.md").read_text().split("## Outputs and history")[1].split("\n## ")[0]
    script = re.search(r"```\n(.*?)```", text, re.S)[1]
    events = "".join(json.dumps(vital(80 + k / 10, k, "MDC_PRESS_BLD_ART_ABP_MEAN", "mm[Hg]",
                                      timeMs=1_700_000_000_000 + 1000 * k)) + "\n" for k in range(130))
    (tmp_path / "e.ndjson").write_text(events)
    run = live("run", PATIENT, "--source", f"file:{tmp_path}/e.ndjson@max", "--journal", tmp_path / "twin")
    assert run.returncode == 0, run.stderr
    result = subprocess.run(
        ["bash", "-e", "-c", script.replace("scripts/hearttwin", shlex.quote(binary()))], cwd=tmp_path, capture_output=True,
        text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    assert len(result.stdout.splitlines()) == 1 + 61
    assert len((tmp_path / "beats.csv").read_text().splitlines()) == 1 + len(records(run.stdout, "beat"))


def test_the_heart_of_a_run_beats_on_the_page(tmp_path):
    text = (ROOT / "docs/live.md").read_text().split("**Heart and electrocardiogram.**")[1]
    lines_ = re.search(r"```\n(.*?)```", text, re.S)[1].splitlines()
    assert len(lines_) == 2 and lines_[0].startswith("scripts/hearttwin simulate") and "--shape ideal.run" in lines_[1]
    command = lines_[0].replace("scripts/hearttwin", shlex.quote(binary())).replace("patients/", f"{ROOT}/patients/")
    result = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=600)
    assert (tmp_path / "ideal.run/result.vtkhdf").exists(), result.stderr
    with Twin("--shape", tmp_path / "ideal.run") as twin:
        shape = json.loads(twin.ask("shape")[1])
        # Most of the motion is in the fit.
        assert shape["errorMm"] < 0.15 * shape["motionMm"]
        with Browser(1280, 1150) as page:
            page.open(twin.url)
            page.wait("document.getElementById('heart').dataset.drawn")
            assert page.evaluate("Number(document.getElementById('heart').dataset.drawn)") > 500
            seen = set()
            for _ in range(12):
                seen.add(page.evaluate("document.getElementById('heart').dataset.volumes"))
                time.sleep(0.1)
            # It moves, and so far as the twin's stroke volume says.
            left = [float(text.split()[0]) for text in seen]
            assert len(seen) > 5 and max(left) - min(left) > 30
            page.wait("!document.getElementById('runEcgBox').hidden")
            assert not page.problems
    with Twin() as twin:
        assert twin.ask("shape")[0] == 404
    result = live("run", PATIENT, "--listen", "127.0.0.1:0", "--shape", tmp_path / "nothing", "--duration", "1 s")
    assert result.returncode == 66 and "hearttwin simulate" in result.stderr


def test_waves_set_rate_and_parameters(tmp_path):
    """Pressure waves alone, of a patient whose pressure is low and rate is high: the twin goes there."""
    out = []
    beat, period = 60_000 / 96, 8

    def sample(time_, low, high):
        phase = (time_ % beat) / beat
        return high - (high - low) * (1 - math.cos(math.pi * (1 - phase / 0.18))) / 2 if phase < 0.18 else (
            low + (high - low) * math.exp(-3.2 * (phase - 0.18)))
    for second in range(1, 61):
        for code, low, high in (("MDC_PRESS_BLD_ART_ABP", 45, 85), ("MDC_PRESS_BLD_ART_PULM", 9, 24)):
            values = [round(sample(1000 * (second - 1) + period * (k + 1), low, high), 1) for k in range(125)]
            event = vital(0, second, code, "mm[Hg]", timeMs=1_700_000_000_000 + 1000 * second, wave=dict(periodMs=period, values=values))
            del event["value"]
            out.append(json.dumps(event))
    (tmp_path / "waves.ndjson").write_text("\n".join(out) + "\n")
    run = live("run", PATIENT, "--source", f"file:{tmp_path}/waves.ndjson@5", "--estimate")
    assert run.returncode == 0, run.stderr
    beats = records(run.stdout, "beat")
    assert abs(beats[-1]["heartRatePerMinute"] - 96) < 3
    assert abs(beats[0]["arterialMeanMmHg"] - beats[-1]["arterialMeanMmHg"]) > 15
    assert 50 < beats[-1]["arterialMeanMmHg"] < 75
    # On busy cores several estimates share a line.
    assert len(records(run.stdout, "estimate")) >= 2
