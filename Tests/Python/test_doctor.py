"""What the doctor finds here, and what the shells complete."""

import json
import os
import shutil
import stat
import subprocess

import pytest


def findings(result):
    return {finding["name"]: finding for finding in json.loads(result.stdout)["findings"]}


def test_the_doctor_sees_this_machine(program):
    result = program.run("doctor", "--json")
    assert result.returncode == 0, result.stdout + result.stderr
    found = findings(result)
    for library in ("HDF5", "OpenBLAS", "METIS"):
        assert os.path.isfile(found[library]["value"])
    assert found["cores"]["value"].startswith(str(len(os.sched_getaffinity(0))))
    assert found["vector instructions"]["value"].startswith("built for ")
    assert found["programs beside it"]["verdict"] == "fine"
    text = program.run("doctor").stdout
    for finding in found.values():
        assert finding["name"] in text and finding["advice"] in text
        # Whoever is told that something is amiss is told what it means.
        assert finding["verdict"] == "fine" or finding["advice"]


def test_the_doctor_names_what_is_missing(program, tmp_path):
    """Alone in a folder, without a compiler on PATH."""
    doctor = shutil.copy(os.path.join(os.path.dirname(program.path), "hearttwin-doctor"), tmp_path)
    result = subprocess.run(
        [doctor, "doctor", "--json"], capture_output=True, text=True, env={"PATH": str(tmp_path)})
    assert result.returncode == 69
    found = findings(result)
    assert found["hearttwin"]["verdict"] == found["programs beside it"]["verdict"] == "missing"
    assert found["Swift compiler"]["verdict"] == found["gmsh"]["verdict"] == "note"
    assert "apt-get install gmsh" in found["gmsh"]["advice"]


def test_older_kernels_of_openblas_are_told(program):
    result = program.run("doctor", "--json", env={"OPENBLAS_CORETYPE": "Haswell"})
    kernels = findings(result)["kernels of OpenBLAS"]
    assert kernels["value"].startswith("Haswell") and kernels["verdict"] == "note"


@pytest.fixture(scope="session")
def bash_completion(program, tmp_path_factory):
    path = tmp_path_factory.mktemp("completions") / "hearttwin.bash"
    path.write_text(program.run("completions", "bash").stdout)

    def complete(*words):
        script = (
            f"source {path}; COMP_WORDS=(hearttwin {' '.join(repr(w) for w in words)}); "
            f"COMP_CWORD={len(words)}; _hearttwin; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
        result = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
        assert result.returncode == 0 and not result.stderr, result.stderr
        return result.stdout.split()

    return complete


@pytest.mark.parametrize("words, expected", [
    (["simu"], ["simulate"]),
    (["simulate", "x.h5", "--inter"], ["--intervention"]),
    (["simulate", "--level", ""], ["heart", "reduced", "loop"]),
    # Commands and options of the programs beside hearttwin.
    (["cell", "dr"], ["drugs"]),
    (["live", "run", "--sou"], ["--source"]),
    (["plot", "x.run", "w"], ["wiggers"]),
    (["calibrate", "p.h5", "--method", "s"], ["smc"]),
    # An option's value that is a file: nothing of ours, so that the shell offers files.
    (["simulate", "--output", ""], []),
])
def test_bash_completes_commands_of_all_programs(bash_completion, words, expected):
    assert bash_completion(*words) == expected


def test_every_command_of_the_help_is_completed(program, bash_completion):
    text = program.run("--help").stdout.split("SUBCOMMANDS:")[1].split("See '")[0]
    commands = {line.split()[0] for line in text.splitlines() if line.startswith("  ") and line[2:3].strip()}
    assert commands == set(bash_completion(""))


def test_fish_completes_too(program, tmp_path):
    script = program.run("completions", "fish").stdout
    assert script.count("complete -c hearttwin") > 200
    if not shutil.which("fish"):
        pytest.skip("no fish here")
    (tmp_path / "h.fish").write_text(script)
    result = subprocess.run(
        ["fish", "-c", f"source {tmp_path}/h.fish; complete -C 'hearttwin simulate --level '"],
        capture_output=True, text=True, env={**os.environ, "HOME": str(tmp_path)})
    assert {line.split("\t")[0] for line in result.stdout.splitlines()} == {"heart", "reduced", "loop"}


def test_zsh_takes_the_script(program, tmp_path):
    script = program.run("completions", "zsh").stdout
    assert script.startswith("autoload -U +X bashcompinit")
    if not shutil.which("zsh"):
        pytest.skip("no zsh here")
    (tmp_path / "h.zsh").write_text(script)
    result = subprocess.run(
        ["zsh", "-f", "-c",
         f"autoload -U compinit && compinit -u -d {tmp_path}/dump; source {tmp_path}/h.zsh; whence -w _hearttwin"],
        capture_output=True, text=True)
    assert result.stdout.strip() == "_hearttwin: function", result.stderr


def test_a_shell_that_is_not_known_is_refused(program):
    result = program.run("completions", "tcsh")
    assert result.returncode == 64 and "bash" in result.stderr
