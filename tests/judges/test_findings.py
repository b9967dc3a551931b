"""A suppression covers what it names and nothing else."""

from dataclasses import replace

import pytest

from tests.judges.findings import Finding, Suppression, idle, unexplained

LOW_USER = Finding(stack="shop/dev", kind="Deployment", name="web", rule="low-user", says="101")
BECAUSE = "the image's own"


@pytest.mark.parametrize(
    "suppression",
    [
        Suppression(rule="low-user", reason=BECAUSE),
        Suppression(rule="low-user", reason=BECAUSE, stack="*dev", kind="Deployment", name="w*"),
    ],
)
def test_a_finding_that_is_covered_is_explained(suppression: Suppression) -> None:
    assert unexplained([LOW_USER], [suppression]) == ()
    assert idle([LOW_USER], [suppression]) == ()


@pytest.mark.parametrize(
    "suppression",
    [
        Suppression(rule="low", reason=BECAUSE),
        Suppression(rule="low-user", reason=BECAUSE, stack="shop/prod"),
        Suppression(rule="low-user", reason=BECAUSE, kind="StatefulSet"),
        Suppression(rule="low-user", reason=BECAUSE, name="we"),
    ],
)
def test_a_finding_that_differs_in_one_way_stays_and_the_suppression_is_idle(
    suppression: Suppression,
) -> None:
    assert unexplained([LOW_USER], [suppression]) == (LOW_USER,)
    assert idle([LOW_USER], [suppression]) == (suppression,)


def test_findings_come_sorted_and_say_where_they_are() -> None:
    other = replace(LOW_USER, name="api")
    assert unexplained([LOW_USER, other], []) == (other, LOW_USER)
    assert str(other) == "shop/dev: Deployment api: low-user: 101"
