"""A ceiling that the pools never reach together is told of."""

from pathlib import Path

from tests.components.cluster.eks_kit import BASE, cluster
from tests.proof.kit import finds

RULE = "autoscaler-below-pools"


def ceiling(nodes: int) -> str:
    return cluster(f"autoscaler: {{kind: cluster_autoscaler, max_nodes_total: {nodes}}}")


def test_it_finds_a_ceiling_below_the_pools(tmp_path: Path) -> None:
    (found,) = finds(tmp_path, RULE, ceiling(5), BASE)
    assert found == (
        "cluster.autoscaler.max_nodes_total: 5 nodes in all, and the pools' max_nodes add up to 6"
    )


def test_it_passes_a_ceiling_at_the_sum_or_none(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, ceiling(6), BASE) == []
    assert finds(tmp_path, RULE, cluster("autoscaler: {kind: cluster_autoscaler}"), BASE) == []
