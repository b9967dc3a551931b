"""A cluster whose own pods would wait for ever is told of."""

from pathlib import Path

from tests.components.cluster.eks_kit import BASE, cluster, pool
from tests.proof.kit import finds

RULE = "no-node-for-system-pods"


def test_it_finds_only_tainted_pools_or_empty_ones(tmp_path: Path) -> None:
    (tainted,) = finds(tmp_path, RULE, pool("taints: [{key: team}]"), BASE)
    assert tainted.startswith("cluster.node_pools: no pool without taints is there")
    (empty,) = finds(tmp_path, RULE, pool("min_nodes: 0"), BASE)
    assert empty.startswith("cluster.node_pools: no pool without taints has a node to begin with")


def test_it_passes_one_open_pool_with_a_node(tmp_path: Path) -> None:
    other = "instance_types: [m6i.large], min_nodes: 0, max_nodes: 9, taints: [{key: a}]"
    assert finds(tmp_path, RULE, cluster(f"node_pools: {{other: {{{other}}}}}"), BASE) == []
