"""What nodes and pods take of a network, as the VPC CNI hands addresses out."""

from pathlib import Path

import pytest

from catalog.read import UnknownKey
from components.cluster.spec import EksPoolSpec, EksSpec
from components.network.spec import AwsNetworkSpec
from proof import addresses
from proof.addresses import Room, addresses_of, blocks_of, cards_of, rooms
from tests.components.cluster.eks_kit import BASE, cluster
from tests.stacks.platforms import spec


def pool(*types: str) -> EksPoolSpec:
    return EksPoolSpec(instance_types=types, min_nodes=1, max_nodes=7)


def asked(folder: Path, patch: str) -> tuple[EksSpec, AwsNetworkSpec]:
    stack = spec(folder, patch, BASE)
    assert isinstance(stack.cluster, EksSpec)
    assert isinstance(stack.network, AwsNetworkSpec)
    return stack.cluster, stack.network


@pytest.mark.parametrize(
    ("types", "taken"),
    [
        # 3 cards of 10 addresses; 110 pods in blocks of 16, and a spare one.
        (("m6i.large",), (30, 8, 3)),
        # 4 cards of 15; of two types AWS may take the larger.
        (("m6i.xlarge",), (60, 8, 4)),
        (("m6i.large", "m6i.xlarge"), (60, 8, 4)),
    ],
)
def test_a_full_node_holds_all_that_its_cards_can(
    types: tuple[str, ...], taken: tuple[int, int, int]
) -> None:
    asked_for = pool(*types)
    assert (addresses_of(asked_for), blocks_of(asked_for), cards_of(asked_for)) == taken


def test_nodes_are_spread_over_the_zones_and_the_last_one_counts_everywhere(
    tmp_path: Path,
) -> None:
    patch = (
        "network: {cidr: 10.20.0.0/20, zones: [a, b], interface_endpoints: [sts]}\n"
        f"{cluster('node_pools: {general: {max_nodes: 7}}')}"
    )
    # Four nodes a zone of 30 addresses, six for the control plane, one for the endpoint.
    assert rooms(*asked(tmp_path, patch)) == (
        Room(zone="a", cidr="10.20.0.0/23", nodes=4, taken=127, there=507),
        Room(zone="b", cidr="10.20.2.0/23", nodes=4, taken=127, there=507),
    )


def test_single_addresses_cost_whole_blocks_where_nodes_take_blocks(tmp_path: Path) -> None:
    patch = f"network: {{cidr: 10.20.0.0/21}}\n{cluster('pod_addresses: prefixes')}"
    # Two nodes a zone: 16 blocks; their six cards and the control plane's six take one more.
    assert rooms(*asked(tmp_path, patch)) == tuple(
        Room(zone=zone, cidr=f"10.20.{part}.0/24", nodes=2, taken=17, there=14)
        for part, zone in enumerate("abc")
    )


def test_nothing_is_said_of_machines_whose_cards_nobody_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(sku: str) -> None:
        raise UnknownKey("EC2 type", "nowhere", (sku,), ())

    monkeypatch.setattr(addresses, "eks_pod_limits", unknown)
    assert rooms(*asked(tmp_path, "labels: {}")) is None
