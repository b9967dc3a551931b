"""Which addresses the subnets of a network get; pure."""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class ZoneSubnets:
    """The subnets of one availability zone."""

    zone: str
    public: str
    private: str
    database: str


def subnets(cidr: str, zones: Sequence[str]) -> tuple[ZoneSubnets, ...]:
    """Return the subnets of each zone, none of which overlap.

    The network is cut into eight parts. Six are for the pods and nodes of up to six zones, which
    need most addresses: with the VPC CNI each pod has one of its own. The seventh is cut into
    eight for the public subnets, the last one likewise for those of databases.
    """
    *private, public, database = ipaddress.ip_network(cidr).subnets(prefixlen_diff=3)
    rows = zip(
        zones,
        private,
        public.subnets(prefixlen_diff=3),
        database.subnets(prefixlen_diff=3),
        strict=False,
    )
    return tuple(
        ZoneSubnets(zone=zone, private=str(a), public=str(b), database=str(c))
        for zone, a, b, c in rows
    )
