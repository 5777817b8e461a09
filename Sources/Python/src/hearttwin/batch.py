"""The folder of a batch: one table of all cases."""

from __future__ import annotations

import pathlib
from collections import Counter
from typing import Any

import numpy as np

from .errors import UnreadableResult
from .hdf5 import member, opened, text
from .tables import Table

_TEXTS = ("patient", "scenario", "state", "reason")


class Batch:
    """Results of `hearttwin batch`: results.h5 in its folder."""

    def __init__(self, folder: str | pathlib.Path) -> None:
        self.folder = pathlib.Path(folder)
        self.path = self.folder / "results.h5"
        if not self.path.is_file():
            raise UnreadableResult(
                f"{self.path} is missing; hearttwin batch collect {self.folder} writes it")

    def cases(self) -> Table:
        """A row for each case: patient, scenario, state, reason, parameters, numbers, changes.

        Columns of parameters are named as in patient files, those of changes `change.…`; a case
        without a number has not-a-number there.
        """
        columns: dict[str, Any] = {}
        units: dict[str, str] = {}
        with opened(self.path) as file:
            group = member(file, self.path, "cases")
            columns["case"], units["case"] = group["case"][()], "1"
            for name in _TEXTS:
                columns[name] = np.array([text(value) for value in group[name][()]], dtype=object)
                units[name] = ""
            for part, prefix in (("parameters", ""), ("numbers", ""), ("changes", "change.")):
                for name, values in group.get(part, {}).items():
                    columns[prefix + name] = values[()]
                    units[prefix + name] = text(values.attrs.get("units", "1"))
        return Table(columns, units)

    def states(self) -> dict[str, int]:
        """How many cases are done, failed, and so on."""
        return dict(Counter(self.cases()["state"]))

    def __repr__(self) -> str:
        counts = ", ".join(f"{count} {state}" for state, count in sorted(self.states().items()))
        return f"Batch in {self.folder}: {counts}"
