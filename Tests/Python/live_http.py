"""A live twin with its door open, for tests."""

import json
import os
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request

from conftest import PATIENT, ROOT, Program


def binary():
    return Program.path or str(ROOT / ".build/release/hearttwin")


class Twin:
    """`with Twin("--duration", "60 s") as twin: twin.post("whatif", ...)`."""

    def __init__(self, *arguments, listen="127.0.0.1:0", context=None):
        self.context = context
        self.process = subprocess.Popen(
            [binary(), "live", str(PATIENT), "--listen", listen, *map(str, arguments)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(self.process.stderr.read())
        self.url = json.loads(line)["url"].replace("0.0.0.0", "127.0.0.1")
        self.lines = []
        self.errors = ""
        self.readers = [threading.Thread(target=self.read, daemon=True), threading.Thread(target=self.hear, daemon=True)]
        for reader in self.readers:
            reader.start()

    def read(self):
        for line in self.process.stdout:
            self.lines.append(json.loads(line))

    def hear(self):
        self.errors = self.process.stderr.read()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(timeout=30) == 0, self.errors
        for reader in self.readers:
            reader.join(timeout=10)

    @property
    def end(self):
        """The account, once the run is over."""
        return next(line for line in self.lines if line["type"] == "end")

    def ask(self, path, body=None, headers=None, timeout=30):
        """Status and bytes of an answer."""
        request = urllib.request.Request(self.url + path, data=body, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=timeout, context=self.context) as answer:
                return answer.status, answer.read(), answer.headers
        except urllib.error.HTTPError as error:
            return error.code, error.read(), error.headers

    def post(self, path, value, headers=None):
        status, data, _ = self.ask(path, json.dumps(value).encode(), headers)
        return status, json.loads(data)

    def tell(self, events, headers=None):
        """Sends events as lines."""
        body = "\n".join(e if isinstance(e, str) else json.dumps(e) for e in events).encode()
        status, data, _ = self.ask("events", body, headers)
        return status, json.loads(data)

    def state(self, headers=None):
        return json.loads(self.ask("state", headers=headers)[1])


def vital(value, sequence, code="MDC_ECG_HEART_RATE", unit="/min", **others):
    return dict(schema="hearttwin.vital/1", patient="ideal-biv", source="monitor", code=code, value=value, unit=unit,
                timeMs=int(time.time() * 1000), sequence=sequence) | others


def parameter(name, value, unit, sequence, **others):
    return dict(schema="hearttwin.parameter/1", patient="ideal-biv", source="ward", name=name, value=value, unit=unit,
                timeMs=int(time.time() * 1000), sequence=sequence) | others


def intervention(call, sequence, **others):
    return dict(schema="hearttwin.intervention/1", patient="ideal-biv", source="ward", call=call,
                timeMs=int(time.time() * 1000), sequence=sequence) | others


def refused(*arguments):
    """A run that must not start: exit code and message."""
    result = subprocess.run(
        [binary(), "live", str(PATIENT), "--duration", "1 s", *map(str, arguments)], capture_output=True, text=True,
        timeout=60, env=os.environ)
    return result.returncode, result.stderr
