"""A headless Chromium that a test tells what to do, over its debugging pipe."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time


class Browser:
    """One page; `with Browser() as page: page.open(url); page.evaluate("1 + 1")`."""

    def __init__(self, width=1280, height=1000):
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        assert program, "no chromium; scripts/test installs it"
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        command, self.write = os.pipe()
        self.read, answer = os.pipe()
        # The browser reads commands from descriptor 3 and answers on 4.
        wrapper = f'exec 3<&{command} 4>&{answer}; exec "$0" "$@"'
        self.process = subprocess.Popen(
            ["bash", "-c", wrapper, program, "--headless=new", "--no-sandbox", "--remote-debugging-pipe",
             f"--user-data-dir={self.profile.name}", f"--window-size={width},{height}", "--hide-scrollbars",
             "--disable-gpu", "--no-first-run", "--ignore-certificate-errors", "about:blank"],
            pass_fds=(command, answer), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(command)
        os.close(answer)
        self.number = 0
        self.rest = b""
        self.session = None
        self.problems = []
        targets = self.call("Target.getTargets")["targetInfos"]
        page = next(t for t in targets if t["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]
        self.call("Page.enable")
        self.call("Runtime.enable")
        self.call("Log.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        os.close(self.write)
        os.close(self.read)
        self.profile.cleanup()

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.next()
            if answer.get("id") == self.number:
                assert "error" not in answer, answer["error"]
                return answer["result"]
            self.note(answer)

    def next(self):
        while b"\0" not in self.rest:
            part = os.read(self.read, 1 << 16)
            assert part, "the browser has gone"
            self.rest += part
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def note(self, event):
        """Keeps what the page complains about."""
        if event.get("method") == "Runtime.exceptionThrown":
            self.problems.append(event["params"]["exceptionDetails"])
        elif event.get("method") == "Log.entryAdded" and event["params"]["entry"]["level"] == "error":
            self.problems.append(event["params"]["entry"])
        elif event.get("method") == "Runtime.consoleAPICalled" and event["params"]["type"] == "error":
            self.problems.append(event["params"])

    def open(self, url):
        self.call("Page.navigate", url=url)

    def evaluate(self, script):
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    def wait(self, script, seconds=30):
        """Waits until an expression is true; while the page loads, none is."""
        end = time.monotonic() + seconds
        while not self.evaluate(f"(() => {{ try {{ return Boolean({script}); }} catch {{ return false; }} }})()"):
            assert time.monotonic() < end, f"{script} was not true within {seconds} s; the page said {self.problems}"
            time.sleep(0.1)

    def resize(self, width, height, scale=1):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale,
                  mobile=width < 600)

    def screenshot(self, path, whole=False):
        """A picture of what is seen, or of the whole page."""
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))
