"""How the toolbox says what it is doing: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Protocol, TextIO

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

SECONDS_BETWEEN_LINES = 10.0


class Reporter(Protocol):
    """Receives progress; called often, from one thread."""

    def step(
        self, text: str, done: float | None, eta_seconds: float | None, detail: str = ""
    ) -> None:
        """What is being done now, which part of it (0 to 1) is done, and what it still takes.

        `detail` may change often; a reporter of plain lines does not follow its every change.
        """
        ...

    def note(self, text: str) -> None:
        """Something worth keeping on the screen."""
        ...


class PlainReporter:
    """Writes lines: each new step at once, the same step again every ten seconds."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._text = ""
        self._last = 0.0

    def step(
        self, text: str, done: float | None, eta_seconds: float | None, detail: str = ""
    ) -> None:
        now = self._clock()
        if text == self._text and now - self._last < SECONDS_BETWEEN_LINES:
            return
        self._text, self._last = text, now
        self._write(_line(text, done, eta_seconds, detail))

    def note(self, text: str) -> None:
        self._write(text)

    def _write(self, text: str) -> None:
        self._stream.write(text + "\n")
        self._stream.flush()


class LiveReporter:
    """Draws one bar that follows the current step; notes stay above it."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None
        self._text = ""

    def step(
        self, text: str, done: float | None, eta_seconds: float | None, detail: str = ""
    ) -> None:
        if self._task is None or text != self._text:
            self._restart(text)
        if self._task is not None:
            self._progress.update(
                self._task,
                total=None if done is None else 1.0,
                completed=done or 0.0,
                rest=_rest(done, eta_seconds, detail),
            )

    def note(self, text: str) -> None:
        self._progress.console.print(text, markup=False, highlight=False, soft_wrap=True)

    def _restart(self, text: str) -> None:
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._text = text
        self._task = self._progress.add_task(escape(text), total=None, rest="")


@contextmanager
def reporter_for(stream: TextIO | None = None) -> Generator[Reporter, None, None]:
    """The reporter that suits a stream (standard error by default): live on a terminal only."""
    target = stream or sys.stderr
    console = Console(file=target)
    if not console.is_terminal or console.is_dumb_terminal:
        yield PlainReporter(target)
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[rest]}", markup=False),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        yield LiveReporter(progress)


def in_words(seconds: float) -> str:
    """A duration as people say it: `40 s`, `3 min 20 s`."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


def in_bytes(size: int) -> str:
    """A size as people say it, in powers of ten: `115 MB`, `6.7 GB`."""
    if size >= 1_000_000_000:
        return f"{size / 1_000_000_000:.1f} GB"
    if size >= 1_000_000:
        return f"{size / 1_000_000:.0f} MB"
    return f"{size / 1_000:.0f} kB"


def _rest(done: float | None, eta_seconds: float | None, detail: str) -> str:
    parts = [detail] if detail else []
    if done is not None:
        parts.append(f"{done:.0%}")
    if eta_seconds is not None:
        parts.append(f"about {in_words(eta_seconds)} left")
    return ", ".join(parts)


def _line(text: str, done: float | None, eta_seconds: float | None, detail: str) -> str:
    rest = _rest(done, eta_seconds, detail)
    return f"{text}: {rest}" if rest else f"{text} ..."
