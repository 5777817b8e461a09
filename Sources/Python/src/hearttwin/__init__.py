"""Reads what hearttwin writes, and runs it, from Python.

For research only; not for clinical use.
"""

from .batch import Batch
from .checkpoint import Checkpoint
from .compare import Comparison, compare
from .errors import (
    BadData,
    CannotCreate,
    Crashed,
    HearttwinError,
    InternalError,
    Interrupted,
    MissingExtra,
    MissingFile,
    MissingProgram,
    OutOfTolerance,
    ProgramError,
    SolverDiverged,
    UnreadableResult,
    UsageError,
)
from .meshes import Mesh, MovingMesh
from .numbers import Number, Numbers
from .patient import Calibration, Measurement, Parameter, Patient, Posterior
from .progress import Progress
from .run import Run
from .simulate import simulate
from .tables import Table

__version__ = "0.1.0"

__all__ = [
    "BadData", "Batch", "Calibration", "CannotCreate", "Checkpoint", "Comparison", "Crashed",
    "HearttwinError", "InternalError", "Interrupted", "Measurement", "Mesh", "MissingExtra",
    "MissingFile", "MissingProgram", "MovingMesh", "Number", "Numbers", "OutOfTolerance", "Parameter",
    "Patient", "Posterior", "ProgramError", "Progress", "Run", "SolverDiverged", "Table",
    "UnreadableResult", "UsageError", "compare", "simulate",
]
