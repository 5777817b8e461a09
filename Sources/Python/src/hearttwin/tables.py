"""Tables whose columns have units."""

from __future__ import annotations

import csv
import pathlib
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .errors import UnreadableResult
from .extras import optional

if TYPE_CHECKING:
    import pandas

# Units at the ends of column names, longest first; a column without one is a plain number.
_SUFFIXES = [
    ("_mL_per_s", "mL/s"), ("_mmHg", "mmHg"), ("_percent", "%"), ("_kPa", "kPa"), ("_deg", "deg"),
    ("_mL", "mL"), ("_mV", "mV"), ("_ms", "ms"), ("_mm", "mm"), ("_s", "s"),
]
_BRACKETS = re.compile(r"^(.*\S)\s*\[([^\]]*)\]$")


class Table(Mapping[str, NDArray[Any]]):
    """Columns of equal length by name, each with a unit.

    `units` holds the unit of every column: "1" for plain numbers, "" for texts.
    """

    def __init__(self, columns: Mapping[str, NDArray[Any]], units: Mapping[str, str]) -> None:
        lengths = {len(column) for column in columns.values()}
        if len(lengths) > 1:
            raise ValueError(f"columns of different lengths: {sorted(lengths)}")
        self._columns = dict(columns)
        self.units = {name: units[name] for name in self._columns}
        self.rows = lengths.pop() if lengths else 0

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def __repr__(self) -> str:
        words = ", ".join(f"{n} [{u}]" if u else n for n, u in self.units.items())
        return f"Table of {self.rows} rows: {words}"

    def where(self, keep: NDArray[np.bool_]) -> Table:
        """The rows for which `keep` is true."""
        return Table({name: column[keep] for name, column in self._columns.items()}, self.units)

    def frame(self) -> pandas.DataFrame:
        """A pandas DataFrame; its units are in `frame.attrs["units"]`."""
        frame: pandas.DataFrame = optional("pandas", "a DataFrame").DataFrame(self._columns)
        frame.attrs["units"] = dict(self.units)
        return frame


def read_csv(path: pathlib.Path) -> Table:
    """Reads comma-separated values whose units are in the header.

    `lv_pressure_mmHg` keeps its name, `lvEDVML [mL]` loses the brackets. Empty cells of numbers are
    not-a-number.
    """
    try:
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
    except OSError as error:
        raise UnreadableResult(f"{path}: {error.strerror}") from error
    if not rows or not rows[0]:
        raise UnreadableResult(f"{path}: no header, expected names of columns with units")
    header, body = rows[0], rows[1:]
    for number, row in enumerate(body, start=2):
        if len(row) != len(header):
            raise UnreadableResult(
                f"{path}, line {number}: {len(row)} cells, expected {len(header)} as in the header")
    columns: dict[str, NDArray[Any]] = {}
    units: dict[str, str] = {}
    for index, head in enumerate(header):
        name, unit = _name_and_unit(head)
        if name in columns:
            raise UnreadableResult(f"{path}: two columns have the name {name}")
        columns[name] = _column([row[index] for row in body], whole=unit == "1")
        units[name] = "" if columns[name].dtype == object else unit
    return Table(columns, units)


def _name_and_unit(head: str) -> tuple[str, str]:
    if match := _BRACKETS.match(head):
        return match[1], match[2]
    for suffix, unit in _SUFFIXES:
        if head.endswith(suffix):
            return head, unit
    return head, "1"


def _column(cells: list[str], whole: bool) -> NDArray[Any]:
    """Numbers or texts, whatever all cells are; integers only of a column without a unit."""
    if whole:
        try:
            return np.array([int(cell) for cell in cells], dtype=np.int64)
        except ValueError:
            pass
    try:
        return np.array([float(cell) if cell else np.nan for cell in cells], dtype=float)
    except ValueError:
        return np.array(cells, dtype=object)
