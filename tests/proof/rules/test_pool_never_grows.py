"""Room that nothing uses is told of."""

from pathlib import Path

from tests.components.cluster.eks_kit import BASE, cluster, pool
from tests.proof.kit import finds

RULE = "pool-never-grows"


def test_it_finds_a_range_without_an_autoscaler(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, "labels: {}", BASE) == [
        "cluster.node_pools.general.max_nodes: 3 to 6 nodes, and nothing starts one"
    ]


def test_it_passes_an_autoscaler_or_a_fixed_number(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, cluster("autoscaler: {kind: cluster_autoscaler}"), BASE) == []
    assert finds(tmp_path, RULE, pool("max_nodes: 3"), BASE) == []
