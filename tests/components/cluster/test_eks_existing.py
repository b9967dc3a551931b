"""A cluster of somebody else, which is entered and otherwise left alone."""

import json
from pathlib import Path

from tests.components.cluster.eks_kit import EXISTING
from tests.plan import assert_house_rules, reveal
from tests.stacks.platforms import planned


def test_a_cluster_of_somebody_else_is_entered_and_otherwise_left_alone(tmp_path: Path) -> None:
    plan = planned(tmp_path, "labels: {team: shop}", EXISTING)
    assert_house_rules(plan)
    assert not [r.urn for r in plan.resources if r.type.startswith("aws:eks/")]
    provider = plan.one("pulumi:providers:kubernetes", "cluster")
    entry = json.loads(str(reveal(provider.at("kubeconfig"))))["clusters"][0]
    assert entry["name"] == "theirs"
    assert entry["cluster"]["server"] == "https://ABC.gr7.eu-west-1.eks.amazonaws.com"
