"""Whoever brings a cluster is told that its network decides what policies are worth."""

from pathlib import Path

import pytest

from tests.components.cluster.eks_kit import EXISTING, cluster
from tests.proof.kit import SOUND, finds, judged

_RULE = "policies-not-enforced"
_LAB = "distribution: existing, context: lab"


def test_it_finds_a_network_that_ignores_policies(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, cluster(f"{_LAB}, network_policies: ignored")) == [
        "cluster.network_policies: is ignored: every pod reaches every other one"
    ]


@pytest.mark.parametrize(("base", "fields"), [(SOUND, _LAB), (EXISTING, "")])
def test_a_network_that_nobody_spoke_of_is_a_note(tmp_path: Path, base: str, fields: str) -> None:
    (found,) = (f for f in judged(tmp_path, cluster(fields), base).findings if f.rule.id == _RULE)
    assert found.severity == "note"
    assert found.message == (
        "is unknown: nobody has said whether the cluster's network enforces policies"
    )


@pytest.mark.parametrize(
    ("base", "fields"),
    [
        (SOUND, f"{_LAB}, network_policies: enforced"),
        (EXISTING, "network_policies: enforced"),
        (SOUND, ""),
    ],
)
def test_it_passes_one_that_enforces_them_and_one_without_traffic(
    tmp_path: Path, base: str, fields: str
) -> None:
    assert finds(tmp_path, _RULE, cluster(fields), base) == []
