"""Finds hearttwin and runs it."""

from __future__ import annotations

import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence

from .errors import MissingProgram, error_of

_PERCENT = re.compile(r"^hearttwin: (\d+) %  ?(.*)$")


def find_program() -> list[str]:
    """The command that starts hearttwin.

    `HEARTTWIN_BINARY`, else the programs that came with this package (a wheel of a release has them),
    else `hearttwin` on PATH, else `scripts/hearttwin` of the checkout the
    working folder is in (which builds what is missing).
    """
    named = os.environ.get("HEARTTWIN_BINARY")
    if named:
        if os.access(named, os.X_OK) and os.path.isfile(named):
            return [named]
        raise MissingProgram(f"HEARTTWIN_BINARY names {named}, which is no program", 69, [named])
    if carried := _carried():
        return [carried]
    if found := shutil.which("hearttwin"):
        return [found]
    here = pathlib.Path.cwd()
    for folder in (here, *here.parents):
        script = folder / "scripts" / "hearttwin"
        if (folder / "Package.swift").is_file() and os.access(script, os.X_OK):
            return [str(script)]
    raise MissingProgram(
        "no hearttwin: set HEARTTWIN_BINARY to the program, put it on PATH, or work in a checkout",
        69, ["hearttwin"])


def _carried() -> str | None:
    """The program in this package: wheels of a release have one."""
    program = pathlib.Path(__file__).resolve().parent / "programs" / "bin" / "hearttwin"
    return str(program) if os.access(program, os.X_OK) else None


def main() -> None:
    """Becomes hearttwin: the command of wheels that carry it."""
    command = [*find_program(), *sys.argv[1:]]
    os.execv(command[0], command)


def run_program(
    arguments: Sequence[str],
    on_line: Callable[[str], None] | None = None,
    on_percent: Callable[[int, str], None] | None = None,
) -> str:
    """Runs hearttwin and returns its standard output.

    `on_line` gets every line of standard output as it comes, `on_percent` every step of progress.
    Ctrl-C is passed on once and waits for the checkpoint (`Interrupted`); twice, it ends the program.
    Raises the exception of the exit code, with the program's own sentence.
    """
    command = [*find_program(), *arguments]
    # A session of its own: the terminal's Ctrl-C reaches it through us, once.
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        encoding="utf-8", start_new_session=True)
    assert process.stdout is not None and process.stderr is not None
    messages: list[str] = []
    problems: list[Exception] = []
    stderr = process.stderr

    def listen() -> None:
        # Reads to the end whatever happens: a full pipe would stop the program.
        for line in stderr:
            match = _PERCENT.match(line.rstrip("\n"))
            if not match:
                messages.append(line)
            elif on_percent and not problems:
                try:
                    on_percent(int(match[1]), match[2])
                except Exception as problem:
                    problems.append(problem)

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    lines: list[str] = []

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            if on_line:
                on_line(line)
        process.wait()

    try:
        try:
            read()
        except KeyboardInterrupt:
            process.send_signal(signal.SIGINT)
            read()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        listener.join(timeout=5)
        process.stdout.close()
        process.stderr.close()
    if process.returncode != 0:
        raise error_of(process.returncode, _sentence(messages), command)
    if problems:
        raise problems[0]
    return "".join(lines)


def _sentence(messages: list[str]) -> str:
    """What the program said, without its name in front."""
    return "\n".join(
        line.rstrip().removeprefix("hearttwin: ").removeprefix("Error: ") for line in messages
    ).strip()
