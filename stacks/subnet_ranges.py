"""The addresses of a stack's subnets; pure."""

from typing import Literal

from components.network.spec import AwsNetworkSpec
from components.network.subnets import subnets
from stacks.parts import StackParts


def subnet_ranges(
    stack: StackParts, role: Literal["public", "private", "database"]
) -> tuple[str, ...]:
    """Return the addresses of subnets; of a network that is there already, all of it."""
    network = stack.network
    if network is None:
        return ()
    if not isinstance(network, AwsNetworkSpec):
        return (network.cidr,)
    rows = subnets(network.cidr, network.zones)
    match role:
        case "public":
            return tuple(row.public for row in rows)
        case "private":
            return tuple(row.private for row in rows)
        case "database":
            return tuple(row.database for row in rows)
