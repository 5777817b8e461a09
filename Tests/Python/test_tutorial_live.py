"""docs/tutorial-live.md, as a reader runs it."""

import json
import re
import shlex
import shutil
import socket
import subprocess

from conftest import ROOT
from live_http import binary


def test_the_tutorial_runs(tmp_path):
    for tool in ("kcat", "jq", "curl"):
        assert shutil.which(tool), f"no {tool}; scripts/test installs it"
    text = (ROOT / "docs/tutorial-live.md").read_text()
    script = re.search(r"```\n(.*?)```", text, re.S)[1]
    assert len(script.splitlines()) == 10
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = script.replace("scripts/hearttwin", shlex.quote(binary())).replace("patients/", f"{ROOT}/patients/")
    script = script.replace(":8464", f":{port}")
    result = subprocess.run(
        ["bash", "-m", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    said = [line for line in result.stdout.splitlines() if "MAP" in line]
    assert len(said) == 2, result.stdout + result.stderr
    assert re.fullmatch(r"if nothing is done, MAP falls below 55 mmHg in \d+ s|MAP is below 55 mmHg", said[0])
    assert said[1].startswith("with this, MAP stays above 55 mmHg")
    lines = [json.loads(line) for line in (tmp_path / "twin.ndjson").read_text().splitlines()]
    end = next(line for line in lines if line["type"] == "end")
    assert end["received"] > 100 and end["rejected"] == 0
    assert end["received"] == sum(
        end[name] for name in ("applied", "coalesced", "duplicate", "stale", "rejected", "resumed"))
    assert any(line["type"] == "scores" for line in lines)
