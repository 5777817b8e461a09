"""The live twin's dashboard, measured: gaps of the stream, questions, and what watchers do to the clock. Prints Markdown."""

import json
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request

BINARY, PATIENT = sys.argv[1:3]


class Run:
    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [BINARY, "live", PATIENT, "--listen", "127.0.0.1:0", *arguments], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        self.url = json.loads(self.process.stdout.readline())["url"]
        self.address = ("127.0.0.1", int(self.url.rsplit(":", 1)[1].strip("/")))
        self.lines = []
        self.reader = threading.Thread(target=lambda: self.lines.extend(map(json.loads, self.process.stdout)))
        self.reader.start()

    def end(self):
        self.process.wait()
        self.reader.join()
        return next(line for line in self.lines if line["type"] == "end")

    def connect(self, room=None):
        connection = socket.socket()
        if room:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        connection.connect(self.address)
        connection.sendall(f"GET /stream HTTP/1.1\r\nHost: 127.0.0.1:{self.address[1]}\r\n\r\n".encode())
        return connection

    def post(self, path, value):
        begin = time.perf_counter()
        with urllib.request.urlopen(self.url + path, json.dumps(value).encode()) as answer:
            answer.read()
        return time.perf_counter() - begin


def quantile(values, share):
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]


def gaps(watchers, seconds=20):
    run = Run("--forecast", "1 h", "--duration", f"{seconds + 3} s")
    found = []

    def watch():
        connection, last = run.connect(), None
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if re.search(rb"event: frame", connection.recv(1 << 16)):
                now = time.monotonic()
                if last:
                    found.append(1000 * (now - last))
                last = now
        connection.close()

    threads = [threading.Thread(target=watch) for _ in range(watchers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    run.end()
    return found


def questions():
    run = Run("--forecast", "1 h")
    ask = {
        "/forecast, 60 s": lambda: run.post("forecast", {"horizon": "60 s"}),
        "/whatif, 60 s, with what comes without it": lambda: run.post(
            "whatif", {"interventions": ["haemorrhage(volume=500 mL)"], "horizon": "60 s"}),
        "/forecast, 5 min": lambda: run.post("forecast", {"horizon": "5 min"}),
    }
    rows = [(name, [1000 * one() for _ in range(20)]) for name, one in ask.items()]
    run.process.terminate()
    run.end()
    return rows


def lateness(watchers):
    run = Run("--duration", "20 s", "--forecast", "1 h")
    stuck = [run.connect(4096) for _ in range(watchers)]
    end = run.end()
    for connection in stuck:
        connection.close()
    return end


print("## The dashboard\n\nFifty messages a second; times between the arrivals of two in each watcher, all watchers in one Python process:\n")
print("| watchers | p50 | p99 | longest |\n|---|---|---|---|")
for count in (1, 20):
    found = gaps(count)
    print(f"| {count} | {quantile(found, 0.5):.1f} ms | {quantile(found, 0.99):.1f} ms | {max(found):.1f} ms |")
print("\nQuestions over HTTP, one heart, twenty of each:\n\n| question | p50 | longest |\n|---|---|---|")
for name, found in questions():
    print(f"| {name} | {quantile(found, 0.5):.0f} ms | {max(found):.0f} ms |")
if len(sys.argv) > 3:
    PATIENT = sys.argv[3]
    print("\nThe same with 24 hearts of a calibrated patient:\n\n| question | p50 | longest |\n|---|---|---|")
    for name, found in questions():
        print(f"| {name} | {quantile(found, 0.5):.0f} ms | {max(found):.0f} ms |")
print("\nSteps of twenty seconds by the clock, alone and with twenty watchers that never read:\n\n| µs late | alone | watched |\n|---|---|---|")
alone, watched = lateness(0), lateness(20)
bounds = [f"< {b}" for b in alone["lateMicroseconds"]["bounds"]] + ["more"]
for bound, *counts in zip(bounds, alone["lateMicroseconds"]["steps"], watched["lateMicroseconds"]["steps"]):
    print(f"| {bound} | {counts[0]} | {counts[1]} |")
print(f"| steps | {alone['milliseconds']} | {watched['milliseconds']} |")
