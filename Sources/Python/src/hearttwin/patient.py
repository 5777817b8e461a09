"""Patient files: measurements, parameters, and what calibration leaves undecided."""

from __future__ import annotations

import pathlib
from dataclasses import dataclass
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from .hdf5 import member, opened, text
from .meshes import Mesh, topology
from .tables import Table


@dataclass(frozen=True)
class Measurement:
    """A measured number; `uncertainty` is a standard deviation in the same unit."""

    value: float
    unit: str
    kind: str | None = None
    uncertainty: float | None = None
    site: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Parameter:
    """A parameter that the file sets; `sd`, `lower` and `upper` are in the same unit."""

    value: float
    unit: str
    sd: float | None = None
    lower: float | None = None
    upper: float | None = None
    provenance: str | None = None


@dataclass(frozen=True)
class Posterior:
    """Equally likely sets of parameters, one a row."""

    samples: Table
    #: How they were drawn: "laplace" or "smc".
    method: str
    provenance: str | None


@dataclass(frozen=True)
class Calibration:
    """What a calibration found."""

    #: One factor a row: name, summary, unit, value, lower and upper end of its 90 % interval, informed.
    factors: Table
    #: Correlations of the factors' logarithms, factor by factor.
    correlations: NDArray[np.float64]
    #: One number a row: name, unit, target, deviation, fitted, z.
    readings: Table
    #: In words, what the measurements fix and what they leave open.
    identifiability: str
    notes: list[str]
    provenance: str | None


class Patient:
    """A patient file; `hearttwin schema` prints its format."""

    def __init__(self, path: str | pathlib.Path) -> None:
        self.path = pathlib.Path(path)
        with opened(self.path) as file:
            twin = member(file, self.path, "hearttwin")
            subject = member(twin, self.path, "subject")
            #: Identifier, sex, age and so on, as the file has them.
            self.subject = {name: _plain(value) for name, value in subject.attrs.items()}
            self.measurements = {
                name: Measurement(
                    _scalar(data), text(data.attrs["units"]), _text(data, "kind"),
                    _number(data, "uncertainty"), _text(data, "site"), _text(data, "source"))
                for name, data in _datasets(twin, "measurements")
            }
            self.parameters = {
                name: Parameter(
                    _scalar(data), text(data.attrs["units"]), _number(data, "sd"),
                    _number(data, "lower"), _number(data, "upper"), _text(data, "provenance"))
                for name, data in _datasets(twin, "parameters")
            }
            self.posterior = _posterior(twin.get("posterior"))
            #: By what was fitted: "loop", "heart".
            self.calibrations = {
                name: _calibration(group) for name, group in twin.get("calibration", {}).items()
                if isinstance(group, h5py.Group)
            }

    @property
    def identifier(self) -> str:
        """The subject's identifier."""
        return str(self.subject["id"])

    def mesh(self) -> Mesh:
        """The wall as linear tetrahedra, with its fields."""
        with opened(self.path) as file:
            group = member(file, self.path, "VTKHDF")
            cells, cell_type = topology(group, self.path)
            return Mesh(
                group["Points"][()], cells, cell_type,
                {name: data[()] for name, data in _datasets(group, "PointData")},
                {name: data[()] for name, data in _datasets(group, "CellData")})

    def __repr__(self) -> str:
        sets = 0 if self.posterior is None else self.posterior.samples.rows
        return (
            f"Patient {self.identifier}: {len(self.measurements)} measurements, "
            f"{len(self.parameters)} parameters, {sets} equally likely sets")


def _datasets(group: Any, name: str) -> list[tuple[str, Any]]:
    """The datasets of a group that may be missing; other things in it are not ours."""
    members = group[name].items() if name in group else ()
    return [(key, value) for key, value in members if isinstance(value, h5py.Dataset)]


def _posterior(group: Any) -> Posterior | None:
    if group is None:
        return None
    names = [text(name) for name in group["names"][()]]
    units = [text(unit) for unit in group["units"][()]]
    samples = group["samples"][()]
    table = Table({name: samples[:, k] for k, name in enumerate(names)}, dict(zip(names, units)))
    return Posterior(table, text(group.attrs["method"]), _text(group, "provenance"))


def _calibration(group: Any) -> Calibration:
    def texts(name: str) -> NDArray[Any]:
        return np.array([text(value) for value in group[name][()]], dtype=object)

    factors = {name: texts(key) for name, key in (
        ("name", "factors"), ("summary", "summaries"), ("unit", "units"))}
    factors |= {name: group[f"{name}s" if name == "value" else name][()] for name in (
        "value", "lower", "upper", "informed")}
    readings = {"name": texts("readings"), "unit": texts("reading_units")}
    readings |= {name: group[key][()] for name, key in (
        ("target", "targets"), ("deviation", "deviations"), ("fitted", "fitted"), ("z", "z"))}
    plain = {"informed", "z"}
    return Calibration(
        Table(factors, {name: "1" if name in plain else "" for name in factors}),
        group["correlations"][()],
        Table(readings, {name: "1" if name in plain else "" for name in readings}),
        text(np.asarray(group["identifiability"][()]).reshape(-1)[0]), list(texts("notes")),
        _text(group, "provenance"))


def _scalar(data: Any) -> float:
    return float(np.asarray(data[()]).reshape(-1)[0])


def _number(data: Any, name: str) -> float | None:
    return float(data.attrs[name]) if name in data.attrs else None


def _text(data: Any, name: str) -> str | None:
    return text(data.attrs[name]) if name in data.attrs else None


def _plain(value: Any) -> str | float:
    if isinstance(value, bytes | str):
        return text(value)
    return float(np.asarray(value).reshape(-1)[0])
