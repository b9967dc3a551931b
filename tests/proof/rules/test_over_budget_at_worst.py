"""Worst months above what is promised."""

from pathlib import Path

from tests.components.cloud_kit import BASE
from tests.proof.kit import finds

RULE = "over-budget-at-worst"
GROWS = "account: {region: us-east-1}\ncluster: {autoscaler: {kind: cluster_autoscaler}}\n"


def test_it_finds_a_ceiling_above_the_promise(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, GROWS + "objectives: {monthly_usd: 450}", BASE) == [
        (
            "objectives.monthly_usd: $450 a month is promised, $639 a month with everything at its"
            " most ($409 expected): pool general: m6i.large $420, 3 NAT gateways $99, EKS 1.35 $73"
        )
    ]


def test_it_passes_a_ceiling_below_the_promise(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, GROWS + "objectives: {monthly_usd: 640}", BASE) == []


def test_it_passes_what_is_too_dear_as_usual_for_another_rule_tells(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, GROWS + "objectives: {monthly_usd: 100}", BASE) == []
