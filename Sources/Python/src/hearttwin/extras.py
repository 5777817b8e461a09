"""Optional packages, imported when first needed."""

from __future__ import annotations

import importlib
from types import ModuleType

from .errors import MissingExtra


def optional(package: str, purpose: str, extra: str | None = None) -> ModuleType:
    """The package.

    Raises MissingExtra, which names the extra that brings it, where it is not installed.
    """
    try:
        return importlib.import_module(package)
    except ModuleNotFoundError as error:
        if error.name != package:
            raise
        raise MissingExtra(package, extra or package, purpose) from None
