from pathlib import Path

import pytest

from tests.proof.kit import cron, finds

_RULE = "cron-without-deadline"
_AT = "workloads.night.deadline_seconds"


@pytest.mark.parametrize(
    ("overlap", "said"),
    [
        ("Forbid", "overlap is Forbid: a run that hangs keeps all later ones from starting"),
        ("Allow", "overlap is Allow: runs that hang pile up"),
    ],
)
def test_it_finds_runs_without_an_end(tmp_path: Path, overlap: str, said: str) -> None:
    patch = cron(deadline_seconds=None, overlap=overlap)

    assert finds(tmp_path, _RULE, patch) == [f"{_AT}: is missing, and {said}"]


def test_it_passes_a_deadline_and_runs_that_replace_each_other(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, cron()) == []
    assert finds(tmp_path, _RULE, cron(deadline_seconds=None, overlap="Replace")) == []
