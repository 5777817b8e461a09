"""Small steps with HDF5 that several readers share."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import h5py

from .errors import UnreadableResult


@contextmanager
def opened(path: pathlib.Path) -> Iterator[Any]:
    """The file, open for reading; what is missing in it is told with its name."""
    try:
        file = h5py.File(path, "r")
    except OSError as error:
        reason = "no such file" if not path.exists() else f"not a readable HDF5 file ({error})"
        raise UnreadableResult(f"{path}: {reason}") from error
    with file:
        yield file


def member(file: Any, path: pathlib.Path, name: str) -> Any:
    """A group or dataset that must be there."""
    if name not in file:
        raise UnreadableResult(f"{path}:/{name} is missing; is this a file of hearttwin?")
    return file[name]


def text(value: Any) -> str:
    """A text of fixed or variable length."""
    return value.decode("utf-8") if isinstance(value, bytes) else str(value)
