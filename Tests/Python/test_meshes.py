"""Mesh files written and read here, against VTK, meshio, gmsh and HDF5 themselves."""

import json
import shutil
import subprocess

import h5py
import numpy as np
import pytest
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import VTK_TETRA, VTK_TRIANGLE, vtkUnstructuredGrid
from vtkmodules.vtkFiltersGeometry import vtkGeometryFilter
from vtkmodules.vtkIOGeometry import vtkSTLReader, vtkSTLWriter
from vtkmodules.vtkIOHDF import vtkHDFReader
from vtkmodules.vtkIOLegacy import vtkUnstructuredGridReader, vtkUnstructuredGridWriter
from vtkmodules.vtkIOPLY import vtkPLYReader, vtkPLYWriter
from vtkmodules.vtkIOXML import vtkXMLPolyDataReader, vtkXMLUnstructuredGridReader

from conftest import PATIENT

POINTS = np.array([[1 / 3, 2e-7, -117.25], [97.3, 0.3, 1e5 / 7], [0, 55, 1e-9], [8, -3, 41], [1e6 / 3, 12.5, 3]])
TETS = [[0, 1, 2, 3], [1, 2, 3, 4]]
TRIANGLES = [[0, 1, 2], [2, 3, 4]]


def vtk_grid():
    grid = vtkUnstructuredGrid()
    points = vtkPoints()
    points.SetDataTypeToDouble()
    for p in POINTS:
        points.InsertNextPoint(p)
    grid.SetPoints(points)
    for kind, cells in ((VTK_TETRA, TETS), (VTK_TRIANGLE, TRIANGLES)):
        for cell in cells:
            grid.InsertNextCell(kind, len(cell), cell)

    def array(data, name, values):
        values = numpy_to_vtk(np.asarray(values), deep=True)
        values.SetName(name)
        data.AddArray(values)

    array(grid.GetCellData(), "ID", np.array([1, 2, 0, 0], dtype=np.int32))
    array(grid.GetCellData(), "a fibre", np.arange(12, dtype=np.float32).reshape(4, 3) / 3)
    array(grid.GetPointData(), "lat", POINTS[:, 0] / 7)
    return grid


def same(grid, points=POINTS):
    assert np.array_equal(vtk_to_numpy(grid.GetPoints().GetData()), points)
    cells = [[grid.GetCell(k).GetPointId(i) for i in range(grid.GetCell(k).GetNumberOfPoints())]
             for k in range(grid.GetNumberOfCells())]
    assert cells == TETS + TRIANGLES
    assert vtk_to_numpy(grid.GetCellData().GetArray("ID")).tolist() == [1, 2, 0, 0]
    fibre = vtk_to_numpy(grid.GetCellData().GetArray("a fibre"))
    assert np.array_equal(fibre, np.arange(12, dtype=np.float32).reshape(4, 3) / 3)
    assert np.array_equal(vtk_to_numpy(grid.GetPointData().GetArray("lat")), POINTS[:, 0] / 7)


def read(reader, path):
    reader.SetFileName(str(path))
    reader.Update()
    return reader.GetOutput()


def export(program, *arguments):
    result = program.run("mesh", "export", *arguments)
    assert result.returncode == 0, result.stderr
    return result


@pytest.mark.parametrize("version", [42, 51])
@pytest.mark.parametrize("binary", [False, True])
def test_legacy_files_of_vtk_come_through(program, tmp_path, version, binary):
    writer = vtkUnstructuredGridWriter()
    writer.SetInputData(vtk_grid())
    writer.SetFileName(str(tmp_path / "in.vtk"))
    writer.SetFileVersion(version)
    writer.SetFileTypeToBinary() if binary else writer.SetFileTypeToASCII()
    writer.Write()
    export(program, tmp_path / "in.vtk", "-o", tmp_path / "out.vtu")
    grid = read(vtkXMLUnstructuredGridReader(), tmp_path / "out.vtu")
    if binary:
        same(grid)
    else:
        # VTK writes text with fewer digits than a double has.
        assert np.allclose(vtk_to_numpy(grid.GetPoints().GetData()), POINTS, rtol=1e-5)
        assert grid.GetNumberOfCells() == 4


def through(program, tmp_path, name):
    """The grid written by VTK, exported to another format."""
    writer = vtkUnstructuredGridWriter()
    writer.SetInputData(vtk_grid())
    writer.SetFileName(str(tmp_path / "in.vtk"))
    writer.SetFileTypeToBinary()
    writer.Write()
    export(program, tmp_path / "in.vtk", "-o", tmp_path / name)
    return tmp_path / name


def test_vtk_reads_our_legacy_files(program, tmp_path):
    reader = vtkUnstructuredGridReader()
    reader.ReadAllFieldsOn()
    same(read(reader, through(program, tmp_path, "out.vtk")))


def test_vtk_reads_our_hdf_files(program, tmp_path):
    same(read(vtkHDFReader(), through(program, tmp_path, "out.vtkhdf")))


def test_surfaces_are_those_of_vtk(program, tmp_path):
    surface = vtkGeometryFilter()
    surface.SetInputData(vtk_grid())
    for name, writer, reader in (
        ("in.stl", vtkSTLWriter(), vtkSTLReader()), ("in.ply", vtkPLYWriter(), vtkPLYReader())):
        writer.SetInputConnection(surface.GetOutputPort())
        writer.SetFileName(str(tmp_path / name))
        writer.SetFileTypeToBinary()
        writer.Write()
        count = surface.GetOutput().GetNumberOfCells()
        for out in ("out.vtp", "out.ply", "out.stl"):
            export(program, tmp_path / name, "-o", tmp_path / out)
        polygons = read(vtkXMLPolyDataReader(), tmp_path / "out.vtp")
        assert polygons.GetNumberOfCells() == count and polygons.GetNumberOfPoints() == 5
        assert read(vtkPLYReader(), tmp_path / "out.ply").GetNumberOfCells() == count
        found = vtk_to_numpy(read(vtkSTLReader(), tmp_path / "out.stl").GetPoints().GetData())
        assert {tuple(p) for p in found} == {tuple(np.float32(p)) for p in POINTS}


def test_gmsh_and_we_read_each_other(program, tmp_path):
    if not shutil.which("gmsh"):
        pytest.skip("no gmsh here; apt-get install gmsh")
    ours = through(program, tmp_path, "ours.msh")
    for options, name in ((["-bin"], "binary.msh"), ([], "text.msh")):
        # -save_all: cells without physical group too. gmsh writes text with 16 digits.
        done = subprocess.run(
            ["gmsh", ours, "-save_all", "-save", "-format", "msh41", *options, "-o", tmp_path / name],
            capture_output=True, text=True)
        assert done.returncode == 0 and "Error" not in done.stdout + done.stderr, done.stdout
        export(program, tmp_path / name, "-o", tmp_path / "out.vtu")
        grid = read(vtkXMLUnstructuredGridReader(), tmp_path / "out.vtu")
        points = vtk_to_numpy(grid.GetPoints().GetData())
        assert np.allclose(points, POINTS, rtol=1e-15, atol=0)
        kinds = [grid.GetCellType(k) for k in range(4)]
        # Data arrays are views for gmsh, which it does not write with the mesh.
        assert sorted(kinds) == [VTK_TRIANGLE] * 2 + [VTK_TETRA] * 2


def test_a_cube_of_gmsh_is_read(program, tmp_path):
    if not shutil.which("gmsh"):
        pytest.skip("no gmsh here; apt-get install gmsh")
    (tmp_path / "cube.geo").write_text(
        'SetFactory("OpenCASCADE"); Box(1) = {0,0,0,2,1,1}; Physical Volume("wall", 7) = {1};\n'
        'Physical Surface("side", 3) = {1}; MeshSize{:} = 0.5;\n')
    for order in (1, 2):
        for options in ([], ["-bin"]):
            subprocess.run(
                ["gmsh", "cube.geo", "-3", "-order", str(order), "-format", "msh41", *options, "-o", "cube.msh"],
                cwd=tmp_path, capture_output=True, check=True)
            export(program, tmp_path / "cube.msh", "-o", tmp_path / "cube.vtu")
            grid = read(vtkXMLUnstructuredGridReader(), tmp_path / "cube.vtu")
            from vtkmodules.vtkFiltersVerdict import vtkCellSizeFilter
            sizes = vtkCellSizeFilter()
            sizes.SetInputData(grid)
            sizes.Update()
            cells = sizes.GetOutput().GetCellData()
            physical = vtk_to_numpy(cells.GetArray("gmsh:physical"))
            volume = vtk_to_numpy(cells.GetArray("Volume"))
            area = vtk_to_numpy(cells.GetArray("Area"))
            assert set(physical) == {3, 7}
            assert volume[physical == 7].sum() == pytest.approx(2, rel=1e-9)
            assert area[physical == 3].sum() == pytest.approx(1, rel=1e-9)


def test_meshio_agrees(program, tmp_path):
    meshio = pytest.importorskip("meshio", reason="meshio is not installed; scripts/test-readers does it")
    mesh = meshio.Mesh(
        POINTS, [("tetra", TETS), ("triangle", TRIANGLES)],
        point_data={"lat": POINTS[:, 0] / 7}, cell_data={
            "part": [np.array([1, 2]), np.array([0, 0])], "tag": [np.array([0, 0]), np.array([3, 4])]})
    for name, options in (
        ("a.vtk", {}), ("a.xdmf", {}), ("b.xdmf", {"data_format": "XML"}), ("a.vtu", {})):
        meshio.write(tmp_path / name, mesh, **options)
        # meshio reads no compressed raw VTU.
        export(program, tmp_path / name, "-o", tmp_path / "out.vtk")
        found = meshio.read(tmp_path / "out.vtk")
        assert np.array_equal(found.points, POINTS) or name == "b.xdmf" and np.allclose(found.points, POINTS)
        assert found.cells_dict["tetra"].tolist() == TETS and found.cells_dict["triangle"].tolist() == TRIANGLES
        lat = found.point_data["lat"].ravel()
        assert np.allclose(lat, POINTS[:, 0] / 7, rtol=1e-12, atol=0)
        parts = found.cell_data_dict["part"]
        assert parts["tetra"].ravel().tolist() == [1, 2] and parts["triangle"].ravel().tolist() == [0, 0]
    meshio.write(tmp_path / "a.vtu", mesh)
    for name in ("o.vtk", "o.xdmf", "o.msh"):
        export(program, tmp_path / "a.vtu", "-o", tmp_path / name)
        found = meshio.read(tmp_path / name) if name != "o.xdmf" else None
        if found is None:
            # meshio knows one grid of a file; ours has one for each cell type.
            with h5py.File(tmp_path / "o.h5") as file:
                assert np.array_equal(file["Mesh/mesh/geometry"][:], POINTS)
                assert file["Mesh/mesh/topology"][:].tolist() == TETS
            continue
        assert np.array_equal(found.points, POINTS)
        assert found.cells_dict["tetra"].tolist() == TETS


def test_the_layout_of_dolfinx_is_read(program, tmp_path):
    """A mesh and its facet tags as dolfinx writes them: tags on a grid that refers to the mesh's points."""
    with h5py.File(tmp_path / "m.h5", "w") as file:
        file["Mesh/mesh/geometry"] = POINTS
        file["Mesh/mesh/topology"] = np.array(TETS, dtype=np.int64)
        file["MeshTags/facets/topology"] = np.array(TRIANGLES, dtype=np.int64)
        file["MeshTags/facets/Values"] = np.array([3, 4], dtype=np.int32).reshape(2, 1)
    geometry = '<Geometry GeometryType="XYZ"><DataItem Dimensions="5 3" NumberType="Float" Precision="8" Format="HDF">m.h5:/Mesh/mesh/geometry</DataItem></Geometry>'
    (tmp_path / "m.xdmf").write_text(f"""<?xml version="1.0"?>
<!DOCTYPE Xdmf SYSTEM "Xdmf.dtd" []>
<Xdmf Version="3.0" xmlns:xi="https://www.w3.org/2001/XInclude">
  <Domain>
    <Grid Name="mesh" GridType="Uniform">
      <Topology TopologyType="Tetrahedron" NumberOfElements="2" NodesPerElement="4">
        <DataItem Dimensions="2 4" NumberType="Int" Format="HDF">m.h5:/Mesh/mesh/topology</DataItem>
      </Topology>
      {geometry}
    </Grid>
    <Grid Name="facets" GridType="Uniform">
      <xi:include xpointer="xpointer(/Xdmf/Domain/Grid/Geometry)" />
      <Topology TopologyType="Triangle" NumberOfElements="2" NodesPerElement="3">
        <DataItem Dimensions="2 3" NumberType="Int" Format="HDF">m.h5:/MeshTags/facets/topology</DataItem>
      </Topology>
      <Attribute Name="facets" AttributeType="Scalar" Center="Cell">
        <DataItem Dimensions="2 1" Format="HDF">m.h5:/MeshTags/facets/Values</DataItem>
      </Attribute>
    </Grid>
  </Domain>
</Xdmf>
""")
    export(program, tmp_path / "m.xdmf", "-o", tmp_path / "out.vtu")
    grid = read(vtkXMLUnstructuredGridReader(), tmp_path / "out.vtu")
    assert vtk_to_numpy(grid.GetCellData().GetArray("facets")).tolist() == [0, 0, 3, 4]
    assert grid.GetNumberOfPoints() == 5


@pytest.mark.parametrize("ending", ["vtk", "vtkhdf", "msh", "pts", "xdmf"])
def test_ventricles_come_back_from_every_format(program, tmp_path, ending):
    """Exported and imported again they are the same mesh, whatever is between."""
    made = program.run("mesh", "export", program.patient, "-o", tmp_path / "a.vtu")
    assert made.returncode == 0, made.stderr
    export(program, tmp_path / "a.vtu", "-o", tmp_path / f"b.{ending}")
    result = program.run("mesh", "import", tmp_path / f"b.{ending}", "-o", tmp_path / "c.vtu", "--json")
    assert result.returncode == 0, result.stderr
    first = json.loads(program.run("mesh", "info", tmp_path / "a.vtu", "--json").stdout)["meshes"][0]
    second = json.loads(program.run("mesh", "info", tmp_path / "c.vtu", "--json").stdout)["meshes"][0]
    for key in ("points", "cells", "surfaces", "cavities"):
        assert json.dumps(first[key], sort_keys=True)[:30] == json.dumps(second[key], sort_keys=True)[:30]
    assert first["cells"] == second["cells"]
    for side in ("left", "right"):
        name = f"{side} cavity"
        assert first["cavities"][name]["volumeML"] == pytest.approx(second["cavities"][name]["volumeML"], rel=1e-12)


def test_an_unknown_format_and_a_wrong_unit_are_refused(program, tmp_path):
    result = program.run("mesh", "export", program.patient, "-o", tmp_path / "x.obj")
    assert result.returncode == 64 and ".vtkhdf" in result.stderr
    result = program.run("mesh", "export", program.patient, "-o", tmp_path / "x.vtu", "--output-unit", "inch")
    assert result.returncode == 64
    result = program.run("mesh", "export", program.patient, "-o", tmp_path / "x.stl", "--surface-only")
    assert result.returncode == 65 and "--single" in result.stderr
    assert not list(tmp_path.iterdir())
    assert "Gmsh" in program.run("mesh", "export", "--formats").stdout


def test_numbers_of_an_xdmf_file_replace_no_patient(program, tmp_path):
    """They go into an HDF5 file of the same name, which patients have, too."""
    shutil.copy(PATIENT, tmp_path / "mine.h5")
    result = program.run("mesh", "export", tmp_path / "mine.h5", "-o", tmp_path / "mine.xdmf")
    assert result.returncode == 73 and "mine.h5" in result.stderr
    assert (tmp_path / "mine.h5").read_bytes() == PATIENT.read_bytes()
    assert not (tmp_path / "mine.xdmf").exists()
    for _ in range(2):
        export(program, tmp_path / "mine.h5", "-o", tmp_path / "other.xdmf")
    assert (tmp_path / "other.h5").exists()


def test_a_moving_mesh_becomes_an_igb_file(program, one_beat, tmp_path):
    """The header and values of openCARP's format, read here by hand, and back onto a mesh."""
    folder, _ = one_beat
    with h5py.File(folder / "result.vtkhdf") as file:
        root = file["VTKHDF"]
        times = root["Steps/Values"][:]
        name = next(n for n in root["PointData"] if f"PointDataOffsets/{n}" in root["Steps"]
                    and len(root["PointData"][n]) > root["NumberOfPoints"][0])
        frames = root["PointData"][name][:].reshape(len(times), -1)
    result = program.run(
        "mesh", "export", folder / "result.vtkhdf", "--array", name, "-o", tmp_path / "x.igb")
    steps = np.diff(times)
    if np.ptp(steps) > 1e-6 * steps.mean():
        assert result.returncode == 65 and "evenly spaced" in result.stderr
        return
    assert result.returncode == 0, result.stderr
    data = (tmp_path / "x.igb").read_bytes()
    header = dict(word.split(":", 1) for word in data[:1024].decode().split() if ":" in word)
    assert int(header["x"]) == frames.shape[1] and int(header["t"]) == frames.shape[0]
    assert header["type"] == "float" and float(header["inc_t"]) == pytest.approx(steps.mean())
    assert np.array_equal(np.frombuffer(data, np.float32, offset=1024).reshape(frames.shape), frames)
    export(program, folder / "result.vtkhdf", "--igb", tmp_path / "x.igb", "--frame", 3, "-o", tmp_path / "o.vtu")
    grid = read(vtkXMLUnstructuredGridReader(), tmp_path / "o.vtu")
    assert np.array_equal(vtk_to_numpy(grid.GetPointData().GetArray("x")), frames[3])


needs_gmsh = pytest.mark.skipif(not shutil.which("gmsh"), reason="gmsh is not on PATH; apt-get install gmsh")


@pytest.fixture(scope="module")
def ventricles(program, tmp_path_factory):
    """The generated heart as a VTU file, and its summary."""
    path = tmp_path_factory.mktemp("ventricles") / "a.vtu"
    export(program, program.patient, "-o", path)
    return path, json.loads(program.run("mesh", "info", path, "--json").stdout)["meshes"][0]


def published(path, scale):
    """The heart as the cohort of Strocchi et al. would have it: labels of tetrahedra and nothing else.

    A crust of tetrahedra on every face of the base stands for atria, vessels and valve planes.
    """
    grid = read(vtkXMLUnstructuredGridReader(), path)
    points = vtk_to_numpy(grid.GetPoints().GetData()).astype(float)
    part = vtk_to_numpy(grid.GetCellData().GetArray("part"))
    tag = vtk_to_numpy(grid.GetCellData().GetArray("tag"))
    cells = [[grid.GetCell(k).GetPointId(i) for i in range(grid.GetCell(k).GetNumberOfPoints())]
             for k in range(grid.GetNumberOfCells())]
    tets = [cell for cell in cells if len(cell) == 4]
    labels = [2 if part[k] == 2 else 1 for k, cell in enumerate(cells) if len(cell) == 4]
    crust = [cell for k, cell in enumerate(cells) if len(cell) == 3 and tag[k] == 4]
    extra = []
    for number, t in enumerate(crust):
        p = points[t]
        normal = np.cross(p[1] - p[0], p[2] - p[0])
        extra.append(p.mean(axis=0) + normal / np.linalg.norm(normal))
        tets.append([*t, len(points) + number])
        labels.append([14, 3, 4, 5, 6, 15, 16, 17][number % 8])
    whole = vtkUnstructuredGrid()
    place = vtkPoints()
    place.SetDataTypeToDouble()
    for p in np.vstack([points, extra]) * scale:
        place.InsertNextPoint(p)
    whole.SetPoints(place)
    for tet in tets:
        whole.InsertNextCell(VTK_TETRA, 4, tet)
    array = numpy_to_vtk(np.array(labels, dtype=np.int32), deep=True)
    array.SetName("ID")
    whole.GetCellData().AddArray(array)
    return whole


@needs_gmsh
def test_a_heart_with_the_labels_of_a_cohort_becomes_a_patient(program, ventricles, tmp_path):
    """In micrometres, in one command."""
    path, summary = ventricles
    writer = vtkUnstructuredGridWriter()
    writer.SetInputData(published(path, 1000))
    writer.SetFileName(str(tmp_path / "01.vtk"))
    writer.SetFileTypeToBinary()
    writer.Write()
    result = program.run(
        "patient", "new", "--identifier", "strocchi-01", "--heart", tmp_path / "01.vtk", "--size", 14,
        "-o", tmp_path / "s.h5")
    assert result.returncode == 0, result.stderr
    assert "10.5281/zenodo.3890034" in result.stderr and "taken as um" in result.stderr
    found = json.loads(program.run("mesh", "info", tmp_path / "s.h5", "--json").stdout)["meshes"]
    assert [mesh["name"] for mesh in found] == ["anatomy", "mechanics"]
    for side in ("left cavity", "right cavity"):
        wanted = summary["cavities"][side]["volumeML"]
        assert found[0]["cavities"][side]["volumeML"] == pytest.approx(wanted, rel=1e-6)
        assert found[1]["cavities"][side]["volumeML"] == pytest.approx(wanted, rel=0.03)
    assert found[0]["wallML"] == pytest.approx(summary["wallML"], rel=1e-6)
    assert found[0]["regionsML"]["septum"] == pytest.approx(summary["regionsML"]["septum"], rel=0.35)
    verdict = json.loads(program.run("mesh", "check", tmp_path / "s.h5", "--json").stdout)
    assert verdict["usable"]
    dry = program.run("simulate", tmp_path / "s.h5", "--dry-run")
    assert dry.returncode == 0, dry.stderr


@needs_gmsh
def test_a_wall_is_made_of_its_surfaces(program, ventricles, tmp_path):
    path, summary = ventricles
    export(program, path, "-o", tmp_path / "mesh-complete")
    faces = tmp_path / "mesh-complete" / "mesh-surfaces"
    options = [word for name in ("lv-endo", "rv-endo", "epi", "base") for word in (f"--{name}", faces / f"{name}.vtp")]
    result = program.run("mesh", "fill", *options, "-o", tmp_path / "wall.vtu", "--json")
    assert result.returncode == 0, result.stderr
    found = json.loads(program.run("mesh", "info", tmp_path / "wall.vtu", "--json").stdout)["meshes"][0]
    assert found["wallML"] == pytest.approx(summary["wallML"], rel=1e-9)
    assert found["surfaces"].keys() == summary["surfaces"].keys()
    for name, surface in summary["surfaces"].items():
        assert found["surfaces"][name]["triangles"] == surface["triangles"]
    # Distances from the right endocardium take some of the left wall at the junction.
    assert found["regionsML"]["rightVentricle"] == pytest.approx(summary["regionsML"]["rightVentricle"], rel=0.3)
    open_wall = program.run("mesh", "fill", *options[:2], *options[4:6], "--base", faces / "lv-endo.vtp", "-o", tmp_path / "x.vtu")
    assert open_wall.returncode == 65 and not (tmp_path / "x.vtu").exists()


def test_fibres_and_coordinates_are_what_they_are_called(program, ventricles, tmp_path):
    path, _ = ventricles
    for command, *options in (("fibers", "--angle", "alphaEndoLeft=70"), ("coordinates",)):
        result = program.run("mesh", command, path, *options, "-o", tmp_path / f"{command}.vtu", "--json")
        assert result.returncode == 0, result.stderr
    grid = read(vtkXMLUnstructuredGridReader(), tmp_path / "fibers.vtu")
    solid = np.array([grid.GetCellType(k) == VTK_TETRA for k in range(grid.GetNumberOfCells())])
    fiber = vtk_to_numpy(grid.GetCellData().GetArray("fiber"))
    sheet = vtk_to_numpy(grid.GetCellData().GetArray("sheet"))
    assert np.abs(np.linalg.norm(fiber[solid], axis=1) - 1).max() < 1e-6
    assert np.abs((fiber * sheet).sum(axis=1)[solid]).max() < 1e-6 and np.isnan(fiber[~solid]).all()
    grid = read(vtkXMLUnstructuredGridReader(), tmp_path / "coordinates.vtu")
    data = {name: vtk_to_numpy(grid.GetPointData().GetArray(f"uvc_{name}"))
            for name in ("longitudinal", "transmural", "rotational", "ventricle")}
    assert data["longitudinal"].min() == 0 and data["longitudinal"].max() == 1
    assert set(np.unique(data["ventricle"])) == {-1, 1}
    assert np.abs(data["rotational"]).max() <= np.float32(np.pi)
    aha = vtk_to_numpy(grid.GetCellData().GetArray("aha"))
    assert set(np.unique(aha)) == set(range(18))
    bad = program.run("mesh", "fibers", path, "--angle", "alphaEndo=60", "-o", tmp_path / "x.vtu")
    assert bad.returncode == 65 and "alphaEndoLeft" in bad.stderr
