"""The end of a test run: why tests were skipped, and one line of numbers."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest

Stats = Mapping[str, Sequence[object]]
REPORTS = (pytest.TestReport, pytest.CollectReport)


def last_line(stats: Stats, *, failed_besides: int, skipped_besides: int) -> str:
    """`N passed, N failed, N skipped`: errors count as failed, expected failures as skipped."""
    passed = _count(stats, "passed", "xpassed")
    failed = _count(stats, "failed", "error") + failed_besides
    skipped = _count(stats, "skipped", "xfailed") + skipped_besides
    return f"{passed} passed, {failed} failed, {skipped} skipped"


def skip_reasons(stats: Stats) -> tuple[str, ...]:
    """Each reason with how many tests it kept from running."""
    reports = [*stats.get("skipped", ()), *stats.get("xfailed", ())]
    reasons = Counter(_reason(r) for r in reports if isinstance(r, REPORTS))
    return tuple(f"{count} x {reason}" for reason, count in sorted(reasons.items()))


def failed_besides(exit_status: int, stats: Stats, *, tracked_changed: bool) -> int:
    """What failed without being a test: files changed under the run, or the run broke off."""
    counted = _count(stats, "failed", "error") + tracked_changed
    quiet = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    broke_off = exit_status not in quiet and counted == 0
    return int(tracked_changed) + int(broke_off)


def _count(stats: Stats, *categories: str) -> int:
    return sum(len(stats.get(category, ())) for category in categories)


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    expected = getattr(report, "wasxfail", None)
    if expected is not None:
        return f"expected to fail: {expected or 'no reason given'}"
    where = report.longrepr
    text = str(where[2]) if isinstance(where, tuple) else str(where)
    return text.removeprefix("Skipped: ")
