"""The commands of docs/coming-from-*.md run as they stand."""

import os
import pathlib
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs").glob("coming-from-*.md"))


def test_there_is_a_page_for_each_peer():
    assert [page.stem.removeprefix("coming-from-") for page in PAGES] == ["circadapt", "fenics", "opencarp", "svzerod"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_commands_run(program, tmp_path, page):
    for folder in ("docs", "meshes", "patients"):
        os.symlink(ROOT / folder, tmp_path / folder)
    lines = [line for line in page.read_text().splitlines() if line.startswith("scripts/hearttwin ")]
    assert len(lines) >= 5
    for line in lines:
        # In a shell, because some write what they print into a file.
        command = line.replace("scripts/hearttwin", str(program.path), 1)
        result = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, text=True, timeout=600)
        assert result.returncode == 0, f"{line}: {result.stderr[-2000:]}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_the_pages_name_is_there(program, page):
    text = page.read_text()
    for link in re.findall(r"\]\(([^)#]+\.(?:md|ipynb))\)", text):
        assert (page.parent / link).exists(), link
    laws = program.run("circuit", "laws").stdout
    for law in re.findall(r"`((?:[a-z]+-)+(?:chamber|valve|compartment|lumen|shunt))`", text):
        assert law in laws, law
