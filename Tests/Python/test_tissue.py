"""Commands of docs/monodomain.md, and a slab on one core and on two."""

import json
import os
import pathlib
import shlex
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_the_commands_of_the_monodomain_page_run(program):
    text = (ROOT / "docs/monodomain.md").read_text()
    lines = [line for line in text.splitlines() if line.startswith("scripts/hearttwin tune-cv")]
    assert lines
    for line in lines:
        result = program.run(*shlex.split(line)[1:], "--json")
        assert result.returncode == 0, result.stderr
        report = json.loads(result.stdout)
        for fit in report["fits"]:
            same = [row for row in fit["bySpacing"]
                    if row["spacingMillimetres"] == report["spacingMillimetres"]]
            assert abs(same[0]["velocityMetresPerSecond"] / fit["velocityMetresPerSecond"] - 1) < 2e-4
        found = [row["velocityMetresPerSecond"] for row in report["byConductivity"]]
        found = [velocity for velocity in found if velocity is not None]
        assert found == sorted(found)


@pytest.mark.parametrize("arguments, code, words", [
    (["--velocity", "0.6"], 65, "unit"),
    (["--model", "ten-tusscher-panfilov-2007"], 65, "did you mean"),
    (["--model", "absent.mmt"], 66, "no such file"),
    (["--cell", "atrial"], 65, "no cell type"),
    (["--time-step", "1 ms"], 65, "at most 0.1 ms"),
    (["--mass", "2"], 64, "mass"),
])
def test_bad_requests_are_refused_in_words(program, arguments, code, words):
    result = program.run("tune-cv", *arguments)
    assert result.returncode == code, result.stderr
    assert words in result.stderr


@pytest.mark.skipif(not shutil.which("taskset") or os.cpu_count() < 2, reason="needs two cores")
def test_one_core_and_two_give_the_same_slab(program):
    def observed(*before):
        result = subprocess.run(
            [*before, *program.arguments("validate", "niederer2011", "--quick", "--json", "-q")],
            capture_output=True, text=True, timeout=600)
        assert result.returncode == 0, result.stderr
        return [check["observed"] for check in json.loads(result.stdout)["checks"]]

    assert observed() == observed("taskset", "-c", "0")
