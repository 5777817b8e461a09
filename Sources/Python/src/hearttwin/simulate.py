"""Runs a patient's heart."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from typing import Literal

from .arguments import Path, Setting, repeated, settings_arguments
from .program import run_program
from .progress import Listener, ProgressDisplay
from .run import Run


def simulate(
    patient: Path,
    *,
    settings: Mapping[str, Setting] | None = None,
    interventions: str | Iterable[str] | None = None,
    scenario: Path | None = None,
    activation: str | None = None,
    level: Literal["heart", "loop"] = "heart",
    maximum_beats: int | None = None,
    every: str | None = None,
    fields: Iterable[str] | None = None,
    resume: bool = False,
    output: Path | None = None,
    progress: bool | Listener = True,
) -> Run:
    """Computes a patient's heart, beat after beat until nothing changes, and returns the run.

    - `settings`: parameters, e.g. `{"circulation.heartRate": "60 1/min"}` or `(60, "1/min")`.
    - `interventions`: e.g. `["haemorrhage(volume=500 mL)"]`; `scenario`: a TOML file of them.
    - `level`: "heart" (minutes) or "loop", the closed loop alone (a second or two).
    - `maximum_beats`: of the heart only.
    - `every`, `fields`: of the heart only: distance of the frames of the moving mesh (`"50 ms"`), and its fields.
    - `output`: folder of the results; without it a temporary one that lives as long as the run.
    - `progress`: True shows it, False does not, a function gets every `Progress`.

    Raises the exception of the program's exit code (`SolverDiverged`, `BadData`, …). An interrupt
    waits for the checkpoint and raises `Interrupted`; `resume=True` with the same `output` goes on.
    """
    if resume and output is None:
        raise ValueError("resume=True goes on in a folder: give it as output")
    if maximum_beats is not None and level != "heart":
        raise ValueError("maximum_beats is of level=\"heart\": leave it out")
    if (every is not None or fields is not None) and level != "heart":
        raise ValueError("every and fields are of level=\"heart\": leave them out")
    temporary = None
    if output is None:
        temporary = tempfile.TemporaryDirectory(prefix="hearttwin-", ignore_cleanup_errors=True)
        output = temporary.name
    words = ["simulate", os.fspath(patient), "--output", os.fspath(output)]
    words += settings_arguments(settings) + repeated("--intervention", interventions)
    words += repeated("--scenario", None if scenario is None else [scenario])
    if activation is not None:
        words += ["--activation", activation]
    if resume:
        words.append("--resume")
    if level == "loop":
        words += ["--level", "loop", "--json"]
    else:
        words += ["--events", "ndjson"]
        if maximum_beats is not None:
            words += ["--maximum-beats", str(maximum_beats)]
        if every is not None:
            words += ["--every", every]
        if fields is not None:
            words += ["--fields", ",".join(fields) or "none"]
    try:
        with ProgressDisplay(progress if level == "heart" else False, "hearttwin") as display:
            run_program(
                words, lambda line: _event(line, display) if level == "heart" else None,
                display.percent)
        run = Run(output)
    except BaseException:
        if temporary is not None:
            temporary.cleanup()
        raise
    run._temporary = temporary
    return run


def _event(line: str, display: ProgressDisplay) -> None:
    event = json.loads(line)
    if event["event"] == "step":
        display.step(event["beat"], event["timeMs"])
