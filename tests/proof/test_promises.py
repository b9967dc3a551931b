from datetime import date
from pathlib import Path

import pytest

from proof.plan import Plan
from proof.promises import promised
from tests.proof.kit import SOUND
from tests.stacks.platforms import spec


@pytest.mark.parametrize(
    ("percent", "left"),
    [
        ("90", "72 hours"),
        ("99.9", "43 minutes"),
        ("99.99", "4 minutes"),
        ("99.998", "52 seconds"),
    ],
)
def test_a_promise_says_how_much_time_it_leaves(tmp_path: Path, percent: str, left: str) -> None:
    stack = spec(tmp_path, f"objectives: {{availability_percent: {percent}}}", SOUND)

    said = promised(Plan(stack=stack, on=date(2026, 11, 21)))

    assert said == f"{percent} % is promised, which allows {left} a month without"


def test_no_promise_says_nothing(tmp_path: Path) -> None:
    stack = spec(tmp_path, "workloads: {}", SOUND)

    assert promised(Plan(stack=stack, on=date(2026, 11, 21))) is None
