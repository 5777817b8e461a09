"""Writes the files of this folder with VTK and meshio: the same small mesh in every encoding.

Run in this folder with a Python that has vtk, meshio and numpy.
"""

import meshio
import numpy as np
import vtk
from vtk.util.numpy_support import numpy_to_vtk

# Two tetrahedra on five points, their two outermost triangles, and an array of each kind.
POINTS = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1.25, 1, 1]], dtype=float)
TETS = [[0, 1, 2, 3], [1, 2, 3, 4]]
TRIANGLES = [[0, 2, 1], [0, 1, 3]]
TEMPERATURE = np.array([36.5, 37.0, 37.25, -1e-300, 1e300])
PART = np.array([1, 2, 0, 0], dtype=np.int64)
DIRECTION = np.arange(12, dtype=np.float32).reshape(4, 3) / 4


def quadratic(points, cells):
    """Adds the middles of the edges of the cells, which share them."""
    points = [tuple(p) for p in points]
    middle = {}

    def node(a, b):
        key = (min(a, b), max(a, b))
        if key not in middle:
            middle[key] = len(points)
            points.append(tuple((np.array(points[a]) + np.array(points[b])) / 2))
        return middle[key]

    tet = [(0, 1), (1, 2), (0, 2), (0, 3), (1, 3), (2, 3)]
    triangle = [(0, 1), (1, 2), (2, 0)]
    cells = [c + [node(c[i], c[j]) for i, j in (tet if len(c) == 4 else triangle)] for c in cells]
    return np.array(points), cells


def array(name, values):
    result = numpy_to_vtk(np.ascontiguousarray(values), deep=True)
    result.SetName(name)
    return result


def grid(points, cells):
    result = vtk.vtkUnstructuredGrid()
    coordinates = vtk.vtkPoints()
    coordinates.SetData(array("Points", points))
    result.SetPoints(coordinates)
    types = {3: vtk.VTK_TRIANGLE, 4: vtk.VTK_TETRA, 6: vtk.VTK_QUADRATIC_TRIANGLE,
             10: vtk.VTK_QUADRATIC_TETRA}
    for cell in cells:
        result.InsertNextCell(types[len(cell)], len(cell), cell)
    temperature = np.resize(TEMPERATURE, len(points))
    result.GetPointData().AddArray(array("temperature", temperature))
    result.GetCellData().AddArray(array("part", PART))
    result.GetCellData().AddArray(array("direction", DIRECTION))
    result.GetFieldData().AddArray(array("axis", np.array([0.0, 0.5, 1.0])))
    text = vtk.vtkStringArray()
    text.SetName("title")
    text.InsertNextValue("a <text> & more")
    result.GetFieldData().AddArray(text)
    return result


def write(name, data, mode, encode=True, compress=True, header=32, big=False):
    writer = vtk.vtkXMLUnstructuredGridWriter()
    writer.SetFileName(name + ".vtu")
    writer.SetInputData(data)
    {"ascii": writer.SetDataModeToAscii, "binary": writer.SetDataModeToBinary,
     "appended": writer.SetDataModeToAppended}[mode]()
    writer.SetEncodeAppendedData(encode)
    if compress:
        writer.SetCompressorTypeToZLib()
        writer.SetBlockSize(64)  # several blocks even in so small an array
    else:
        writer.SetCompressorTypeToNone()
    writer.SetHeaderTypeToUInt64() if header == 64 else writer.SetHeaderTypeToUInt32()
    writer.SetByteOrderToBigEndian() if big else writer.SetByteOrderToLittleEndian()
    assert writer.Write() == 1


linear = grid(POINTS, TETS + TRIANGLES)
write("ascii", linear, "ascii", compress=False)
write("binary", linear, "binary", compress=False)
write("binary-zlib", linear, "binary")
write("binary-zlib-64", linear, "binary", header=64)
write("appended-base64", linear, "appended", compress=False)
write("appended-base64-zlib", linear, "appended")
write("appended-raw-zlib-64", linear, "appended", encode=False, header=64)
write("appended-raw", linear, "appended", encode=False, compress=False)
write("binary-big-endian", linear, "binary", compress=False, big=True)
write("quadratic", grid(*quadratic(POINTS, TETS + TRIANGLES)), "binary")

cells = [("tetra", np.array(TETS)), ("triangle", np.array(TRIANGLES))]
mesh = meshio.Mesh(
    POINTS, cells, point_data={"temperature": TEMPERATURE},
    cell_data={"part": [PART[:2], PART[2:]], "direction": [DIRECTION[:2], DIRECTION[2:]]})
meshio.write("meshio-binary-zlib.vtu", mesh, binary=True, compression="zlib")
meshio.write("meshio-binary.vtu", mesh, binary=True, compression=None)
meshio.write("meshio-ascii.vtu", mesh, binary=False)

lines = vtk.vtkPolyData()
ends = vtk.vtkPoints()
ends.SetData(array("Points", POINTS[:4].astype(np.float32)))
lines.SetPoints(ends)
strips = vtk.vtkCellArray()
for strip in ([0, 1, 2], [1, 3]):
    strips.InsertNextCell(len(strip), strip)
lines.SetLines(strips)
writer = vtk.vtkXMLPolyDataWriter()
writer.SetFileName("lines.vtp")
writer.SetInputData(lines)
writer.SetDataModeToBinary()
writer.SetHeaderTypeToUInt32()
writer.Write()
