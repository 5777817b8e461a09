"""The pages: links, layers, and the site made of them and of the symbols, with warnings as errors."""

import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def run(*words, cwd=ROOT):
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, timeout=1800)


@pytest.fixture
def copy(tmp_path):
    """The pages and scripts, to spoil."""
    for name in ("docs", "scripts"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("README.md", "Package.swift"):
        shutil.copy(ROOT / name, tmp_path / name)
    for name in ("meshes", "Tests", "patients"):
        os.symlink(ROOT / name, tmp_path / name)
    for name in ("Sources", "Benchmarks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def test_links_lead_somewhere_and_every_page_is_reached(copy):
    result = run("scripts/check-documents")
    assert result.returncode == 0, result.stderr
    page = copy / "docs" / "fmu.md"
    page.write_text(page.read_text() + "\n[nothing](nowhere.md), [no heading](c-api.md#nothing), scripts/nothing\n")
    (copy / "docs" / "lonely.md").write_text("# Lonely\n")
    result = run("scripts/check-documents", cwd=copy)
    assert result.returncode == 1
    for word in ("nowhere.md leads nowhere", "c-api.md#nothing: no such heading", "scripts/nothing", "lonely.md"):
        assert word in result.stderr, result.stderr


def test_a_forbidden_import_is_found_without_a_build(copy):
    result = run("scripts/check-layers")
    assert result.returncode == 0, result.stderr
    source = copy / "Sources" / "Circulation" / "CirculationError.swift"
    source.write_text("import HeartModel\n" + source.read_text())
    result = run("scripts/check-layers", cwd=copy)
    assert result.returncode == 1 and "Circulation imports HeartModel" in result.stderr


def test_the_site_is_made_of_all_pages(copy):
    if not shutil.which("swiftc"):
        pytest.skip("no Swift toolchain: DocC is part of it")
    result = run("scripts/docs", "--pages", cwd=copy)
    assert result.returncode == 0, result.stderr
    site = copy / ".build" / "docs"
    for page in (copy / "docs").glob("*.md"):
        assert (site / "documentation" / "hearttwin" / page.stem / "index.html").exists(), page.stem
    # No page needs the network.
    text = (site / "index.html").read_text()
    assert "https://" not in text and "http://" not in text
    page = copy / "scripts" / "make-docc-catalogue"
    page.write_text(page.read_text().replace('"limits"]', '"limits", "nowhere"]'))
    result = run("scripts/docs", "--pages", cwd=copy)
    assert result.returncode == 69 and "nowhere" in result.stderr
    assert (site / "index.html").exists(), "a failure leaves the last site alone"


@pytest.fixture
def built(copy):
    release = ROOT / ".build" / "release"
    if not shutil.which("swiftc") or not (release / "Modules" / "Quantities.swiftmodule").exists():
        pytest.skip("there is no build to take symbols from; scripts/test makes it")
    (copy / ".build").mkdir()
    for name in ("release", "checkouts"):
        os.symlink((ROOT / ".build" / name).resolve(), copy / ".build" / name)
    return copy


def test_the_site_has_every_module_and_card(built, program):
    result = run("scripts/docs", "--no-build", cwd=built)
    assert result.returncode == 0, result.stderr
    site = built / ".build" / "docs"
    page = (built / "docs" / "modules.md").read_text()
    for module in re.findall(r"^\| `(\w+)` \|", page, re.M):
        assert (site / "documentation" / module.lower() / "index.html").exists(), module
    # A law with its equation, a parameter with its unit and source.
    law = (site / "data" / "documentation" / "mechanics" / "guccione.json").read_text().replace("\\/", "/")
    assert "exp Q" in law and "10.1115/1.2894084" in law
    reference = site / "data" / "documentation" / "hearttwin"
    listed = json.loads(program.run("schema", "parameters", "--json").stdout)["parameters"]
    text = (reference / "reference-parameters.json").read_text()
    assert len(listed) > 100
    for card in listed:
        assert card["name"] in text, card["name"]
    for name in ("patient-file", "interventions", "laws", "membranes", "commands"):
        assert (reference / f"reference-{name}.json").exists(), name


def test_modules_without_a_row_and_links_to_nothing_are_found(built):
    page = built / "docs" / "modules.md"
    text = page.read_text()
    page.write_text(text.replace("| `Signals` |", "| `Signalz` |"))
    result = run("scripts/make-symbol-graphs", ".build/release/Modules", "graphs", cwd=built)
    assert result.returncode == 1
    assert "no row for Signals" in result.stderr and "Signalz, which is no module" in result.stderr
