from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.progress import Progress, TextColumn

from engine.toolbox.progress import (
    LiveReporter,
    PlainReporter,
    in_bytes,
    in_words,
    reporter_for,
)


def test_plain_lines_come_at_once_for_a_new_step_and_every_ten_seconds_for_the_same() -> None:
    now = 0.0
    stream = io.StringIO()
    reporter = PlainReporter(stream, clock=lambda: now)
    for now in (0.0, 1.0, 9.9, 10.0, 10.5):
        reporter.step("building", now / 100, 100 - now)
    reporter.step("checking", None, None)
    reporter.note("done")
    assert stream.getvalue().splitlines() == [
        "building: 0%, about 1 min 40 s left",
        "building: 10%, about 1 min 30 s left",
        "checking ...",
        "done",
    ]


def test_a_stream_that_is_no_terminal_gets_plain_lines() -> None:
    stream = io.StringIO()
    with reporter_for(stream) as reporter:
        reporter.step("building", 0.5, None)
    assert stream.getvalue() == "building: 50%\n"


def test_a_terminal_gets_a_bar_with_notes_above_it() -> None:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, width=100)
    columns = (TextColumn("{task.description}"), TextColumn("{task.fields[rest]}"))
    with Progress(*columns, console=console, auto_refresh=False) as progress:
        reporter = LiveReporter(progress)
        reporter.step("building [a]", 0.25, 90)
        progress.refresh()
        reporter.note("a note with [brackets]")
        reporter.step("checking", None, None)
        progress.refresh()
        assert [task.description for task in progress.tasks] == ["checking"]
    shown = stream.getvalue()
    assert "building [a] 25%, about 1 min 30 s left" in shown
    assert "a note with [brackets]" in shown


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "0 s"), (59.4, "59 s"), (59.6, "1 min"), (200, "3 min 20 s"), (-3, "0 s")],
)
def test_a_duration_in_words(seconds: float, words: str) -> None:
    assert in_words(seconds) == words


@pytest.mark.parametrize(
    ("size", "words"), [(500, "0 kB"), (115_138_825, "115 MB"), (6_700_000_000, "6.7 GB")]
)
def test_a_size_in_words(size: int, words: str) -> None:
    assert in_bytes(size) == words
