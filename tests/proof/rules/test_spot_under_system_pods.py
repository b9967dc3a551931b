"""Spot machines under the cluster's own pods are told of."""

from pathlib import Path

from tests.components.cluster.eks_kit import BASE, cluster, pool
from tests.proof.kit import finds

RULE = "spot-under-system-pods"


def test_it_finds_a_cluster_on_spot_alone(tmp_path: Path) -> None:
    (found,) = finds(tmp_path, RULE, pool("capacity: spot"), BASE)
    assert found.startswith("cluster.node_pools.general.capacity: coredns and the add-ons run on")


def test_it_passes_spot_beside_on_demand_or_behind_a_taint(tmp_path: Path) -> None:
    spot = "instance_types: [m6i.large], capacity: spot, min_nodes: 0, max_nodes: 9"
    assert finds(tmp_path, RULE, cluster(f"node_pools: {{batch: {{{spot}}}}}"), BASE) == []
    tainted = f"node_pools: {{batch: {{{spot}, taints: [{{key: spot}}]}}}}"
    assert finds(tmp_path, RULE, cluster(tainted), BASE) == []
