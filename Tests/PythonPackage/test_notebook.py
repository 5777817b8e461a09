"""The notebook of the documentation runs as it stands, and shows what it showed when it was stored."""

import os
import pathlib

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PATH = ROOT / "docs" / "notebooks" / "first-run.ipynb"


def shown(cell):
    """Kinds of a cell's outputs."""
    return [sorted(output.get("data", {})) or output["output_type"] for output in cell.get("outputs", [])]


def test_the_notebook_runs_and_shows_the_same(patient, monkeypatch):
    nbclient = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    for package in ("ipykernel", "pandas", "pyvista", "matplotlib"):
        pytest.importorskip(package)
    monkeypatch.setenv("VTK_DEFAULT_OPENGL_WINDOW", "vtkEGLRenderWindow")
    paths = [str(ROOT / "Sources" / "Python" / "src"), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))
    stored = nbformat.read(PATH, as_version=4)
    fresh = nbformat.read(PATH, as_version=4)
    for cell in fresh.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    nbclient.NotebookClient(
        fresh, timeout=1200, resources={"metadata": {"path": PATH.parent}}).execute()
    assert [shown(cell) for cell in fresh.cells] == [shown(cell) for cell in stored.cells]
    pictures = [o for cell in fresh.cells for o in cell.get("outputs", []) if "image/png" in o.get("data", {})]
    assert len(pictures) == 2 and all(len(o.data["image/png"]) > 20_000 for o in pictures)


def test_the_stored_notebook_is_small_and_clean():
    text = PATH.read_text()
    assert len(text) < 300_000
    for word in ('"stderr"', "Traceback", "/tmp/", str(ROOT)):
        assert word not in text
