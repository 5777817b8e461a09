"""Follows a patient at ten times the nominal load and says whether anything grows, is lost or is late; prints Markdown.

    python3 Benchmarks/soak.py PROGRAM PATIENT [SECONDS]

Nominal is a bed with a monitor: 7 vital signs, 2 pressure waves and an electrocardiogram in pieces of a second, and its gateway
repeating each vital sign four times a second: 31 events a second. Ten times that comes by Kafka's protocol from a broker of its
own process, with 5 watchers of the dashboard, the estimator, a forecast every ten seconds, a journal and a history. Beside it
runs, one after the other, the same twin with nobody to disturb it.
"""

import json
import math
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

FACTOR = 10
VITALS = [("MDC_ECG_HEART_RATE", "/min", 72.0), ("MDC_PRESS_BLD_ART_ABP_MEAN", "mm[Hg]", 91.0),
          ("MDC_PRESS_BLD_ART_ABP_SYS", "mm[Hg]", 115.0), ("MDC_PRESS_BLD_ART_ABP_DIA", "mm[Hg]", 70.0),
          ("MDC_PRESS_BLD_ART_PULM_MEAN", "mm[Hg]", 14.0), ("MDC_PRESS_BLD_VEN_CENT_MEAN", "mm[Hg]", 3.2),
          ("MDC_PULS_OXIM_SAT_O2", "%", 97.0)]
WAVES = [("MDC_ECG_ELEC_POTL_II", "mV", 0.0, 0.5), ("MDC_PRESS_BLD_ART_ABP", "mm[Hg]", 92.0, 22.0),
         ("MDC_PRESS_BLD_ART_PULM", "mm[Hg]", 14.0, 6.0)]
# Bytes that the process may hold more at the end than after a tenth of the time.
GROWTH = 0.05
# Steps late by more than 10 ms, as a share of all: what the load may add to that of the undisturbed run.
LATE_BOUND = 8
MARGIN = 0.001


class Twin:
    def __init__(self, program, patient, *arguments):
        self.process = subprocess.Popen(
            [program, "live", patient, "--listen", "127.0.0.1:0", *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.url = json.loads(self.process.stdout.readline())["url"]
        self.lines = []
        self.reader = threading.Thread(target=lambda: self.lines.extend(self.process.stdout))
        self.reader.start()

    def memory(self):
        """Resident memory [MB]."""
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", text)[1]) / 1024

    def end(self):
        errors = self.process.stderr.read()
        assert self.process.wait(timeout=60) == 0, errors
        self.reader.join()
        return next(line for line in map(json.loads, reversed(self.lines)) if line["type"] == "end")


def watch(url, gaps):
    """Reads the stream to its end."""
    host, port = url.split("/")[2].split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(f"GET /stream HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
        last = None
        while data := connection.recv(1 << 16):
            if b"event: frame" in data:
                now = time.monotonic()
                if last:
                    gaps.append(now - last)
                last = now


def events(source, second, number):
    """What one monitor of the load says in a quarter of a second."""
    out = []

    def add(code, unit, rest):
        out.append(f'{{"schema":"hearttwin.vital/1","patient":"ideal-biv","source":"{source}","code":"{code}","unit":"{unit}",'
                   f'{rest},"timeMs":{int(time.time() * 1000)},"sequence":{number}}}')
    for place, (code, unit, value) in enumerate(VITALS):
        add(code, unit, f'"value":{value + 0.4 * math.sin(0.2 * number + place):.2f}')
    if number % 4 == 0:
        for code, unit, middle, height in WAVES:
            values = ",".join(f"{middle + height * math.sin(2 * math.pi * 1.2 * (second + k / 125)):.1f}" for k in range(125))
            add(code, unit, f'"wave":{{"periodMs":8,"values":[{values}]}}')
    return out


def produce(broker, seconds):
    """Ten monitors for so long; returns how many events were sent."""
    kcat = subprocess.Popen(["kcat", "-P", "-b", broker, "-t", "vitals"], stdin=subprocess.PIPE, text=True)
    begin, sent, number = time.monotonic(), 0, 0
    while (passed := time.monotonic() - begin) < seconds:
        number += 1
        for monitor in range(FACTOR):
            lines = events(f"monitor-{monitor}", passed, number)
            sent += len(lines)
            kcat.stdin.write("\n".join(lines) + "\n")
        kcat.stdin.flush()
        time.sleep(max(0, begin + 0.25 * number - time.monotonic()))
    kcat.stdin.close()
    assert kcat.wait(timeout=60) == 0
    return sent


def late(end):
    steps = end["lateMicroseconds"]["steps"]
    return sum(steps[LATE_BOUND + 1:]) / sum(steps)


def main(program, patient, seconds=600, undisturbed=None):
    seconds = int(seconds)
    undisturbed = int(undisturbed or seconds)
    for tool in ("kcat",):
        assert shutil.which(tool), f"no {tool}"
    with tempfile.TemporaryDirectory() as folder:
        alone = Twin(program, patient, "--duration", f"{undisturbed + 10} s").end()
        broker = subprocess.Popen([program, "live", "broker"], stdout=subprocess.PIPE, text=True)
        try:
            address = broker.stdout.readline().strip()
            twin = Twin(program, patient, "--duration", f"{seconds + 10} s", "--source", f"kafka:{address}/vitals",
                        "--estimate", "--journal", folder + "/j")
            gaps = [[] for _ in range(5)]
            watchers = [threading.Thread(target=watch, args=(twin.url, list_)) for list_ in gaps]
            memory, isOver = [], threading.Event()

            def measure():
                while not isOver.wait(1) and twin.process.poll() is None:
                    memory.append(twin.memory())
            measurer = threading.Thread(target=measure)
            for thread in [*watchers, measurer]:
                thread.start()
            sent = produce(address, seconds)
            isOver.set()
            end = twin.end()
            for thread in [*watchers, measurer]:
                thread.join()
        finally:
            broker.send_signal(signal.SIGTERM)
            broker.wait(timeout=20)
    names = ("applied", "coalesced", "duplicate", "stale", "rejected", "resumed")
    start = max(memory[len(memory) // 10:len(memory) // 10 + 5])
    last = max(memory[-5:])
    merged = sorted(gap for list_ in gaps for gap in list_)
    tail = 1000 * merged[int(0.99 * len(merged))]
    checks = [
        ("events received of those sent", f"{end['received']} of {sent}", end["received"] == sent),
        ("received = applied + coalesced + duplicate + stale + rejected",
         " + ".join(str(end[name]) for name in names), end["received"] == sum(end[name] for name in names)),
        ("rejected or stale", f"{end['rejected']}, {end['stale']}", end["rejected"] == 0 and end["stale"] == 0),
        ("milliseconds left out; alone", f"{end['skippedMilliseconds']}; {alone['skippedMilliseconds']}",
         end["skippedMilliseconds"] <= alone["skippedMilliseconds"]),
        ("steps late by more than 10 ms; alone", f"{100 * late(end):.3f} %; {100 * late(alone):.3f} %",
         late(end) <= late(alone) + MARGIN),
        ("resident memory after a tenth of the time and at the end", f"{start:.1f} MB, {last:.1f} MB", last <= (1 + GROWTH) * start),
        ("outputs lost by the history", str(end["lostOutputs"]), end["lostOutputs"] == 0),
        ("gaps of the dashboard, 99 %", f"{tail:.1f} ms", tail <= 30),
    ]
    print("## Soak\n")
    print(f"{seconds} s at ten times the nominal load ({sent / seconds:.0f} events/s by Kafka's protocol, 5 watchers, estimator, "
          f"forecasts, journal, history), beside the same twin undisturbed for {undisturbed} s; load average at the end "
          f"{open('/proc/loadavg').read().split()[0]}.\n")
    print("| | | |\n|---|---|---|")
    for name, observed, good in checks:
        print(f"| {name} | {observed} | {'holds' if good else '**does not hold**'} |")
    return all(good for _, _, good in checks)


if __name__ == "__main__":
    sys.exit(0 if main(*sys.argv[1:]) else 4)
