"""Running the program."""

import json
import os
import pathlib
import signal
import stat
import threading
import time

import pytest

import hearttwin
from conftest import QUICK


def program(folder, body):
    """A stand-in for hearttwin."""
    path = folder / "program"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_progress_rises_to_the_end_with_beats_and_times(heart):
    run, told = heart
    percents = [step.percent for step in told]
    assert percents == sorted(percents) and percents[-1] >= 90
    steps = [step.time_ms for step in told if step.beat == 1]
    assert steps == sorted(steps) and steps[-1] == 300
    assert any("stress of the imaged wall" in step.detail for step in told)


def test_the_result_is_that_of_the_command_line(heart, patient, tmp_path):
    """Same settings, same bits: only paths and times differ."""
    import subprocess

    words = [word for name, value in QUICK.items() for word in (
        "--set", f"{name}={value}" if isinstance(value, str) else f"{name}={value[0]} {value[1]}")]
    folder = tmp_path / "a.run"
    subprocess.run(
        [os.environ["HEARTTWIN_BINARY"], "simulate", patient, "-o", folder, "--maximum-beats", "1", "-q",
         *words], check=True, capture_output=True)
    for name in ("traces.csv", "strain.csv"):
        assert (folder / name).read_bytes() == (heart[0].folder / name).read_bytes()


def test_a_temporary_folder_goes_with_its_run(patient):
    run = hearttwin.simulate(patient, level="loop")
    folder = run.folder
    assert (folder / "summary.json").is_file()
    del run
    assert not folder.exists()


def test_progress_can_be_read_by_people(patient, capsys):
    hearttwin.compare(patient, interventions=["haemorrhage(volume=300 mL)"])
    assert "hearttwin compare" in capsys.readouterr().err
    hearttwin.compare(patient, interventions=["haemorrhage(volume=300 mL)"], progress=False)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("settings, kind, words", [
    ({"circulation.hartRate": "60 1/min"}, hearttwin.BadData, "did you mean \"circulation.heartRate\""),
    ({"circulation.heartRate": (60, "mL")}, hearttwin.BadData, "measures a volume"),
])
def test_what_the_program_refuses_comes_with_its_sentence(patient, settings, kind, words):
    with pytest.raises(kind, match=words) as caught:
        hearttwin.simulate(patient, settings=settings)
    assert caught.value.exit_code == kind.code and "simulate" in caught.value.command


def test_missing_files_and_wrong_words(patient):
    with pytest.raises(FileNotFoundError, match="no such file"):
        hearttwin.simulate("nobody.h5")
    with pytest.raises(hearttwin.UsageError, match="lbbb"):
        hearttwin.simulate(patient, activation="lbb")
    with pytest.raises(hearttwin.CannotCreate):
        hearttwin.simulate(patient, output="/proc/nowhere", maximum_beats=1)
    with pytest.raises(TypeError, match="has no unit"):
        hearttwin.simulate(patient, settings={"circulation.heartRate": 60})
    with pytest.raises(ValueError, match="output"):
        hearttwin.simulate(patient, resume=True)
    with pytest.raises(ValueError, match="maximum_beats"):
        hearttwin.simulate(patient, level="loop", maximum_beats=1)


@pytest.mark.parametrize("code", [3, 4, 64, 65, 66, 69, 70, 73, 75])
def test_every_documented_code_has_its_exception(code, tmp_path, monkeypatch):
    monkeypatch.setenv("HEARTTWIN_BINARY", program(
        tmp_path, f"echo 'hearttwin: 5 %  2 s left' >&2; echo 'hearttwin: sorry, {code}' >&2; exit {code}"))
    with pytest.raises(hearttwin.ProgramError) as caught:
        hearttwin.simulate("p.h5")
    assert type(caught.value).code == code == caught.value.exit_code
    assert str(caught.value) == f"sorry, {code}"
    documented = (pathlib.Path(__file__).parents[2] / "docs" / "command-line.md").read_text()
    assert f"\n| {code} |" in documented


def test_a_signal_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("HEARTTWIN_BINARY", program(tmp_path, "kill -SEGV $$"))
    with pytest.raises(hearttwin.Crashed, match="SIGSEGV"):
        hearttwin.simulate("p.h5")


def test_a_listener_that_fails_is_heard(tmp_path, monkeypatch):
    """Also when it fails beside the program, whose pipes must not fill up."""
    noise = "i=0; while [ $i -lt 9000 ]; do echo 'hearttwin: 5 %  filling the pipe with words' >&2; i=$((i+1)); done"
    monkeypatch.setenv("HEARTTWIN_BINARY", program(tmp_path, f"{noise}; echo '{{\"event\": \"finished\"}}'"))

    def fail(_):
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        hearttwin.simulate("p.h5", progress=fail)


def test_where_the_program_is_looked_for(tmp_path, monkeypatch):
    monkeypatch.setenv("HEARTTWIN_BINARY", str(tmp_path / "absent"))
    with pytest.raises(hearttwin.MissingProgram, match="absent"):
        hearttwin.simulate("p.h5")
    monkeypatch.delenv("HEARTTWIN_BINARY")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(hearttwin.MissingProgram, match="HEARTTWIN_BINARY"):
        hearttwin.simulate("p.h5")
    os.rename(program(tmp_path, "exit 4"), tmp_path / "hearttwin")
    with pytest.raises(hearttwin.OutOfTolerance):
        hearttwin.simulate("p.h5")


def test_an_interrupt_leaves_a_checkpoint_that_goes_on(heart, patient, tmp_path):
    """Ctrl-C in the second beat; the resumed run ends with the bits of one never stopped."""
    folder = tmp_path / "stopped.run"
    options = dict(settings=QUICK, maximum_beats=2, output=folder)

    def stop(progress):
        if progress.beat == 2 and progress.time_ms > 50 and not stopped:
            stopped.append(progress)
            signal.raise_signal(signal.SIGINT)

    stopped = []
    with pytest.raises(hearttwin.Interrupted) as caught:
        hearttwin.simulate(patient, progress=stop, **options)
    assert caught.value.exit_code == 75 and stopped
    assert hearttwin.Checkpoint.read(folder / "checkpoint.h5").beats == 1
    run = hearttwin.simulate(patient, resume=True, progress=False, **options)
    first = run.traces.where(run.traces["beat"] == 1)
    for name in first:
        assert (first[name] == heart[0].traces[name]).all()
    assert run.traces["beat"].max() == 2 and run.checkpoint.beats == 2
