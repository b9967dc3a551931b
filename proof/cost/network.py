"""What ways in and out cost."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from components.cluster.spec import AwsClusterSpec
from components.dns.spec import AwsZoneSpec
from components.network.spec import AwsNetworkSpec, ExistingAwsNetworkSpec, NetworkSpec
from components.workload.spec import WebSpec
from proof.cost.basis import Basis
from proof.cost.billing import AWS_HOURS, FREE_EGRESS_GB
from proof.cost.line import Item, always
from stacks.addons import addons_to_make
from stacks.file import KeyPath

_ADDRESS: Final = "public_ipv4.hour"
_BALANCER: Final = "aws_load_balancer_controller"


def lines(basis: Basis) -> Iterator[Item]:
    """Yield gateways, addresses, endpoints, load balancers, zones, and what goes through them."""
    network = basis.stack.network
    if isinstance(network, AwsNetworkSpec):
        yield from _gateways(basis, network)
        yield from _endpoints(basis, network)
    if network is not None:
        yield from _balancers(basis, network)
    for name, zone in basis.stack.dns_zones.items():
        if isinstance(zone, AwsZoneSpec):
            path, sku = ("dns_zones", name), "route53.hosted_zone"
            yield basis.line("network", f"DNS zone {zone.domain}", path, sku, "month", always(1))
    if isinstance(basis.stack.cluster, AwsClusterSpec):
        yield from _traffic(basis)


def _gateways(basis: Basis, network: AwsNetworkSpec) -> Iterator[Item]:
    """Yield the NAT gateways, each with a public address, and what goes through them.

    https://aws.amazon.com/vpc/pricing/
    """
    count = {"one": 1, "one_per_zone": len(network.zones)}.get(network.nat, 0)
    if not count:
        return
    path, hours = ("network", "nat"), always(count * AWS_HOURS)
    what = f"{_counted(count, 'NAT gateway')}"
    yield basis.line("network", what, path, "nat_gateway.hour", "hour", hours)
    yield basis.line("network", f"addresses of {what}", path, _ADDRESS, "hour", hours)
    yield basis.metered("network", "data through NAT", "nat_gateway.data", "gb", "nat_gb")


def _endpoints(basis: Basis, network: AwsNetworkSpec) -> Iterator[Item]:
    """Yield the interface endpoints, each by the hour in every zone.

    https://aws.amazon.com/privatelink/pricing/
    """
    count, zones = len(network.interface_endpoints), len(network.zones)
    if not count:
        return
    what = f"{_counted(count, 'interface endpoint')} in {zones} zones"
    path, hours = ("network", "interface_endpoints"), always(count * zones * AWS_HOURS)
    yield basis.line("network", what, path, "interface_endpoint.hour", "hour", hours)
    yield basis.metered(
        "network", "data through endpoints", "interface_endpoint.data", "gb", "endpoint_gb"
    )


def _balancers(basis: Basis, network: NetworkSpec) -> Iterator[Item]:
    """Yield the load balancers: one for all routes of an audience, one for each Service.

    One on the internet has a public address in every zone.
    https://aws.amazon.com/elasticloadbalancing/pricing/
    """
    webs = {n: w for n, w in basis.stack.workloads.items() if isinstance(w, WebSpec)}
    routes = {w.expose.audience: n for n, w in reversed(webs.items()) if w.expose is not None}
    made = addons_to_make(basis.stack)
    applications = dict(sorted(routes.items())) if _BALANCER in made else {}
    for audience, name in applications.items():
        what, path = f"load balancer ({audience})", ("workloads", name, "expose")
        yield basis.line("network", what, path, "alb.hour", "hour", always(AWS_HOURS))
        if audience == "internet":
            hours = always(_public_zones(network) * AWS_HOURS)
            yield basis.line("network", f"addresses of {what}", path, _ADDRESS, "hour", hours)
    services: dict[str, KeyPath] = {
        f"load balancer of {name}": ("workloads", name, "service_type")
        for name, web in webs.items()
        if web.service_type == "LoadBalancer"
    }
    if "traefik" in made:
        services["load balancer of traefik"] = ("addons", "traefik")
    for what, path in services.items():
        yield basis.line("network", what, path, "nlb.hour", "hour", always(AWS_HOURS))
    if applications or services:
        sku = "alb.lcu_hour" if applications else "nlb.nlcu_hour"
        yield basis.metered(
            "network", "load balancer units", sku, "hour", "load_balancer_units", times=AWS_HOURS
        )


def _traffic(basis: Basis) -> Iterator[Item]:
    """Yield what leaves for the internet, at the price of the first 10 TB, and crosses zones.

    What crosses is billed on both sides. https://aws.amazon.com/ec2/pricing/on-demand/
    """
    out, across = "data_transfer.internet_out_first_10tb", "data_transfer.cross_az_each_direction"
    free = FREE_EGRESS_GB
    yield basis.metered("network", "data to the internet", out, "gb", "internet_gb", free=free)
    both = Decimal(2)
    yield basis.metered("network", "data between zones", across, "gb", "cross_zone_gb", times=both)


def _public_zones(network: NetworkSpec) -> int:
    if isinstance(network, ExistingAwsNetworkSpec):
        return len(network.public_subnets)
    return len(network.zones)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
