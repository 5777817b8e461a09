"""Meshes, still and moving, as arrays and as pyvista grids."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .errors import UnreadableResult
from .extras import optional
from .hdf5 import member, opened

if TYPE_CHECKING:
    import pyvista

_LOCATIONS = {"PointData": "point", "CellData": "cell"}


@dataclass(frozen=True)
class Mesh:
    """Cells of one type over points [mm]; `cells` has one cell a row, in VTK's order of nodes."""

    points: NDArray[np.float64]
    cells: NDArray[np.int64]
    #: VTK's number of the cell type: 10 linear tetrahedron, 24 quadratic tetrahedron.
    cell_type: int
    point_fields: dict[str, NDArray[Any]]
    cell_fields: dict[str, NDArray[Any]]

    def grid(self) -> pyvista.UnstructuredGrid:
        """A pyvista grid with all fields."""
        grid: pyvista.UnstructuredGrid = optional("pyvista", "a grid").UnstructuredGrid(
            {self.cell_type: self.cells}, self.points)
        for name, values in self.point_fields.items():
            grid.point_data[name] = values
        for name, values in self.cell_fields.items():
            grid.cell_data[name] = values
        return grid


def topology(group: Any, path: pathlib.Path) -> tuple[NDArray[np.int64], int]:
    """Cells and their type of a VTKHDF group that holds cells of one type."""
    connectivity = member(group, path, "Connectivity")[()].astype(np.int64)
    types = np.unique(member(group, path, "Types")[()])
    count = int(member(group, path, "NumberOfCells")[0])
    if len(types) != 1 or count == 0 or len(connectivity) % count:
        raise UnreadableResult(f"{path}: cells of several types, expected one")
    return connectivity.reshape(count, -1), int(types[0])


class MovingMesh:
    """The wall over the last beat: result.vtkhdf of a run.

    Frames are read when asked for. `times` [ms] counts from the onset of the QRS; positions are in
    mm; the unit of a field is part of its name.
    """

    def __init__(self, path: str | pathlib.Path) -> None:
        self.path = pathlib.Path(path)
        with opened(self.path) as file:
            group = member(file, self.path, "VTKHDF")
            self.cells, self.cell_type = topology(group, self.path)
            self.times: NDArray[np.float64] = member(group, self.path, "Steps/Values")[()]
            self._point_count = int(group["NumberOfPoints"][0])
            self._offsets: dict[str, NDArray[np.int64]] = {}
            #: "point" or "cell" of every field.
            self.fields: dict[str, str] = {}
            for location, word in _LOCATIONS.items():
                for name in group.get(location, {}):
                    self.fields[name] = word
                    self._offsets[name] = group[f"Steps/{location}Offsets/{name}"][()]
            self._point_offsets = group["Steps/PointOffsets"][()]
            unloaded = file.get("hearttwin/unloaded/points")
            #: Node positions of the heart without pressures [mm]; None where none was found.
            self.unloaded: NDArray[np.float64] | None = None if unloaded is None else unloaded[()]

    def __len__(self) -> int:
        """Number of frames."""
        return len(self.times)

    def __repr__(self) -> str:
        return (
            f"MovingMesh of {len(self.cells)} cells, {self._point_count} points, {len(self)} frames "
            f"from {self.times[0]:g} to {self.times[-1]:g} ms: {', '.join(self.fields)}")

    def nearest(self, time: float) -> int:
        """The frame nearest to a time [ms]."""
        return int(np.argmin(np.abs(self.times - time)))

    def points(self, frame: int) -> NDArray[np.float32]:
        """Node positions of a frame [mm], one row a node."""
        start = int(self._point_offsets[self._checked(frame)])
        with opened(self.path) as file:
            points: NDArray[np.float32] = file["VTKHDF/Points"][start : start + self._point_count]
        return points

    def field(self, name: str, frame: int) -> NDArray[np.float32]:
        """Values of a field in a frame, one for each point or cell (see `fields`)."""
        if name not in self.fields:
            raise KeyError(f"{self.path} has no field {name!r}; it has {', '.join(self.fields)}")
        location, count = (
            ("PointData", self._point_count) if self.fields[name] == "point"
            else ("CellData", len(self.cells)))
        start = int(self._offsets[name][self._checked(frame)])
        with opened(self.path) as file:
            values: NDArray[np.float32] = file[f"VTKHDF/{location}/{name}"][start : start + count]
        return values

    def mesh(self, frame: int = 0) -> Mesh:
        """A frame as arrays."""
        values = {name: self.field(name, frame) for name in self.fields}
        return Mesh(
            self.points(frame).astype(np.float64), self.cells, self.cell_type,
            {name: v for name, v in values.items() if self.fields[name] == "point"},
            {name: v for name, v in values.items() if self.fields[name] == "cell"})

    def grid(self, frame: int = 0) -> pyvista.UnstructuredGrid:
        """A frame as a pyvista grid with all fields."""
        return self.mesh(frame).grid()

    def grids(self) -> Iterator[tuple[float, pyvista.UnstructuredGrid]]:
        """Time [ms] and grid of every frame, one after the other."""
        for frame, time in enumerate(self.times):
            yield float(time), self.grid(frame)

    def move(self, grid: pyvista.UnstructuredGrid, frame: int) -> None:
        """Moves a grid of this mesh to another frame, in place: for animations."""
        grid.points = self.points(frame)
        for name, location in self.fields.items():
            (grid.point_data if location == "point" else grid.cell_data)[name] = self.field(name, frame)

    def _checked(self, frame: int) -> int:
        if not -len(self) <= frame < len(self):
            raise IndexError(f"frame {frame} of {self.path}; it has {len(self)} frames")
        return frame
