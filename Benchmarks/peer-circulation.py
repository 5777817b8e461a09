"""Times hearttwin's closed loop beside the Python package `circulation` (Regazzoni 2020), in one run.

    scripts/benchmark-circulation

The peer advances its eight-compartment loop without valve dynamics or reflex by its own default method; hearttwin's has moving
leaflets and the baroreflex, at steps that keep every number within 0.1 %.
"""

import datetime
import importlib.metadata
import json
import logging
import pathlib
import subprocess
import sys
import tempfile
import time

from circulation.regazzoni2020 import Regazzoni2020

ROOT = pathlib.Path(__file__).resolve().parents[1]
BEATS = 10
HERTZ = Regazzoni2020.default_parameters()["HR"].magnitude
STEP = 1e-3  # its default [s]


def peer() -> float:
    """Seconds of heart per second of computing."""
    with tempfile.TemporaryDirectory() as folder:
        model = Regazzoni2020(outdir=pathlib.Path(folder))
        best = float("inf")
        for _ in range(3):
            start = time.perf_counter()
            model.solve(num_beats=BEATS, dt=STEP)
            best = min(best, time.perf_counter() - start)
    return BEATS / HERTZ / best


def ours(notes: list[str]) -> dict[str, float]:
    """The same of hearttwin's stages, per core; what is not a loop goes to the notes."""
    stages = json.loads(
        subprocess.run(
            [ROOT / ".build/release/hearttwin-bench", "--circuits", "--quiet"],
            check=True, capture_output=True, text=True).stdout)
    rates = {}
    for stage in stages:
        name = stage["stage"]
        if name.startswith("circuit"):
            hearts = 8 if "eight hearts" in name else 1
            rates[name] = hearts * 60 / 70 / (stage["cpuMinimumMs"] / 1000)
        else:
            notes.append(f"- {name}: {stage['wallMinimumMs'] / 1000:.2f} s, {stage['context']}")
    return rates


def main() -> None:
    logging.disable(logging.INFO)
    notes: list[str] = []
    rates = ours(notes)
    theirs = peer()
    version = importlib.metadata.version("circulation")
    print("# The closed loop beside a peer\n")
    print(f"Made by `scripts/benchmark-circulation` on {datetime.date.today()}, processor time of one core.\n")
    print(f"| loop | x real time per core | times circulation {version} |")
    print("|---|---|---|")
    print(
        f"| circulation {version} (Python, Regazzoni 2020, {STEP * 1000:g} ms, one heart) "
        f"| {theirs:.1f} | 1 |")
    for name, rate in rates.items():
        print(f"| {name} | {rate:.0f} | {rate / theirs:.0f} |")
    print("\nNumbers of a beat stay within 0.1 % at 214 steps (CircuitSolverTests). On all cores:\n")
    print("\n".join(notes))


if __name__ == "__main__":
    sys.exit(main())
