"""Runs shipped suites to their end and keeps what came of them: Benchmarks/suite-runs.tsv and the table in docs/validation.md.

Usage: suites.py PROGRAM [SUITES...]; PROGRAM is hearttwin-validate, by default all suites run but the longest. Rows of suites that
are not run stay. With no PROGRAM ("-") only the table in docs/validation.md is written anew.
"""

import csv
import datetime
import json
import os
import pathlib
import resource
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
RUNS = ROOT / "Benchmarks/suite-runs.tsv"
PAGE = ROOT / "docs/validation.md"
BEGIN, END = "<!-- written by scripts/benchmark-suites -->", "<!-- end -->"
COLUMNS = ["suite", "date", "version", "processor [s]", "pass", "warn", "fail", "shown", "left out", "failing rows"]
# An hour of processor time and more: only by name.
LONG = ["niederer2011", "arostica2025"]


def suites():
    return sorted(path.stem for path in (ROOT / "Benchmarks/suites").glob("*.toml"))


def stored():
    if not RUNS.exists():
        return {}
    with open(RUNS, newline="") as file:
        return {row["suite"]: row for row in csv.DictReader(file, delimiter="\t")}


def row(outcome, seconds, date):
    """One line of the table, from `validate --suite --json`."""
    counts = outcome["counts"]
    failing = [row["id"] for row in outcome["rows"] if row["verdict"] == "fail"]
    return {
        "suite": outcome["suite"], "date": date, "version": outcome["version"],
        "processor [s]": f"{seconds:.1f}", "pass": counts["pass"], "warn": counts["warn"],
        "fail": counts["fail"], "shown": counts["info"], "left out": counts["skipped"],
        "failing rows": "; ".join(failing)}


def keep(rows):
    new = RUNS.with_suffix(".new")
    with open(new, "w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows[name] for name in suites() if name in rows)
    new.replace(RUNS)


def table(rows):
    """The table in docs/validation.md."""
    lines = ["| suite | last run to its end | processor time | pass | warn | fail |", "|---|---|---|---|---|---|"]
    for name in suites():
        if name not in rows:
            lines.append(f"| `{name}` | not in this version | | | | |")
            continue
        one = rows[name]
        seconds = float(one["processor [s]"])
        time = f"{seconds / 60:.0f} min" if seconds > 90 else f"{seconds:.1f} s"
        left = f", {one['left out']} left out" if int(one["left out"]) else ""
        lines.append(
            f"| `{name}` | {one['date']}, {one['version']} | {time} | {one['pass']} | {one['warn']} | {one['fail']}{left} |")
    return "\n".join(lines)


def page(text, rows):
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{table(rows)}\n\n{END}{after}"


def main():
    program, names = sys.argv[1], sys.argv[2:] or [name for name in suites() if name not in LONG]
    rows = stored()
    for name in names if program != "-" else []:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [program, "validate", "--suite", name, "--json"]
        if name in LONG:
            command += ["--checkpoints", str(ROOT / ".build/checkpoints")]
        result = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if result.returncode not in (0, 4):
            sys.exit(f"{name}: exit code {result.returncode}")
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        rows[name] = row(json.loads(result.stdout), seconds, datetime.date.today().isoformat())
        print(f"{name}: {rows[name]['fail']} fail, {seconds:.1f} s", file=sys.stderr)
        keep(rows)
    new = PAGE.with_suffix(".new")
    new.write_text(page(PAGE.read_text(), {name: rows[name] for name in rows}))
    os.replace(new, PAGE)


if __name__ == "__main__":
    main()
