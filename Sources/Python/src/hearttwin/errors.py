"""What can go wrong, with the program's exit codes as types (docs/command-line.md)."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from typing import ClassVar


class HearttwinError(Exception):
    """Anything this package raises on purpose."""


class UnreadableResult(HearttwinError):
    """A file is not what hearttwin writes: which file, what was expected there."""


class MissingExtra(HearttwinError, ImportError):
    """An optional package is needed: which one, and the extra that brings it."""

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        super().__init__(
            f"{purpose} needs {package}, which is not installed; pip install 'hearttwin[{extra}]'")
        self.package = package
        self.extra = extra


class ProgramError(HearttwinError):
    """The program ended with something other than 0; the message is its own."""

    code: ClassVar[int | None] = None

    def __init__(self, message: str, exit_code: int, command: Sequence[str]) -> None:
        super().__init__(message)
        self.exit_code = exit_code
        self.command = list(command)


class SolverDiverged(ProgramError):
    """The solver found no state of the heart; failure.json in the run folder tells where."""

    code = 3


class OutOfTolerance(ProgramError):
    """A number is out of its tolerance."""

    code = 4


class UsageError(ProgramError):
    """The command line is wrong."""

    code = 64


class BadData(ProgramError):
    """The patient file, a parameter, a unit or a checkpoint is wrong."""

    code = 65


class MissingFile(ProgramError, FileNotFoundError):
    """A file is missing or cannot be read."""

    code = 66


class MissingProgram(ProgramError):
    """A program is missing: hearttwin itself, a part of it that is not built, or gmsh."""

    code = 69


class InternalError(ProgramError):
    """A defect of hearttwin."""

    code = 70


class CannotCreate(ProgramError):
    """The output cannot be created."""

    code = 73


class Interrupted(ProgramError):
    """Stopped with a checkpoint, or no space left: the same run goes on with resume=True."""

    code = 75


class Crashed(ProgramError):
    """The program was ended by a signal."""


_BY_CODE: dict[int, type[ProgramError]] = {
    kind.code: kind
    for kind in ProgramError.__subclasses__()
    if kind.code is not None
}


def error_of(exit_code: int, message: str, command: Sequence[str]) -> ProgramError:
    """The exception of an exit code; a negative code is a signal, as in subprocess."""
    kind = _BY_CODE.get(exit_code, ProgramError)
    # A shell between us and the program tells a signal as 128 + its number.
    number = -exit_code if exit_code < 0 else exit_code - 128 if 128 < exit_code <= 192 else 0
    if number:
        kind = Crashed
        try:
            name = signal.Signals(number).name
        except ValueError:
            name = f"signal {number}"
        message = f"{message}\nended by {name}" if message else f"ended by {name}"
    return kind(message or f"exit code {exit_code} without a message", exit_code, command)
