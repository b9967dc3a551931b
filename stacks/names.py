"""The layer of DNS: zones, certificates for hosts, and records of load balancers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi

from catalog.regions import balancer_zone
from components.bucket.contract import Bucket
from components.routing.alb import Balancer, annotations
from components.routing.spec import Audience
from components.workload.create import Workload
from components.workload.web import Web
from stacks.ground import Ground
from stacks.routes import (
    health_path,
    idle_timeout_seconds,
    is_zone_itself,
    led_hosts,
    routes,
    served_by_alb,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """What answers for the stack's hosts."""

    zones: Mapping[str, pulumi.Output[str]] = field(default_factory=dict[str, pulumi.Output[str]])
    """Zone ids, by the zone's name."""
    name_servers: Mapping[str, pulumi.Output[Sequence[str]]] = field(
        default_factory=dict[str, pulumi.Output[Sequence[str]]]
    )
    """Who answers for a zone that the stack makes, by the zone's name."""
    certificates: Mapping[str, pulumi.Input[str]] = field(
        default_factory=dict[str, pulumi.Input[str]]
    )
    """Certificates, by the host that they are for."""


def names(ground: Ground) -> Names:
    """Make the zones, and a certificate for each host in one of them that brings none."""
    spec, cloud = ground.loaded.spec, ground.cloud
    if cloud is None or not served_by_alb(spec):
        return Names()
    # Here and not above: a local run needs no cloud's library.
    from components.dns.zone import Certificate, HostArgs, Zone

    zones = {name: Zone(name, zone, cloud.opts) for name, zone in spec.dns_zones.items()}
    certificates: dict[str, pulumi.Input[str]] = {}
    for host, led in led_hosts(spec).items():
        if any(routes(spec)[name].certificate_arn is None for name in led.workloads):
            args = HostArgs(host=host, zone_id=zones[led.zone].zone_id)
            opts = _formerly(cloud.opts, led.workloads)
            certificates[host] = Certificate(host, args, opts).arn
    return Names(
        zones={name: zone.zone_id for name, zone in zones.items()},
        name_servers={n: z.name_servers for n, z in zones.items() if z.name_servers is not None},
        certificates=certificates,
    )


def route_annotations(
    ground: Ground, name: str, found: Names, logs: Mapping[str, Bucket]
) -> Mapping[str, pulumi.Input[str]]:
    """Return what a workload's route says to the load balancer controller of AWS."""
    spec = ground.loaded.spec
    expose = routes(spec).get(name)
    if expose is None or not served_by_alb(spec):
        return {}
    certificate = expose.certificate_arn or found.certificates.get(expose.host)
    balancer = _balancer(ground, expose.audience, logs)
    return annotations(expose, balancer, health_path(spec.workloads[name]), certificate)


def lead_hosts(ground: Ground, found: Names, workloads: Mapping[str, Workload]) -> None:
    """Make a record for each host that a zone answers for."""
    spec, cloud = ground.loaded.spec, ground.cloud
    if cloud is None or not found.zones:
        return
    from components.dns.zone import Alias, AliasArgs

    for host, led in led_hosts(spec).items():
        # All routes of a host are served at one address; the first of them says where.
        made = workloads[led.workloads[0]]
        if isinstance(made, Web) and made.route_address is not None:
            args = AliasArgs(
                host=host,
                zone_id=found.zones[led.zone],
                target=made.route_address,
                target_zone=(
                    balancer_zone(cloud.account.region) if is_zone_itself(spec, host) else None
                ),
            )
            Alias(host, args, _formerly(cloud.opts, led.workloads))


def _balancer(ground: Ground, audience: Audience, logs: Mapping[str, Bucket]) -> Balancer:
    spec = ground.loaded.spec
    bucket = spec.load_balancers.of(audience).access_logs
    return Balancer(
        audience=audience,
        platform=ground.loaded.identity.physical_name,
        idle_timeout_seconds=idle_timeout_seconds(spec, audience),
        logs_to=_open(logs[bucket]) if bucket is not None else None,
    )


def _open(bucket: Bucket) -> pulumi.Output[str]:
    """Return the bucket's name once its policy holds: a load balancer tries at once to write."""
    ready = pulumi.Output.all(bucket.bucket_name, bucket.ready.urn)
    return ready.apply(lambda known: str(known[0]))


def _formerly(opts: pulumi.ResourceOptions, workloads: Sequence[str]) -> pulumi.ResourceOptions:
    """Return how something of a host is made that was called as the workload before."""
    aliases = [pulumi.Alias(name=name) for name in workloads]
    return pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(aliases=aliases))
