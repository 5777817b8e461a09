"""The pages: links, layers, and the site made of them, with warnings as errors."""

import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def run(*words, cwd=ROOT):
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, timeout=300)


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
    result = run("scripts/docs", cwd=copy)
    assert result.returncode == 0, result.stderr
    site = copy / ".build" / "docs"
    for page in (copy / "docs").glob("*.md"):
        assert (site / "documentation" / "hearttwin" / page.stem / "index.html").exists(), page.stem
    # No page needs the network.
    text = (site / "index.html").read_text()
    assert "https://" not in text and "http://" not in text
    page = copy / "scripts" / "make-docc-catalogue"
    page.write_text(page.read_text().replace('"limits"]', '"limits", "nowhere"]'))
    result = run("scripts/docs", cwd=copy)
    assert result.returncode == 69 and "nowhere" in result.stderr
    assert (site / "index.html").exists(), "a failure leaves the last site alone"
