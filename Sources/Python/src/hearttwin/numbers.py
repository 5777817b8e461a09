"""Numbers with a name, a unit and, where there is one, a normal range."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .tables import Table


@dataclass(frozen=True)
class Number:
    """One number of a run."""

    identifier: str
    name: str
    value: float
    unit: str
    #: The range of healthy adults, where one is known.
    low: float | None = None
    high: float | None = None
    #: The same number before what was done to the closed loop; None where nothing was done.
    untreated: float | None = None

    @property
    def in_range(self) -> bool | None:
        """Whether the value lies in the normal range; None without one."""
        if self.low is None or self.high is None:
            return None
        return self.low <= self.value <= self.high

    @property
    def change(self) -> float | None:
        """Value less untreated value; None where nothing was done."""
        return None if self.untreated is None else self.value - self.untreated

    def __float__(self) -> float:
        return self.value

    def __str__(self) -> str:
        text = f"{self.name}: {self.value:.4g} {self.unit}"
        if self.low is not None and self.high is not None:
            text += f" (normal {self.low:g} to {self.high:g})"
        return text


class Numbers(Mapping[str, Number]):
    """Numbers by identifier, e.g. `numbers["lvEFPercent"].value`."""

    def __init__(self, numbers: list[Number]) -> None:
        self._numbers = {number.identifier: number for number in numbers}

    def __getitem__(self, identifier: str) -> Number:
        try:
            return self._numbers[identifier]
        except KeyError:
            near = difflib.get_close_matches(identifier, self._numbers, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise KeyError(f"no number {identifier!r}{hint}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def __repr__(self) -> str:
        return "\n".join(str(number) for number in self._numbers.values())

    def table(self) -> Table:
        """All numbers as a table; their units are a column, since they differ from row to row."""
        rows = list(self._numbers.values())

        def numbers(values: list[float | None]) -> Any:
            return np.array([np.nan if value is None else value for value in values], dtype=float)

        texts = {
            "identifier": [n.identifier for n in rows],
            "name": [n.name for n in rows],
            "unit": [n.unit for n in rows],
        }
        columns = {name: np.array(cells, dtype=object) for name, cells in texts.items()}
        columns["value"] = numbers([n.value for n in rows])
        columns["low"] = numbers([n.low for n in rows])
        columns["high"] = numbers([n.high for n in rows])
        columns["untreated"] = numbers([n.untreated for n in rows])
        return Table(columns, {name: "" for name in columns})


def numbers_of(document: Mapping[str, Any]) -> Numbers:
    """The numbers of a summary.json, of the heart or of the closed loop."""
    if "numbers" in document:
        return Numbers([
            Number(
                n["identifier"], n["name"], float(n["value"]), n["unit"], n.get("low"), n.get("high"))
            for n in document["numbers"]
        ])
    return Numbers([
        Number(
            m["id"], m["name"], float(m.get("treated", m["untreated"])), m["unit"],
            untreated=float(m["untreated"]) if "treated" in m else None)
        for m in document["metrics"]
    ])
