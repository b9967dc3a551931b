"""Which addresses the subnets of a network get, and how many of them; pure."""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

PARTS: Final = "abcdef"
"""The letters of zones in the order of their parts of a network."""
_EIGHTH: Final = 3
_RESERVED: Final = 5
"""The first four addresses of each subnet and its last.
https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html"""
BLOCK: Final = 16
"""What a node takes at once with prefix delegation: a /28 that begins at a multiple of it.
https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html"""


@dataclass(frozen=True, kw_only=True, slots=True)
class ZoneSubnets:
    """The subnets of one availability zone."""

    zone: str
    public: str
    private: str
    database: str


def subnets(cidr: str, zones: Sequence[str]) -> tuple[ZoneSubnets, ...]:
    """Return the subnets of each zone, in the order of the zones, none of which overlap.

    The network is cut into eight parts. Six are for the pods and nodes of up to six zones, which
    need most addresses: with the VPC CNI each pod has one of its own. The seventh is cut into
    eight for the public subnets, the last one likewise for those of databases. A zone's letter
    says which part it gets, so that zones come, go and change places without moving another.
    """
    *private, public, database = ipaddress.ip_network(cidr).subnets(prefixlen_diff=_EIGHTH)
    outside = list(public.subnets(prefixlen_diff=_EIGHTH))
    stores = list(database.subnets(prefixlen_diff=_EIGHTH))
    return tuple(
        ZoneSubnets(
            zone=zone,
            private=str(private[PARTS.index(zone)]),
            public=str(outside[PARTS.index(zone)]),
            database=str(stores[PARTS.index(zone)]),
        )
        for zone in zones
    )


def usable_addresses(cidr: str) -> int:
    """Return how many addresses of a subnet AWS leaves to others."""
    return ipaddress.ip_network(cidr).num_addresses - _RESERVED


def usable_blocks(cidr: str) -> int:
    """Return how many whole blocks of 16 an empty subnet gives nodes.

    AWS keeps addresses of the first and of the last one for itself.
    """
    return max(0, ipaddress.ip_network(cidr).num_addresses // BLOCK - 2)
