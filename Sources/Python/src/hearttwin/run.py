"""A finished run: the folder that `hearttwin simulate` leaves."""

from __future__ import annotations

import functools
import json
import os
import pathlib
import tempfile
from typing import Any

from .checkpoint import Checkpoint
from .errors import UnreadableResult
from .meshes import MovingMesh
from .numbers import Numbers, numbers_of
from .tables import Table, read_csv


class Run:
    """Results of one run, of the three-dimensional heart or of the closed loop alone.

    Files are read when first asked for. What each holds is in the README of hearttwin.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = pathlib.Path(folder)
        if not (self.folder / "summary.json").is_file():
            raise UnreadableResult(
                f"{self.folder} has no summary.json, so it is not a finished run; "
                "an interrupted one goes on with resume=True")
        # A temporary folder lives as long as its run.
        self._temporary: tempfile.TemporaryDirectory[str] | None = None

    def __repr__(self) -> str:
        kind = "closed loop" if self.level == "loop" else "heart"
        return f"Run of {self.patient} ({kind}) in {self.folder}"

    @functools.cached_property
    def summary(self) -> dict[str, Any]:
        """summary.json as it is."""
        path = self.folder / "summary.json"
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise UnreadableResult(f"{path}: {error}") from error
        if not isinstance(document, dict) or not {"numbers", "metrics"} & document.keys():
            raise UnreadableResult(
                f"{path} holds neither numbers nor metrics; is this the folder of a run of simulate?")
        return document

    @property
    def level(self) -> str:
        """"heart" or "loop"."""
        return str(self.summary.get("level", "heart"))

    @property
    def patient(self) -> str:
        """Whose heart."""
        return str(self.summary["patient"])

    @property
    def periodic(self) -> bool | None:
        """Whether the beats repeat themselves; None where the run does not tell (closed loop)."""
        value = self.summary.get("periodic")
        return None if value is None else bool(value)

    @property
    def warnings(self) -> list[str]:
        """What the run warns of."""
        return list(self.summary.get("warnings", []))

    @property
    def provenance(self) -> dict[str, str]:
        """Where the result comes from: program, command, hashes of inputs, settings."""
        return dict(self.summary.get("provenance", {}))

    @functools.cached_property
    def numbers(self) -> Numbers:
        """All numbers with unit and normal range, e.g. `run.numbers["lvEFPercent"]`."""
        return numbers_of(self.summary)

    @functools.cached_property
    def traces(self) -> Table:
        """Pressures, volumes and flows over time, of every beat."""
        return self._table("traces.csv")

    @functools.cached_property
    def strain(self) -> Table:
        """Strains, tension and twist of the left ventricle (segment 0) and its segments."""
        return self._table("strain.csv")

    @functools.cached_property
    def ecg(self) -> Table:
        """The twelve leads over one beat [mV]."""
        return self._table("ecg.csv")

    @functools.cached_property
    def response(self) -> Table:
        """Beat by beat, what the closed loop answered to a change."""
        return self._table("response.csv")

    @functools.cached_property
    def mesh(self) -> MovingMesh:
        """The wall over the last beat."""
        return MovingMesh(self._file("result.vtkhdf"))

    @functools.cached_property
    def checkpoint(self) -> Checkpoint:
        """What a resumed run needs."""
        return Checkpoint.read(self._file("checkpoint.h5"))

    def last_beat(self) -> Table:
        """The traces of the last beat; their time counts from its QRS onset."""
        beats = self.traces["beat"]
        return self.traces.where(beats == beats.max())

    def _table(self, name: str) -> Table:
        return read_csv(self._file(name))

    def _file(self, name: str) -> pathlib.Path:
        path = self.folder / name
        if not path.is_file():
            present = sorted(p.name for p in self.folder.iterdir() if not p.name.startswith("."))
            raise UnreadableResult(f"{path} is missing; the folder has {', '.join(present)}")
        return path
