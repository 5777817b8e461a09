"""Runs cohorts of growing size with hearttwin-batch and prints Benchmarks/batch.md.

Usage: batch.py PROGRAM [SIZES...]; default sizes 100 1000 10000.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

PROGRAM = sys.argv[1]
SIZES = [int(size) for size in sys.argv[2:]] or [100, 1000, 10_000]

COHORT = """
[[patients]]
name = "adult"
count = {count}
[patients.sample]
"circulation.heartRate" = {{ distribution = "normal", mean = "68 1/min", sd = "9 1/min", low = "45 1/min", high = "110 1/min" }}
"circulation.systemicArterialResistance" = {{ distribution = "lognormal", sd_of_log = 0.15 }}
"circulation.systemicArterialCompliance" = {{ distribution = "lognormal", sd_of_log = 0.2 }}
"circulation.leftVentricularActiveElastance" = {{ distribution = "lognormal", sd_of_log = 0.2 }}
"circulation.bloodVolume" = {{ distribution = "normal", sd = "300 mL" }}
[[scenarios]]
name = "bled"
interventions = ["haemorrhage(volume=500 mL)"]
"""


class Run:
    """One batch: wall and processor time, memory of all its processes together."""

    def __init__(self, folder, count, jobs, name):
        self.count, self.jobs = count, jobs
        path = folder / f"{name}.toml"
        path.write_text(COHORT.format(count=count))
        self.folder = folder / f"{name}.batch"
        before = os.times()
        start = time.monotonic()
        process = subprocess.Popen(
            [PROGRAM, "batch", str(path), "--output", str(self.folder), "--jobs", str(jobs), "-q",
             "--json"], stdout=subprocess.PIPE, text=True)
        self.memory = 0
        while process.poll() is None:
            self.memory = max(self.memory, self.resident(process.pid))
            time.sleep(0.2)
        self.output = process.stdout.read()
        self.wall = time.monotonic() - start
        after = os.times()
        self.cpu = (after.children_user + after.children_system
                    - before.children_user - before.children_system)
        self.code = process.returncode
        self.states = json.loads(self.output)["states"]
        # Again: works the cohort out, finds that all is there, writes the table.
        start = time.monotonic()
        subprocess.run(
            [PROGRAM, "batch", str(path), "--output", str(self.folder), "-q"], check=False,
            stdout=subprocess.DEVNULL)
        self.again = time.monotonic() - start
        print(f"{name}: {self.wall:.1f} s wall, {self.cpu:.1f} s processor, {self.memory / 1e6:.0f} MB, "
              f"{self.states}, load {os.getloadavg()[0]:.1f}", file=sys.stderr, flush=True)
        self.bytes = sum(item.stat().st_size for item in (self.folder / "shards").iterdir())

    @staticmethod
    def resident(parent):
        """Resident memory of a process and those it started [bytes]."""
        total = 0
        for entry in pathlib.Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                if int(entry.name) == parent or int(fields[1]) == parent:
                    total += int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
            except (OSError, IndexError):
                continue
        return total


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="batch-"))
    load = os.getloadavg()[0]
    try:
        runs = [Run(folder, size, 2, f"size{size}") for size in SIZES]
        pair = [Run(folder, min(500, SIZES[-1]), jobs, f"jobs{jobs}") for jobs in (1, 2)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    model = next(
        (line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")),
        "unknown")
    largest = runs[-1]
    print(f"""# Batches of the closed loop, measured

By `scripts/benchmark-batch` on {os.cpu_count()} cores, {model}; load average before it {load:.2f}: what else ran is in the wall times.
Every patient is drawn, settles by itself, is bled by 500 mL and answers with its baroreflex for 120 s: two cases a patient.

## Size

| patients | cases done | wall [s] | processor [s] | processor per patient [ms] | resident, all processes [MB] | again, nothing to compute [s] | shards per case [B] |
|---|---|---|---|---|---|---|---|""")
    for run in runs:
        print(f"| {run.count} | {run.states['done']} of {2 * run.count} | {run.wall:.1f} | {run.cpu:.1f} | "
              f"{1000 * run.cpu / run.count:.1f} | {run.memory / 1e6:.0f} | {run.again:.1f} | "
              f"{run.bytes / (2 * run.count):.0f} |")
    one, two = pair
    print(f"""
## Workers

| `--jobs` | patients | wall [s] | processor [s] | faster |
|---|---|---|---|---|
| 1 | {one.count} | {one.wall:.1f} | {one.cpu:.1f} | |
| 2 | {two.count} | {two.wall:.1f} | {two.cpu:.1f} | {one.wall / two.wall:.2f} × |
""")
    estimate(largest)


def estimate(run):
    """A million patients on a hundred nodes, from one measured run."""
    patients, nodes, cores = 1_000_000, 100, 32
    per_patient = run.cpu / run.count
    compute = patients * per_patient / (nodes * cores)
    size = run.bytes / run.count * patients
    collect = run.again / run.count * patients
    blocks = 2 * patients / 8
    print(f"""## A million patients on a hundred nodes, on paper

Not measured: arithmetic from the largest run above, for {nodes} nodes of {cores} cores like these.

| | |
|---|---|
| computing | 10⁶ × {1000 * per_patient:.1f} ms / ({nodes} × {cores} cores) = {compute:.0f} s |
| tasks | 1000 patients a task: 1000 tasks of {1000 * per_patient:.0f} s on one core each, {patients / 1000 / (nodes * cores):.2f} to a core: two waves at most; a scheduler that starts 10 tasks a second (assumed) needs 100 s for them |
| records | {size / 1e9:.1f} GB in 1000 shards, {size / max(compute, 1) / 1e6:.0f} MB/s while computing; {blocks:.0f} syncs, {blocks / max(compute, 1):.0f} a second over all nodes (a parallel file system takes thousands) |
| working the cohort out and writing the table, one process | {run.again:.1f} s / {run.count} × 10⁶ = {collect / 60:.0f} min: the longest part, and serial |
| **in all** | about {(max(compute, 100) + collect) / 60:.0f} min |""")


main()
