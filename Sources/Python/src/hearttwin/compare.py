"""Treatments side by side, or two finished runs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from .arguments import Path, Setting, repeated, settings_arguments
from .errors import UnreadableResult
from .program import run_program
from .progress import Listener, ProgressDisplay
from .run import Run
from .tables import Table

_TEXTS = ("treatment", "identifier", "name", "unit")
_NUMBERS = ("untreated", "treated", "change", "change_percent")


class Comparison:
    """What treatments change; `document` is the program's JSON as it is."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document

    @property
    def treatments(self) -> list[str]:
        """Names of the treatments; of two runs, one without a name."""
        if "deltas" in self.document:
            return [""]
        return [treatment["name"] for treatment in self.document["treatments"]]

    def table(self) -> Table:
        """A row for each treatment and number: untreated, treated, change; units are a column."""
        rows: list[dict[str, Any]] = []
        if "deltas" in self.document:
            rows = [_row("", delta, delta["identifier"]) for delta in self.document["deltas"]]
        else:
            for treatment in self.document["treatments"]:
                rows += [_row(treatment["name"], m, m["id"]) for m in treatment["metrics"]]
        columns: dict[str, Any] = {
            name: np.array([row[name] for row in rows], dtype=object) for name in _TEXTS}
        for name in _NUMBERS:
            columns[name] = np.array([row[name] for row in rows], dtype=float)
        units = dict.fromkeys(columns, "")
        units["change_percent"] = "%"
        return Table(columns, units)

    def __repr__(self) -> str:
        return f"Comparison of {', '.join(self.treatments) or 'two runs'} with no treatment"


def compare(
    patient: Path | Run,
    treated: Path | Run | None = None,
    *,
    interventions: str | Iterable[str] | None = None,
    scenarios: Iterable[Path] | None = None,
    settings: Mapping[str, Setting] | None = None,
    ensemble: int | None = None,
    output: Path | None = None,
    progress: bool | Listener = True,
) -> Comparison:
    """Compares treatments of a patient file on the closed loop, or a treated run with another.

    - `compare("p.h5", interventions=["haemorrhage(volume=500 mL)"])`: each intervention and each
      scenario is a treatment of its own; "a(…) + b(…)" is one of two interventions.
    - `compare(run, treated)`: two runs, or their folders.
    - `ensemble`: number of equally likely hearts of a calibrated patient.
    """
    words = ["compare", _path(patient)]
    if treated is not None:
        words.append(_path(treated))
    words += repeated("--intervention", interventions) + repeated("--scenario", scenarios)
    words += settings_arguments(settings)
    if ensemble is not None:
        words += ["--ensemble", str(ensemble)]
    if output is not None:
        words += ["--output", os.fspath(output)]
    with ProgressDisplay(progress, "hearttwin compare") as display:
        text = run_program([*words, "--json"], on_percent=display.percent)
    document = json.loads(text)
    if not {"deltas", "treatments"} & document.keys():
        raise UnreadableResult("hearttwin compare printed neither deltas nor treatments")
    return Comparison(document)


def _path(subject: Path | Run) -> str:
    return os.fspath(subject.folder) if isinstance(subject, Run) else os.fspath(subject)


def _row(treatment: str, metric: Mapping[str, Any], identifier: str) -> dict[str, Any]:
    def number(key: str) -> float:
        value = metric.get(key)
        return float("nan") if value is None else float(value)

    return {
        "treatment": treatment, "identifier": identifier, "name": metric["name"],
        "unit": metric["unit"], "untreated": number("untreated"), "treated": number("treated"),
        "change": number("change"), "change_percent": number("changePercent"),
    }
