"""An account without a record is told of."""

from pathlib import Path

from tests.components.cluster.eks_kit import BASE
from tests.proof.kit import finds

RULE = "no-trail"


def test_it_finds_an_account_without_a_record(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, "account: {trail: {kind: none}}", BASE) == [
        "account.trail.kind: is none, so that nothing records the calls to account 123456789012"
    ]


def test_it_passes_a_record_of_its_own_or_of_somebody_else(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, "labels: {}", BASE) == []
    existing = "account: {trail: {kind: existing, name: organisation}}"
    assert finds(tmp_path, RULE, existing, BASE) == []
