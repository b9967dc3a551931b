"""The layer of DNS: zones, certificates for hosts, and records of load balancers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi

from components.routing.alb import annotations
from components.workload.create import Workload
from components.workload.spec import WebSpec
from components.workload.web import Web
from stacks.ground import Ground
from stacks.routes import health_path, served_by_alb, zone_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """What answers for the stack's hosts."""

    zones: Mapping[str, pulumi.Output[str]] = field(default_factory=dict[str, pulumi.Output[str]])
    """Zone ids, by the zone's name."""
    certificates: Mapping[str, pulumi.Input[str]] = field(
        default_factory=dict[str, pulumi.Input[str]]
    )
    """Certificates, by the workload whose route they are for."""


def names(ground: Ground) -> Names:
    """Make the zones and a certificate for each route whose host is in one."""
    spec, cloud = ground.loaded.spec, ground.cloud
    if cloud is None or not served_by_alb(spec):
        return Names()
    # Here and not above: a local run needs no cloud's library.
    from components.dns.zone import Certificate, HostArgs, Zone

    zones = {name: Zone(name, zone, cloud.opts).zone_id for name, zone in spec.dns_zones.items()}
    certificates: dict[str, pulumi.Input[str]] = {}
    for name, web in _routes(ground).items():
        if web.expose is None:
            continue
        zone = zone_of(spec, web.expose.host)
        if web.expose.certificate_arn is not None:
            certificates[name] = web.expose.certificate_arn
        elif zone is not None:
            args = HostArgs(host=web.expose.host, zone_id=zones[zone])
            certificates[name] = Certificate(name, args, cloud.opts).arn
    return Names(zones=zones, certificates=certificates)


def route_annotations(ground: Ground, name: str, found: Names) -> Mapping[str, pulumi.Input[str]]:
    """Return what a workload's route says to the load balancer controller of AWS."""
    web = _routes(ground).get(name)
    if web is None or web.expose is None or not served_by_alb(ground.loaded.spec):
        return {}
    group = ground.loaded.identity.physical_name
    return annotations(web.expose, group, health_path(web), found.certificates.get(name))


def lead_hosts(ground: Ground, found: Names, workloads: Mapping[str, Workload]) -> None:
    """Make a record for each host that a zone answers for."""
    cloud = ground.cloud
    if cloud is None or not found.zones:
        return
    from components.dns.zone import Alias, AliasArgs

    for name, web in _routes(ground).items():
        made = workloads[name]
        zone = zone_of(ground.loaded.spec, web.expose.host) if web.expose is not None else None
        if web.expose is None or zone is None or not isinstance(made, Web):
            continue
        if made.route_address is not None:
            args = AliasArgs(
                host=web.expose.host, zone_id=found.zones[zone], target=made.route_address
            )
            Alias(name, args, cloud.opts)


def _routes(ground: Ground) -> dict[str, WebSpec]:
    workloads = ground.loaded.spec.workloads.items()
    return {name: each for name, each in workloads if isinstance(each, WebSpec) and each.expose}
