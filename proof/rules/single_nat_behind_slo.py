"""Availability that hangs on one zone's way out."""

from collections.abc import Iterator

from components.network.spec import AwsNetworkSpec
from proof.plan import Plan
from proof.promises import promised
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    network, promise = plan.stack.network, promised(plan)
    if promise is None or not isinstance(network, AwsNetworkSpec) or network.nat != "one":
        return
    first, *others = network.zones
    message = f"is one, in zone {first}, through which {', '.join(others)} go out as well"
    yield Hit(path=("network", "nat"), message=f"{message}; {promise}")


RULE = Rule(
    id="single-nat-behind-slo",
    severity="warning",
    title="a promised availability and one NAT gateway for all zones",
    why=(
        "A NAT gateway stands in one zone. When that zone fails, nodes in the others still run and"
        " reach nothing outside: no image is pulled, no new node joins, and every call to the"
        " internet fails. Traffic that comes to it from another zone is paid for as well."
    ),
    ways_out=(
        "give each zone its own: network.nat: one_per_zone",
        "reach AWS without it: network.gateway_endpoints, network.interface_endpoints",
        "take availability_percent out of objectives",
    ),
    find=_find,
    source="https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
)
