"""Subnets that are full before the nodes are told of."""

from pathlib import Path

import pytest

from tests.components.cluster.eks_kit import BASE, cluster, pool
from tests.proof.kit import finds

RULE = "subnets-too-small-for-pods"
SMALL = "network: {cidr: 10.20.0.0/21}"
"""A /24 in each zone: 251 addresses, 14 whole blocks of 16."""


def test_it_finds_nodes_whose_addresses_a_subnet_has_not(tmp_path: Path) -> None:
    # m6i.large: 3 cards with 10 addresses; 6 more are for the control plane.
    (found,) = finds(tmp_path, RULE, f"{SMALL}\n{pool('max_nodes: 27')}", BASE)
    assert found == (
        "network.cidr: 10.20.0.0/21 gives each private subnet 251 addresses (10.20.0.0/24), and 9"
        " nodes in a zone with all their pods take 276 (zones a, b, c)"
    )


def test_it_passes_as_many_nodes_as_there_is_room_for(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, f"{SMALL}\n{pool('max_nodes: 24')}", BASE) == []
    assert finds(tmp_path, RULE, pool("max_nodes: 450"), BASE) == []


def test_every_endpoint_takes_an_address_too(tmp_path: Path) -> None:
    services = "sts, ec2, eks, logs, kms"
    patch = f"network: {{cidr: 10.20.0.0/21, interface_endpoints: [{services}]}}"
    full = f"{patch}\n{pool('max_nodes: 24')}"
    assert finds(tmp_path, RULE, full, BASE) == []
    more = full.replace("kms]", "kms, ecr.api]")
    (found,) = finds(tmp_path, RULE, more, BASE)
    assert "take 252 (" in found


@pytest.mark.parametrize(("most", "hits"), [(3, 0), (6, 1)])
def test_blocks_of_sixteen_run_out_sooner(tmp_path: Path, most: int, hits: int) -> None:
    # 110 pods take 7 blocks and one is spare; the rest of a zone's addresses takes another.
    patch = f"{SMALL}\n{cluster('pod_addresses: prefixes')}"
    patch = patch.replace("prefixes", f"prefixes, node_pools: {{general: {{max_nodes: {most}}}}}")
    found = finds(tmp_path, RULE, patch, BASE)
    assert len(found) == hits
    if hits:
        assert "gives each private subnet 14 blocks of 16" in found[0]
        assert "2 nodes in a zone with all their pods take 17" in found[0]
