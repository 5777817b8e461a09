"""Progress of a running program: plain text, or tqdm's bar where it is installed."""

from __future__ import annotations

import importlib.util
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, TextIO


@dataclass(frozen=True)
class Progress:
    """How far a run is."""

    #: Share of the expected work [%]; it never falls.
    percent: int
    #: What is happening, in the program's words.
    detail: str
    #: Beat and time in it [ms] of the last accepted step; None while the heart is being built.
    beat: int | None = None
    time_ms: float | None = None


Listener = Callable[[Progress], None]


class ProgressDisplay:
    """Tells a listener, or a person, how far a run is; a context manager."""

    def __init__(self, show: bool | Listener, title: str, stream: TextIO | None = None) -> None:
        self._listener = show if callable(show) else None
        self._stream = stream or sys.stderr
        self._title = title
        self._last = Progress(0, "")
        self._lock = threading.Lock()
        self._bar: Any = None
        self._visible = bool(show) and self._listener is None
        if self._visible and importlib.util.find_spec("tqdm") is not None:
            from tqdm import tqdm

            self._bar = tqdm(
                total=100, desc=title, file=stream, leave=True,
                bar_format="{desc} {percentage:3.0f} %|{bar}| {elapsed} {postfix}")

    def percent(self, percent: int, detail: str) -> None:
        """The program's own estimate of its progress."""
        with self._lock:
            last = self._last
            self._last = Progress(max(percent, last.percent), detail, last.beat, last.time_ms)
            if self._listener:
                self._listener(self._last)
            elif self._bar is not None:
                self._bar.set_postfix_str(detail, refresh=False)
                self._bar.update(self._last.percent - self._bar.n)
            elif self._visible:
                print(f"{self._title}: {self._last.percent} %  {detail}", file=self._stream, flush=True)

    def step(self, beat: int, time_ms: float) -> None:
        """A step of the heart that was accepted."""
        with self._lock:
            self._last = Progress(self._last.percent, self._last.detail, beat, time_ms)
            if self._listener:
                self._listener(self._last)

    def __enter__(self) -> ProgressDisplay:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            if kind is None:
                self._bar.set_postfix_str("", refresh=False)
                self._bar.update(100 - self._bar.n)
            self._bar.close()
