"""What a checkpoint is of."""

from __future__ import annotations

import pathlib
from dataclasses import dataclass

from .hdf5 import member, opened, text


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint: whose it is and how far it got. Only the program itself reads its states."""

    path: pathlib.Path
    #: Of patient file, parameters, activation and version: a run goes on only from its own.
    fingerprint: str
    #: SHA-256 over every number in the file.
    digest: str
    #: Completed beats.
    beats: int

    @classmethod
    def read(cls, path: str | pathlib.Path) -> Checkpoint:
        """Reads a checkpoint.h5."""
        path = pathlib.Path(path)
        with opened(path) as file:
            group = member(file, path, "checkpoint")
            return cls(
                path, text(group.attrs["fingerprint"]), text(group.attrs["digest"]),
                len(group["beats"]) if "beats" in group else 0)
