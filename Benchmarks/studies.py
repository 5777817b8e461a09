"""Runs studies of many hearts with hearttwin-loop and prints Benchmarks/studies.md.

Usage: studies.py PROGRAM
"""

import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

PROGRAM = sys.argv[1]
ROOT = pathlib.Path(__file__).resolve().parents[1]
IDEAL, RODERO = f"{ROOT}/patients/ideal-biv.h5", f"{ROOT}/patients/rodero-01.h5"

STUDIES = [
    ("sensitivity, 64 points, 13 inputs, untreated", ["sensitivity", IDEAL, "--samples", "64"],
     lambda found: found["hearts"]),
    ("sensitivity, 16 points, 14 inputs, dobutamine 40 s",
     ["sensitivity", IDEAL, "--samples", "16", "--duration", "40 s", "--intervention",
      "dobutamine(dose=2..10 ug/kg/min)"], lambda found: found["hearts"]),
    ("optimize, nine speeds of a pump, 60 s",
     ["optimize", IDEAL, "--goal", f"{ROOT}/docs/examples/assist.toml", "--duration", "60 s"],
     lambda found: len(found["candidates"])),
    ("optimize --leads, rodero-01", ["optimize", RODERO, "--leads"],
     lambda found: sum("metrics" in entry for entry in found["candidates"])),
    ("optimize --leads --exhaustive, rodero-01", ["optimize", RODERO, "--leads", "--exhaustive"],
     lambda found: sum("metrics" in entry for entry in found["candidates"])),
]


def main():
    print("# Studies of many hearts, measured\n")
    print(f"By `scripts/benchmark-studies` on {os.cpu_count()} cores; load average before it "
          f"{os.getloadavg()[0]:.2f}: what else ran is in the wall times.\n")
    print("| study | hearts or treatments on the loop | wall [s] | processor [s] | processor each [ms] |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, words, count in STUDIES:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            start = time.monotonic()
            result = subprocess.run(
                [PROGRAM, *words, "-q", "--json"], cwd=folder, capture_output=True, text=True, check=True)
            wall = time.monotonic() - start
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            number = count(json.loads(result.stdout))
            print(f"| {name} | {number} | {wall:.1f} | {spent:.1f} | {1000 * spent / number:.1f} |", flush=True)


main()
