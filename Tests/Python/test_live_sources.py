"""The live twin's other ways in: Avro by Kafka, FHIR, HL7 version 2, WFDB records, MQTT; writers are programs of others."""

import io
import json
import os
import pathlib
import random
import re
import shlex
import shutil
import signal
import socket
import subprocess
import time

import pytest

import live_http
from conftest import PATIENT, ROOT
from live_http import Twin, binary
from test_live import live, records

NUMBERS = ("applied", "coalesced", "duplicate", "stale", "rejected", "resumed")


def account(text):
    end = records(text, "end")[0]
    assert end["received"] == sum(end[name] for name in NUMBERS), end
    return end


def letters(folder):
    path = pathlib.Path(folder) / "dead-letters.ndjson"
    return [json.loads(line) for line in path.read_text().splitlines()]


def needs(*tools):
    for tool in tools:
        assert shutil.which(tool), f"no {tool}; scripts/test installs it"


def now():
    return int(time.time() * 1000)


def vital(**changes):
    event = dict(patient="ideal-biv", source="monitor", code="MDC_ECG_HEART_RATE", value=80.0, unit="/min", wave=None,
                 timeMs=now(), sequence=1, quality=None)
    return event | changes


# Avro


@pytest.fixture(scope="module")
def avro():
    import fastavro  # scripts/test-readers installs it
    records = json.loads(live("schema", "--avro").stdout)
    parsed = {record["name"]: fastavro.parse_schema(record) for record in records}
    union = fastavro.parse_schema(records)

    def write(event, name="vital1", frame=None, alone=False):
        buffer = io.BytesIO()
        if alone:
            fastavro.schemaless_writer(buffer, parsed[name], event)
        else:
            fastavro.schemaless_writer(buffer, union, ("hearttwin." + name, event))
        head = b"" if frame is None else b"\0" + frame.to_bytes(4, "big")
        return head + buffer.getvalue()
    return write


@pytest.fixture
def broker():
    needs("kcat")
    process = subprocess.Popen([binary(), "live", "broker"], stdout=subprocess.PIPE, text=True)
    yield process.stdout.readline().strip()
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=20)


def send(broker, folder, messages):
    """Each message is a file of its own."""
    paths = []
    for number, message in enumerate(messages):
        path = folder / f"message-{number:04}"
        path.write_bytes(message)
        paths.append(str(path))
    subprocess.run(["kcat", "-q", "-P", "-b", broker, "-t", "vitals", *paths], check=True, timeout=60)


def follow(broker, *arguments, seconds=3):
    result = live("run", PATIENT, "--source", f"kafka:{broker}/vitals", "--duration", f"{seconds} s", *arguments)
    assert result.returncode == 0, result.stderr
    return result.stdout


def messages(avro, **options):
    parameter = dict(patient="ideal-biv", source="ward", name="circulation.systemicArterialResistance", value=0.9,
                     unit="mmHg.s/mL", timeMs=now(), sequence=1, rampMs=None)
    wave = vital(code="MDC_PRESS_BLD_ART_ABP", unit="mm[Hg]", value=None, wave=dict(periodMs=8.0, values=[80.0, 81.5]))
    good = avro(vital(), **options)
    return [
        good, avro(vital(sequence=2, value=81.0, quality="uncertain"), **options), avro(wave, **options),
        avro(parameter, "parameter1", **options) if not options.get("alone") else avro(vital(sequence=3), **options),
        good, avro(vital(value=float("nan")), **options), avro(vital(value=-5.0), **options),
        avro(vital(patient="somebody"), **options), avro(vital(unit="bpm"), **options), good[:-1], b"\xff" * 40,
        avro(vital(value=None), **options), avro(vital(quality="bad"), **options),
    ]


REASONS = ["duplicate", "notFinite", "outOfRange", "wrongPatient", "wrongUnit", "malformed", None, "missingKey", "badQuality"]


def check(text, folder):
    end = account(text)
    assert end["received"] == 13
    assert (end["applied"] + end["coalesced"], end["duplicate"], end["rejected"]) == (4, 1, 8)
    reasons = [letter["reason"] for letter in letters(folder)]
    assert len(reasons) == len(REASONS)
    assert all(expected in (None, found) for expected, found in zip(REASONS, reasons)), reasons


def test_avro_as_fastavro_writes_it(avro, broker, tmp_path):
    send(broker, tmp_path, messages(avro))
    check(follow(broker, "--format", "avro", "--journal", tmp_path / "j"), tmp_path / "j")


@pytest.mark.parametrize("alone", [False, True])
def test_framed_avro_finds_its_schema_by_number(avro, broker, tmp_path, alone):
    folder = tmp_path / "registry"
    folder.mkdir()
    schema = json.loads(live("schema", "--avro").stdout)
    if alone:
        schema = next(record for record in schema if record["name"] == "vital1")
    # As a registry may store it: other words about it, the namespace in the name.
    for record in [schema] if alone else schema:
        record |= {"name": f'{record.pop("namespace")}.{record["name"]}', "doc": "stored"}
    (folder / "258.avsc").write_text(json.dumps(schema))
    (folder / "3.avsc").write_text('{"type": "record", "name": "other", "fields": []}')
    send(broker, tmp_path, messages(avro, frame=258, alone=alone))
    run = ["--format", "avro-confluent", "--schemas", folder, "--journal", tmp_path / "j"]
    check(follow(broker, *run), tmp_path / "j")


def test_a_registry_without_the_schema_of_events_is_refused(tmp_path):
    (tmp_path / "3.avsc").write_text('{"type": "record", "name": "other", "fields": []}')
    run = ["run", PATIENT, "--source", "kafka:127.0.0.1:1/t", "--format", "avro-confluent", "--schemas", tmp_path]
    result = live(*run)
    assert result.returncode == 65
    assert "no schema of events among 1 schemas" in result.stderr
    result = live("run", PATIENT, "--format", "avro")
    assert result.returncode == 64
    assert "lines are json, fhir or hl7" in result.stderr


# FHIR and HL7


def stamp(milliseconds):
    seconds, rest = divmod(milliseconds, 1000)
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + f".{rest:03}Z"


def observation(code, value, unit, **changes):
    return {
        "resourceType": "Observation", "status": "final", "category": [{"coding": [{"code": "vital-signs"}]}],
        "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
        "subject": {"reference": "Patient/ideal-biv"}, "device": {"reference": "Device/bed-4"},
        "effectiveDateTime": stamp(now()),
        "valueQuantity": {"value": value, "system": "http://unitsofmeasure.org", "code": unit}} | changes


def panel(systolic, diastolic):
    def part(code, value):
        return {"code": {"coding": [{"system": "http://loinc.org", "code": code}]},
                "valueQuantity": {"value": value, "system": "http://unitsofmeasure.org", "code": "mm[Hg]"}}
    found = observation("85354-9", 0, "")
    del found["valueQuantity"]
    return found | {"component": [part("8480-6", systolic), part("8462-4", diastolic)]}


def hl7(milliseconds, results, sequence=1):
    moment = time.strftime("%Y%m%d%H%M%S", time.gmtime(milliseconds // 1000)) + f".{milliseconds % 1000:03}+0000"
    lines = [f"MSH|^~\\&|GATEWAY|ICU|||{moment}||ORU^R01^ORU_R01|{sequence}|P|2.6", "PID|||ideal-biv^^^HOSP^MR",
             f"OBR|1||||||{moment}"]
    for number, (code, value, unit) in enumerate(results, 1):
        lines.append(f"OBX|{number}|NM|{code}^MDC||{value}|{unit}^MDC|||||R")
    return "\r".join(lines)


def test_fhir_lines_are_read():
    lines = [observation("8867-4", 80, "/min"), panel(120, 75), observation("8867-4", 80, "/min", status="cancelled"),
             observation("9999-9", 80, "/min")]
    lines.insert(1, lines[0])
    result = live("run", PATIENT, "--format", "fhir", input="\n".join(map(json.dumps, lines)) + "\n")
    end = account(result.stdout)
    assert (end["received"], end["applied"], end["duplicate"], end["rejected"]) == (6, 3, 1, 2)


def test_fhir_and_hl7_are_read_over_http():
    with Twin("--duration", "20 s") as twin:
        body = json.dumps(panel(118, 76), indent=2).encode()
        status, data, _ = twin.ask("events", body, {"Content-Type": "application/fhir+json; charset=utf-8"})
        assert (status, json.loads(data)["passed"]) == (200, 2)
        results = [("147842^MDC_ECG_HEART_RATE", 82, "264864^MDC_DIM_BEAT_PER_MIN"), ("150087^X", 5, "266016^MDC_DIM_MMHG"),
                   ("150047^Y", -500, "266016^MDC_DIM_MMHG")]
        status, data, _ = twin.ask("events", hl7(now(), results).encode(), {"Content-Type": "application/hl7-v2"})
        assert status == 200
        answer = json.loads(data)
        assert (answer["received"], answer["passed"]) == (3, 2)
        assert answer["lines"][2] == {"event": 3, "outcome": "rejected", "reason": "outOfRange"}
        status, data, _ = twin.ask("events", b"MSH|nonsense", {"Content-Type": "application/hl7-v2"})
        assert json.loads(data)["rejected"] == {"malformed": 1}
        twin.process.send_signal(signal.SIGTERM)
        twin.process.wait(timeout=30)
        for reader in twin.readers:
            reader.join(timeout=10)
        end = twin.end
        assert end["received"] == 6 == sum(end[name] for name in NUMBERS)


def test_a_recording_of_messages_that_is_killed_ends_like_one_that_is_not(tmp_path):
    path = tmp_path / "gateway.hl7"
    random.seed(2)
    with path.open("w", newline="") as file:
        for second in range(120):
            results = [("147842^A", round(75 + random.random(), 1), "264864^MDC_DIM_BEAT_PER_MIN"),
                       ("150039^B", round(85 + 5 * random.random(), 1), "266016^MDC_DIM_MMHG"),
                       ("150087^C", round(5 + random.random(), 1), "266016^MDC_DIM_MMHG")]
            file.write(hl7(1_700_000_000_000 + 1000 * second, results, second) + "\n")
    run = ["--format", "hl7", "--journal"]
    whole = live("run", PATIENT, "--source", f"file:{path}@max", *run, tmp_path / "whole")
    assert account(whole.stdout)["applied"] == 360, whole.stderr
    kills = 0
    for _ in range(6):
        process = subprocess.Popen(
            [binary(), "live", "run", str(PATIENT), "--source", f"file:{path}@100", *run, str(tmp_path / "parts")],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.25 + 0.3 * random.random())
        process.send_signal(signal.SIGKILL)
        kills += process.wait() == -signal.SIGKILL
    assert kills >= 3
    rest = live("run", PATIENT, "--source", f"file:{path}@max", *run, tmp_path / "parts")
    assert account(rest.stdout)["received"] == 360
    assert (tmp_path / "whole/journal").read_bytes() == (tmp_path / "parts/journal").read_bytes()


def test_mllp_is_acknowledged_and_nobody_is_waited_for():
    number = port()
    run = Run("--source", f"mllp:127.0.0.1:{number}", seconds=6)
    rate = [("147842^MDC_ECG_HEART_RATE", 82, "264864^MDC_DIM_BEAT_PER_MIN")]
    frame = b"\x0b" + hl7(now(), rate, 17).encode() + b"\x1c\r"
    with socket.create_connection(("127.0.0.1", number), timeout=10) as sender, \
            socket.create_connection(("127.0.0.1", number), timeout=10) as silent, \
            socket.create_connection(("127.0.0.1", number), timeout=10) as deaf:
        # One that never ends its message, and one that reads no answers.
        silent.sendall(frame[:50])
        deaf.setblocking(False)
        flood = (b"\x0b" + b"x" * 20 + b"\x1c\r") * 2000
        sent = deaf.send(flood)
        messages = sent // 23
        for wanted in (b"MSA|AA|17|taken 1\r\x1c\r", b"MSA|AA|17|duplicate 1\r\x1c\r"):
            # In two parts.
            sender.sendall(frame[:40])
            time.sleep(0.05)
            sender.sendall(frame[40:])
            answer = b""
            while not answer.endswith(b"\x1c\r"):
                answer += sender.recv(4096)
            assert answer.endswith(wanted) and answer.startswith(b"\x0bMSH|^~\\&|||GATEWAY|ICU|")
        end = run.end()
    assert (end["applied"], end["duplicate"]) == (1, 1)
    assert 0 < end["rejected"] <= messages + 1


def test_mllp_that_others_could_reach_is_refused():
    result = live("run", PATIENT, "--source", "mllp:0.0.0.0:2575")
    assert result.returncode == 64
    assert "only 127.0.0.1 is listened to" in result.stderr


# WFDB


@pytest.mark.parametrize("form", ["16", "212"])
def test_a_record_is_what_wfdb_reads(tmp_path, form):
    import numpy
    import wfdb  # scripts/test-readers installs it
    random.seed(3)
    count = 1003
    times = numpy.arange(count) / 125
    signals = numpy.stack([
        80 + 20 * numpy.sin(7 * times), 0.5 * numpy.sin(7 * times), 20 + 5 * numpy.sin(7 * times), 5 + times], axis=1)
    # A gap, where samples are missing.
    signals[300:310, 0] = numpy.nan
    wfdb.wrsamp("r", fs=125, units=["mmHg", "mV", "mmHg", "mmHg"], sig_name=["ABP", "II", "PAP", "CVP"],
                p_signal=signals, fmt=[form] * 4, adc_gain=[10, 500, 20, 20], baseline=[-100, 3, 0, 10],
                write_dir=str(tmp_path))
    truth = wfdb.rdrecord(str(tmp_path / "r")).p_signal
    result = live("record", tmp_path / "r", "--patient", "ideal-biv")
    assert result.returncode == 0, result.stderr
    # A fast CVP is a waveform, which the twin does not know.
    assert "left out: CVP" in result.stderr
    codes = {"MDC_PRESS_BLD_ART_ABP": 0, "MDC_ECG_ELEC_POTL_II": 1, "MDC_PRESS_BLD_ART_PULM": 2}
    found = numpy.full((count, 3), numpy.nan)
    last = -1
    for event in map(json.loads, result.stdout.splitlines()):
        values = event["wave"]["values"]
        assert event["wave"]["periodMs"] == 8
        end = round(event["timeMs"] / 8) + 1
        found[end - len(values):end, codes[event["code"]]] = values
        assert event["timeMs"] >= last
        last = event["timeMs"]
    assert numpy.array_equal(numpy.isnan(found), numpy.isnan(truth[:, :3]))
    assert numpy.nanmax(numpy.abs(found - truth[:, :3])) < 1e-9
    run = live("run", PATIENT, "--source", f"wfdb:{tmp_path / 'r'}@max", "--journal", tmp_path / "j")
    end = account(run.stdout)
    assert end["applied"] == len(result.stdout.splitlines()) == end["received"]


def test_numerics_of_a_record_are_vital_signs_and_broken_records_are_refused(tmp_path):
    import numpy
    import wfdb  # scripts/test-readers installs it
    rates = numpy.linspace(70, 90, 60).round(1)
    wfdb.wrsamp("n", fs=1, units=["bpm", "mmHg"], sig_name=["HR", "ABP Mean"],
                p_signal=numpy.stack([rates, rates], axis=1), fmt=["16", "16"], adc_gain=[10, 10], baseline=[0, 0],
                write_dir=str(tmp_path))
    run = live("run", PATIENT, "--source", f"wfdb:{tmp_path / 'n'}@max")
    assert account(run.stdout)["applied"] == 120, run.stderr
    # The twin beats as it is told to.
    assert abs(records(run.stdout, "beat")[-1]["heartRatePerMinute"] - 90) < 2
    data = bytearray((tmp_path / "n.dat").read_bytes())
    data[10] ^= 4
    (tmp_path / "n.dat").write_bytes(data)
    result = live("run", PATIENT, "--source", f"wfdb:{tmp_path / 'n'}@max")
    assert result.returncode == 65
    assert "another sum" in result.stderr
    (tmp_path / "n.dat").write_bytes(data[:50])
    assert "announced" in live("run", PATIENT, "--source", f"wfdb:{tmp_path / 'n'}@max").stderr
    header = (tmp_path / "n.hea").read_text()
    (tmp_path / "n.hea").write_text(header.replace("n.dat 16", "n.dat 80"))
    result = live("record", tmp_path / "n", "--patient", "x")
    assert result.returncode == 65
    assert "format 80 is not read; those that are: 16, 212" in result.stderr


# MQTT


def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Mosquitto:
    """A broker of Debian's, with what its configuration says."""

    def __init__(self, folder, lines):
        needs("mosquitto", "mosquitto_pub")
        self.port = port()
        self.path = folder / "mosquitto.conf"
        # It gives up the rights of root; its store is then to be writable for anybody.
        store = folder / "store"
        store.mkdir()
        store.chmod(0o777)
        self.path.write_text("\n".join([
            f"listener {self.port} 127.0.0.1", "allow_anonymous true", "persistence false", "user root", *lines, ""]))
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            ["mosquitto", "-c", str(self.path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=os.environ | {"PATH": os.environ["PATH"] + ":/usr/sbin"})
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError("mosquitto does not listen")

    def stop(self):
        self.process.kill()
        self.process.wait(timeout=20)

    def publish(self, text, *options):
        subprocess.run(
            ["mosquitto_pub", "-h", "127.0.0.1", "-p", str(self.port), "-q", "1", "-t", "ward/bed-4/vitals", "-l", *options],
            input=text, text=True, check=True, timeout=30)


class Run:
    """A twin that follows something for a while."""

    def __init__(self, *arguments, seconds=8):
        self.process = subprocess.Popen(
            [binary(), "live", "run", str(PATIENT), "--duration", f"{seconds} s", *map(str, arguments)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        # It prints its first beat when it runs.
        self.first = self.process.stdout.readline()

    def end(self):
        output, errors = self.process.communicate(timeout=60)
        assert self.process.returncode == 0, errors
        return account(self.first + output)


def lines(numbers):
    return "".join(json.dumps(
        dict(schema="hearttwin.vital/1", patient="ideal-biv", source="monitor", code="MDC_ECG_HEART_RATE",
             value=75 + number % 5, unit="/min", timeMs=now(), sequence=number)) + "\n" for number in numbers)


@pytest.fixture
def path():
    return os.environ["PATH"] + ":/usr/sbin"


def test_mqtt_brings_events_at_least_once_and_survives_its_broker(tmp_path, path, monkeypatch):
    monkeypatch.setenv("PATH", path)
    broker = Mosquitto(tmp_path, [])
    try:
        run = Run("--source", f"mqtt:127.0.0.1:{broker.port}/ward/+/vitals")
        time.sleep(0.5)
        sent = lines(range(1, 51))
        broker.publish(sent)
        broker.publish(sent + "nonsense\n")
        broker.stop()
        broker.start()
        # The twin comes back by itself.
        time.sleep(2.5)
        broker.publish(lines(range(51, 61)))
        end = run.end()
        assert end["received"] == 50 + 51 + 10
        # Of values that came twice, those that are more than 64 numbers behind would be stale.
        assert (end["applied"] + end["coalesced"], end["duplicate"], end["rejected"]) == (60, 50, 1)
        # What comes while the twin is away is kept for it.
        broker.publish(lines(range(61, 64)))
        assert Run("--source", f"mqtt:127.0.0.1:{broker.port}/ward/+/vitals", seconds=2).end()["received"] == 3
    finally:
        broker.stop()


def test_mqtt_by_tls_needs_the_right_certificates(tmp_path, path, monkeypatch):
    needs("openssl")
    monkeypatch.setenv("PATH", path)

    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=tmp_path, check=True, capture_output=True, timeout=60)
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=ca")
    for name, extension in (("server", "subjectAltName=IP:127.0.0.1"), ("client", "basicConstraints=CA:FALSE")):
        (tmp_path / f"{name}.ext").write_text(extension)
        openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}")
        openssl("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2",
                "-out", f"{name}.pem", "-extfile", f"{name}.ext")
    broker = Mosquitto(tmp_path, [
        f"cafile {tmp_path}/ca.pem", f"certfile {tmp_path}/server.pem", f"keyfile {tmp_path}/server.key",
        "require_certificate true"])
    try:
        source = ["--source", f"mqtts:127.0.0.1:{broker.port}/ward/bed-4/vitals", "--broker-authorities", tmp_path / "ca.pem"]
        client = ["--broker-certificate", tmp_path / "client.pem", "--broker-key", tmp_path / "client.key"]
        run = Run(*source, *client, seconds=4)
        time.sleep(0.5)
        broker.publish(lines(range(1, 4)), "--cafile", str(tmp_path / "ca.pem"), "--cert", str(tmp_path / "client.pem"), "--key",
                       str(tmp_path / "client.key"))
        assert run.end()["received"] == 3
        # An authority that did not sign the broker's certificate.
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "b.key", "-out", "b.pem", "-days", "2", "-subj", "/CN=b")
        wrong = [source[0], source[1], "--broker-authorities", tmp_path / "b.pem"]
        result = live("run", PATIENT, "--duration", "3 s", *wrong, *client)
        assert result.returncode == 75, result.stderr
        assert "MQTT" in result.stderr
    finally:
        broker.stop()


def test_a_broker_that_is_not_there_is_said():
    result = live("run", PATIENT, "--source", f"mqtt:127.0.0.1:{port()}/t")
    assert result.returncode == 75
    assert "MQTT: connect to 127.0.0.1" in result.stderr
    assert live("run", PATIENT, "--source", "mqtts:127.0.0.1:1/t").returncode == 64


def test_the_commands_of_the_document_run(tmp_path, path, monkeypatch):
    import numpy
    import wfdb
    needs("curl", "mosquitto_pub")
    monkeypatch.setenv("PATH", path)
    text = (ROOT / "docs/live.md").read_text().split("### Messages of others")[1].split("\n## ")[0]
    blocks = re.findall(r"```\n(.*?)```", text, re.S)
    assert len(blocks) == 4
    rates = numpy.linspace(70, 90, 20).round(1)
    wfdb.wrsamp("3544749n", fs=1, units=["bpm"], sig_name=["HR"], p_signal=rates[:, None], fmt=["16"], adc_gain=[10],
                baseline=[0], write_dir=str(tmp_path))
    # A history, as the tutorial leaves one.
    events = "".join(json.dumps(live_http.vital(80 + k / 10, k, "MDC_PRESS_BLD_ART_ABP_MEAN", "mm[Hg]",
                                                timeMs=1_700_000_000_000 + 1000 * k)) + "\n" for k in range(30))
    (tmp_path / "e.ndjson").write_text(events)
    run = live("run", PATIENT, "--source", f"file:{tmp_path}/e.ndjson@max", "--journal", tmp_path / "twin")
    assert run.returncode == 0, run.stderr
    expected = [{"received": 1, "applied": 1}, {"received": 2, "applied": 2}, {"received": 20, "applied": 20},
                {"received": 30, "applied": 30}]
    for block, numbers in zip(blocks, expected):
        script = block.replace("scripts/hearttwin", shlex.quote(binary())).replace("patients/", f"{ROOT}/patients/")
        for written in ("1883", "8464"):
            script = script.replace(written, str(port()))
        result = subprocess.run(["bash", "-m", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=120)
        assert result.returncode == 0, result.stderr
        end = account((tmp_path / "twin.ndjson").read_text())
        assert {name: end[name] for name in numbers} == numbers, result.stdout + result.stderr
