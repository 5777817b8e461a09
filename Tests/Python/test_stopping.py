"""Progress, Ctrl-C, kill and resume, on pipes and on a pseudo-terminal."""

import fcntl
import json
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import termios
import time

import h5py
import pytest

# Numbers that say how long this process took, not what the heart did.
EFFORT = {"cpuSeconds", "wallSeconds", "secondsPerBeat", "realTimeFactor", "provenance"}
RESULTS = {"checkpoint.h5", "report.html", "result.vtkhdf", "result.xdmf", "summary.json",
           "ecg.csv", "emulator.json", "strain.csv", "traces.csv"}


def numbers(folder):
    """summary.json without what the clock decides."""
    summary = json.loads((folder / "summary.json").read_text())
    return {key: value for key, value in summary.items() if key not in EFFORT}


def motion(folder):
    """Every array of the moving mesh."""
    arrays = {}
    with h5py.File(folder / "result.vtkhdf") as file:
        file["VTKHDF"].visititems(
            lambda name, item: arrays.update({name: item[()].tobytes()})
            if isinstance(item, h5py.Dataset) else None)
    return arrays


class Terminal:
    """A process whose standard error is a terminal of 80 columns."""

    def __init__(self, arguments, columns=80):
        self.screen = ""
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        # A session of its own with this terminal, so that typing Ctrl-C reaches it as SIGINT.
        self.process = subprocess.Popen(
            arguments, stdin=slave, stdout=subprocess.PIPE, stderr=slave, text=True,
            env={**os.environ, "TERM": "xterm"}, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(slave)

    def read(self, until=None, timeout=120):
        """Reads until a pattern appears or the process ends."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            if until and re.search(until, self.screen):
                return True
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    data = os.read(self.master, 65536)
                except OSError:
                    return False
                if not data:
                    return False
                self.screen += data.decode("utf-8", "replace")
        raise AssertionError(f"no {until!r} within {timeout} s in {self.screen[-400:]!r}")

    def control_c(self):
        os.write(self.master, b"\x03")

    def end(self):
        self.read()
        output = self.process.stdout.read()
        status = self.process.wait(timeout=60)
        os.close(self.master)
        return status, output


def lines_of(program, folder, *arguments, beats=2):
    """A running simulation on pipes."""
    return subprocess.Popen(
        program.arguments(
            "simulate", program.patient, "-o", folder, "--maximum-beats", beats, *program.quick,
            "--events", "ndjson", *arguments),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def await_event(process, wanted):
    """Reads events until one satisfies `wanted`."""
    for line in process.stdout:
        event = json.loads(line)
        if wanted(event):
            return event
    raise AssertionError(f"the run ended before: {process.stderr.read()}")


def in_beat(number):
    return lambda event: event["event"] == "step" and event["beat"] == number


def test_a_terminal_shows_a_bar_with_time_left_and_speed(program, tmp_path):
    terminal = Terminal(program.arguments(
        "simulate", program.patient, "-o", tmp_path / "r", "--maximum-beats", 1, *program.quick))
    status, output = terminal.end()
    assert status == 0, terminal.screen
    frames = [frame for frame in terminal.screen.split("\r\x1b[2K") if frame]
    bars = [frame for frame in frames if re.match(r"[█░]+ +\d+ %", frame)]
    assert len(bars) > 10, terminal.screen
    assert all(len(bar.rstrip("\r\n")) < 80 for bar in bars), "a bar that wraps smears the screen"
    assert any(re.search(r"\d s left", bar) for bar in bars), bars[-1]
    assert any(re.search(r"\d\.\d+ × real time", bar) for bar in bars), bars[-1]
    percents = [int(re.search(r"(\d+) %", bar).group(1)) for bar in bars]
    assert percents == sorted(percents)
    # The bar is gone at the end, and results are on standard output only.
    assert terminal.screen.endswith("\r\x1b[2K")
    assert "LV" in output and "█" not in output


def test_a_narrow_terminal_gets_a_short_bar(program, tmp_path):
    terminal = Terminal(program.arguments(
        "simulate", program.patient, "-o", tmp_path / "r", "--maximum-beats", 1, *program.quick),
        columns=40)
    assert terminal.end()[0] == 0
    assert all(len(f.rstrip("\r\n")) < 40 for f in terminal.screen.split("\r\x1b[2K"))


def test_a_pipe_gets_a_line_per_five_percent(whole_run):
    _, result = whole_run
    lines = result.stderr.splitlines()
    assert all(re.match(r"hearttwin: \d+ %  .+", line) for line in lines), result.stderr
    steps = [int(re.search(r"(\d+) %", line).group(1)) // 5 for line in lines]
    assert len(steps) <= 20 and len(steps) >= 10, lines
    assert steps == sorted(set(steps)), "more than one line for the same 5 %"
    assert any("× real time" in line and " left" in line for line in lines)
    assert "\x1b" not in result.stderr and "\r" not in result.stderr


def test_quiet_says_nothing(one_beat):
    assert one_beat[1].stderr == ""


def test_interrupted_and_resumed_ends_with_the_same_bits(program, whole_run, tmp_path):
    folder = tmp_path / "stopped.run"
    process = lines_of(program, folder)
    await_event(process, in_beat(2))
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 75, errors
    last = json.loads(output.splitlines()[-1])
    assert last["event"] == "interrupted" and last["summary"]["beats"] == 1
    # The results of the completed beat are all there, and a checkpoint.
    assert set(os.listdir(folder)) == RESULTS
    summary = json.loads((folder / "summary.json").read_text())
    assert summary["beats"] == 1 and summary["completed"] is False
    with h5py.File(folder / "result.vtkhdf") as file:
        assert file["VTKHDF/Steps"].attrs["NSteps"] > 10
    resumed = program.simulate(folder, "--resume", "-q")
    assert resumed.returncode == 0, resumed.stderr
    whole, _ = whole_run
    assert (folder / "traces.csv").read_bytes() == (whole / "traces.csv").read_bytes()
    assert numbers(folder) == numbers(whole)
    assert motion(folder) == motion(whole)
    with h5py.File(folder / "checkpoint.h5") as a, h5py.File(whole / "checkpoint.h5") as b:
        assert a["checkpoint"].attrs["digest"] == b["checkpoint"].attrs["digest"]


def test_interrupted_twice_and_before_the_first_beat(program, whole_run, tmp_path):
    folder = tmp_path / "twice.run"
    for status in (75, 75):
        process = lines_of(program, folder, *(["--resume"] if folder.exists() else []))
        await_event(process, in_beat(1))
        process.send_signal(signal.SIGTERM)
        output, errors = process.communicate(timeout=60)
        assert process.returncode == status, errors
        assert json.loads(output.splitlines()[-1])["summary"]["beats"] == 0
        assert os.listdir(folder) == ["checkpoint.h5"], "no beat, no results"
    assert program.simulate(folder, "--resume", "-q").returncode == 0
    assert (folder / "traces.csv").read_bytes() == (whole_run[0] / "traces.csv").read_bytes()


def test_a_request_to_end_is_heard_while_a_mesh_is_ordered(program, tmp_path):
    # METIS takes this signal for an error of its own; it is at work when the first checkpoint has been written.
    for delay in [0, 0.03, 0.08, 0.15]:
        folder = tmp_path / f"{delay}.run"
        process = lines_of(program, folder)
        while not (folder / "checkpoint.h5").exists() and process.poll() is None:
            time.sleep(0.005)
        time.sleep(delay)
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 75, (delay, errors)
        assert "checkpoint.h5" in os.listdir(folder)


def test_resuming_a_finished_run_changes_nothing(program, whole_run, one_beat, tmp_path):
    folder = shutil.copytree(one_beat[0], tmp_path / "again.run")
    before, moved = numbers(folder), motion(folder)
    assert program.simulate(folder, "--resume", "-q", beats=1).returncode == 0
    assert numbers(folder) == before and motion(folder) == moved
    # And it can go on beyond its end.
    assert program.simulate(folder, "--resume", "-q", beats=2).returncode == 0
    assert numbers(folder) == numbers(whole_run[0])


def test_control_c_on_a_terminal_stops_cleanly(program, tmp_path):
    folder = tmp_path / "r"
    terminal = Terminal(program.arguments(
        "simulate", program.patient, "-o", folder, "--maximum-beats", 3, *program.quick))
    assert terminal.read(until=r"beat 2")
    terminal.control_c()
    status, output = terminal.end()
    assert status == 75, terminal.screen
    assert "stopping with a checkpoint" in terminal.screen
    assert "go on with --resume" in output
    assert set(os.listdir(folder)) == RESULTS


def test_two_signals_for_one_stop_are_one_request(program, tmp_path):
    # As from a cluster, and from the batch that the cluster stops as well.
    folder = tmp_path / "r"
    process = lines_of(program, folder)
    await_event(process, in_beat(1))
    process.send_signal(signal.SIGTERM)
    time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 75, errors
    assert os.listdir(folder) == ["checkpoint.h5"]


def test_a_second_control_c_ends_at_once(program, tmp_path):
    folder = tmp_path / "r"
    terminal = Terminal(program.arguments(
        "simulate", program.patient, "-o", folder, "--maximum-beats", 3, *program.quick))
    # While the model is being built, a stop waits for its end: time for a second thought.
    assert terminal.read(until=r"cells")
    terminal.control_c()
    assert terminal.read(until="stopping with a checkpoint")
    start = time.monotonic()
    terminal.control_c()
    status, output = terminal.end()
    assert time.monotonic() - start < 1
    assert status == 130, terminal.screen
    assert output == "" and os.listdir(folder) == []


@pytest.mark.parametrize("moment", ["beat", "writing"])
def test_killed_runs_leave_nothing_half_written(program, whole_run, one_beat, tmp_path, moment):
    folder = shutil.copytree(one_beat[0], tmp_path / "killed.run")
    before = {name: (folder / name).read_bytes() for name in RESULTS}
    process = lines_of(program, folder, "--resume", beats=4)
    if moment == "beat":
        await_event(process, in_beat(2))
        process.kill()
    else:
        # After the last step of the second beat its checkpoint is written.
        await_event(process, in_beat(2))
        while not [n for n in os.listdir(folder) if n.endswith(".part")] and process.poll() is None:
            pass
        process.kill()
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    # Whatever stays half-written has a hidden name; the results are those of the first run.
    names = {name for name in os.listdir(folder) if not name.startswith(".")}
    assert names == RESULTS
    for name in RESULTS - {"checkpoint.h5"}:
        assert (folder / name).read_bytes() == before[name]
    with h5py.File(folder / "checkpoint.h5") as file:
        assert len(file["checkpoint/beats"]) in (1, 2)
    # The next run sweeps up and goes on to the same end.
    assert program.simulate(folder, "--resume", "-q").returncode == 0
    assert set(os.listdir(folder)) == RESULTS
    assert numbers(folder) == numbers(whole_run[0])


def test_leftovers_of_running_processes_are_spared(program, one_beat, tmp_path):
    folder = shutil.copytree(one_beat[0], tmp_path / "r")
    ended = subprocess.Popen(["true"])
    ended.wait()
    mine = folder / f".result.vtkhdf.{os.getpid()}-0.part"
    dead = folder / f".result.vtkhdf.{ended.pid}-0.part"
    other = folder / ".result.part"
    for file in (mine, dead, other):
        file.write_text("half")
    assert program.simulate(folder, "--resume", "-q", beats=1).returncode == 0
    assert mine.exists() and other.exists() and not dead.exists()
