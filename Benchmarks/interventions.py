"""Runs `hearttwin validate interventions` and writes what came of every row into docs/interventions.md.

usage: interventions.py PROGRAM        PROGRAM: .build/release/hearttwin-validate
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "interventions.md"
BEGIN, END = "<!-- table: scripts/benchmark-interventions -->", "<!-- end of table -->"
SENTENCE = re.compile(r"^hearttwin: (\w+): (.*): (\S+) to (\S+) (\S+) \((.*)\)$")


def number(value):
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"


def table(checks, sentences):
    lines = ["| row | patient | done | before, after | here | band | published |", "|---|---|---|---|---|---|---|"]
    inside = 0
    for check in checks:
        row, _, who = check["name"].partition(": ")
        done, first, last, unit, source = sentences[row]
        is_inside = check["low"] <= check["observed"] <= check["high"]
        inside += is_inside
        here = f"{number(check['observed'])} {check['unit']}".removesuffix(" 1")
        lines.append(
            f"| {row} | {who} | {done} | {first}, {last} {unit} | {here if is_inside else f'**{here}**'} "
            f"| {check['low']:g} … {check['high']:g} | {source} |".replace(" 1 |", " |"))
    return lines, inside


def main(program):
    run = subprocess.run([program, "validate", "interventions", "--json"], capture_output=True, text=True)
    if run.returncode not in (0, 4):
        sys.exit(run.stderr)
    outcome = json.loads(run.stdout)
    sentences = {}
    for line in run.stderr.splitlines():
        if match := SENTENCE.match(line):
            sentences[match[1]] = match.groups()[1:]
    rows = [check for check in outcome["checks"] if check["name"].partition(": ")[0] in sentences]
    totals = {check["name"]: check["observed"] for check in outcome["checks"]}
    lines, inside = table(rows, sentences)
    wrong = totals["rows in the wrong direction"]
    lines += ["", f"**{inside} of {len(rows)} rows are inside their band, {wrong:.0f} go the wrong way** "
              f"({outcome['cpuSeconds']:.0f} seconds of one core). Those outside are in bold."]
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    aside = PAGE.with_suffix(".md.new")
    aside.write_text(before + BEGIN + "\n" + "\n".join(lines) + "\n" + END + after, encoding="utf-8")
    aside.rename(PAGE)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
