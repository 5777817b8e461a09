"""Words of the command line from Python values."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

#: A parameter's value: "60 1/min", (60, "1/min"), or the identifier of a law.
Setting = str | tuple[float, str]
Path = str | os.PathLike[str]


def settings_arguments(settings: Mapping[str, Setting] | None) -> list[str]:
    """`--set name=value` for each setting; a bare number is refused, since its unit is missing."""
    words: list[str] = []
    for name, value in (settings or {}).items():
        if isinstance(value, tuple):
            number, unit = value
            value = f"{float(number)!r} {unit}"
        elif not isinstance(value, str):
            raise TypeError(
                f"{name}: {value!r} has no unit; write ({value!r}, \"unit\") or \"{value!r} unit\"")
        words += ["--set", f"{name}={value}"]
    return words


def repeated(option: str, values: str | Iterable[Path] | None) -> list[str]:
    """An option once for each value."""
    if values is None:
        return []
    if isinstance(values, str):
        values = [values]
    return [word for value in values for word in (option, os.fspath(value))]
