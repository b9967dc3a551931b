"""How many addresses nodes, pods and endpoints take of a network; pure.

With the VPC CNI every pod has an address of its node's subnet.
https://docs.aws.amazon.com/eks/latest/best-practices/ip-opt.html
"""

from dataclasses import dataclass
from typing import Final

from catalog.read import UnknownKey
from catalog.shapes import eks_pod_limits
from components.cluster.spec import EksPoolSpec, EksSpec
from components.network.spec import AwsNetworkSpec
from components.network.subnets import BLOCK, subnets, usable_addresses, usable_blocks

_CONTROL_PLANE: Final = 6
"""What EKS wants free in each subnet for its own cards, of which an update doubles the number.
https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"""
_SPARE_BLOCKS: Final = 1
"""WARM_PREFIX_TARGET, as plinth sets it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """What there is in the private subnet of a zone, and what is taken when all pools are full."""

    zone: str
    cidr: str
    nodes: int
    """Of all pools, at their maximum and spread evenly over the zones."""
    taken: int
    there: int


def rooms(cluster: EksSpec, network: AwsNetworkSpec) -> tuple[Room, ...] | None:
    """Return the room in each zone in addresses, or in blocks of 16 where nodes take blocks.

    None where the catalogue does not know the network cards of a pool's machines.
    """
    zones = len(network.zones)
    counts = {name: -(-pool.max_nodes // zones) for name, pool in cluster.node_pools.items()}
    blocks = cluster.pod_addresses == "prefixes"
    try:
        nodes = sum(
            counts[name] * (blocks_of(pool) if blocks else addresses_of(pool))
            for name, pool in cluster.node_pools.items()
        )
        single = sum(counts[name] * cards_of(pool) for name, pool in cluster.node_pools.items())
    except UnknownKey:
        return None
    fixed = _CONTROL_PLANE + len(network.interface_endpoints)
    taken = nodes + -(-(single + fixed) // BLOCK) if blocks else nodes + fixed
    return tuple(
        Room(
            zone=row.zone,
            cidr=row.private,
            nodes=sum(counts.values()),
            taken=taken,
            there=usable_blocks(row.private) if blocks else usable_addresses(row.private),
        )
        for row in subnets(network.cidr, network.zones)
    )


def addresses_of(pool: EksPoolSpec) -> int:
    """Return how many addresses a full node holds: all that its cards can, used or spare.

    Of several types the largest counts, for AWS chooses. Raises UnknownKey.
    """
    limits = [eks_pod_limits(each) for each in pool.instance_types]
    return max(each.enis * each.ipv4_per_eni for each in limits)


def blocks_of(pool: EksPoolSpec) -> int:
    """Return how many blocks of 16 a full node holds, the spare one included; raises UnknownKey."""
    most = max(eks_pod_limits(each).prefix_max_pods for each in pool.instance_types)
    return -(-most // BLOCK) + _SPARE_BLOCKS


def cards_of(pool: EksPoolSpec) -> int:
    """Return how many addresses a node's cards have for themselves; raises UnknownKey."""
    return max(eks_pod_limits(each).enis for each in pool.instance_types)
