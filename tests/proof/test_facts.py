from datetime import date

import pytest

from catalog.rows import Confidence, Sourced
from proof.facts import hit
from proof.rule import Hit, Severity

_PATH = ("cluster", "version")


def _fact(confidence: Confidence) -> Sourced:
    return Sourced(as_of=date(2026, 11, 1), source="told by somebody", confidence=confidence)


@pytest.mark.parametrize("confidence", ["confirmed", "secondary"])
def test_a_fact_that_was_read_carries_an_error(confidence: Confidence) -> None:
    assert hit(_PATH, "ended", _fact(confidence)) == Hit(path=_PATH, message="ended")


@pytest.mark.parametrize(
    ("severity", "left"), [(None, "warning"), ("error", "warning"), ("note", "note")]
)
def test_a_fact_that_was_recalled_carries_a_warning_at_most(
    severity: Severity | None, left: Severity
) -> None:
    assert hit(_PATH, "ended", _fact("memory"), severity) == Hit(
        path=_PATH, message="ended; on an assumption: told by somebody", severity=left
    )
