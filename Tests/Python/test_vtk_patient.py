"""VTK's own reader opens the mesh of a patient file.

HEARTTWIN_PATIENT names the file; without it, every file in patients/ is opened.
"""

import os
from pathlib import Path

import numpy as np
import pytest
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonDataModel import VTK_TETRA
from vtkmodules.vtkFiltersVerdict import vtkCellSizeFilter
from vtkmodules.vtkIOHDF import vtkHDFReader

ROOT = Path(__file__).resolve().parents[2]


def patient_files():
    named = os.environ.get("HEARTTWIN_PATIENT")
    return [Path(named)] if named else sorted((ROOT / "patients").glob("*.h5"))


@pytest.fixture(params=patient_files(), ids=lambda path: path.name)
def grid(request):
    reader = vtkHDFReader()
    assert reader.CanReadFile(str(request.param)), f"VTK does not recognise {request.param}"
    reader.SetFileName(str(request.param))
    reader.Update()
    return reader.GetOutput()


def test_the_mesh_is_made_of_linear_tetrahedra(grid):
    assert grid.GetNumberOfPoints() > 0
    types = {grid.GetCellType(cell) for cell in range(grid.GetNumberOfCells())}
    assert types == {VTK_TETRA}, f"cell types {types}, expected only {VTK_TETRA}"


def test_every_tetrahedron_has_positive_volume(grid):
    sizes = vtkCellSizeFilter()
    sizes.SetInputData(grid)
    sizes.Update()
    volumes = vtk_to_numpy(sizes.GetOutput().GetCellData().GetArray("Volume"))
    assert volumes.min() > 0, f"smallest volume {volumes.min()} mm3"
    # A human heart's two ventricles, or a test heart's: some millilitres to hundreds.
    assert 1e3 < volumes.sum() < 1e6, f"wall volume {volumes.sum()} mm3; are these millimetres?"


def test_regions_and_fibres_belong_to_the_cells(grid):
    cells = grid.GetCellData()
    region = vtk_to_numpy(cells.GetArray("region"))
    assert len(region) == grid.GetNumberOfCells()
    assert set(np.unique(region)) <= {1, 2, 7}
    for name in ("fiber", "sheet"):
        array = cells.GetArray(name)
        if array is not None:
            lengths = np.linalg.norm(vtk_to_numpy(array), axis=1)
            assert np.abs(lengths - 1).max() < 1e-3, f"{name}: {lengths.min()} to {lengths.max()}"


def test_coordinates_belong_to_the_points(grid):
    points = grid.GetPointData()
    for name, low, high in (("ab", -0.1, 1.1), ("tm", -0.1, 1.1), ("rt", -3.1416, 3.1416)):
        array = points.GetArray(name)
        if array is not None:
            values = vtk_to_numpy(array)
            assert len(values) == grid.GetNumberOfPoints()
            assert low <= values.min() and values.max() <= high
