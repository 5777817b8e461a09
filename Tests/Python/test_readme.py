"""Runs the commands of README.md as a reader would, and judges what the main one leaves."""

import json
import os
import pathlib
import re
import shlex
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ["HEARTTWIN_BINARY"]
README = (ROOT / "README.md").read_text()


def commands():
    """Lines of code blocks that call hearttwin; scripts/test is what runs this."""
    blocks = re.findall(r"^```\n(.*?)^```", README, re.M | re.S)
    lines = [line for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("scripts/hearttwin ")]


def run(line, folder):
    words = shlex.split(line.replace("patients/", f"{ROOT}/patients/"))
    return subprocess.run(
        [BINARY, *words[1:]], cwd=folder, capture_output=True, text=True, timeout=1800)


@pytest.fixture(scope="session")
def main_run(tmp_path_factory):
    """The main command, to its limit cycle."""
    folder = tmp_path_factory.mktemp("readme")
    result = run("scripts/hearttwin simulate patients/rodero-01.h5", folder)
    assert result.returncode == 0, result.stderr
    return result, folder / "rodero-01.run"


def test_the_main_command_is_the_first_of_the_readme():
    assert commands()[0] == "scripts/hearttwin simulate patients/rodero-01.h5"


@pytest.mark.parametrize("line", commands()[1:])
def test_other_commands_run(line, tmp_path):
    result = run(line, tmp_path)
    assert result.returncode == 0, f"{line}: {result.stderr}"
    assert result.stdout


def test_the_heart_repeats_itself(main_run):
    summary = json.loads((main_run[1] / "summary.json").read_text())
    assert summary["periodic"] and summary["completed"]
    assert summary["largestChangePercent"][-1] < 0.5
    assert summary["bloodVolumeDrift"] < 1e-10


def test_the_heart_is_a_healthy_adults(main_run):
    """Every gated number of `validate healthy-adult`; the RV ejection fraction follows from the image."""
    summary = json.loads((main_run[1] / "summary.json").read_text())
    judged = {n["identifier"]: n for n in summary["numbers"] if n.get("inRange") is not None}
    outside = {name for name, n in judged.items() if not n["inRange"]} - {"rvEFPercent"}
    assert len(judged) >= 24
    assert not outside, {name: judged[name] for name in outside}


def test_results_stay_small(main_run):
    """Under 100 MB, as promised."""
    assert (main_run[1] / "result.vtkhdf").stat().st_size < 100e6


def test_the_readme_shows_what_the_command_prints(main_run):
    """Names and units of the shown output exist; numbers agree to the digits of a heart, not of a machine."""
    printed = {}
    for line in main_run[0].stdout.splitlines():
        match = re.match(r"  (\S.*?)\s{2,}(-?[\d.]+) (\S+)", line)
        if match:
            printed[match[1]] = (float(match[2]), match[3])
    shown = re.findall(r"^  (\S.*?)\s{2,}(-?[\d.]+) (\S+)", README, re.M)
    assert len(shown) >= 5
    for name, value, unit in shown:
        assert name in printed, name
        assert printed[name][1] == unit
        assert printed[name][0] == pytest.approx(float(value), rel=0.02)
