"""Which zone answers for a route, and what its certificate is; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from components.cluster.spec import EksSpec, ExistingEksSpec
from components.dns.spec import covers
from components.refusal import Refusal
from components.routing.spec import Audience, ExposeSpec
from components.workload.probes import HttpProbeSpec
from components.workload.spec import WebSpec, WorkloadSpec
from stacks.parts import StackParts
from stacks.placement import namespace_of

ALB = "alb"
"""The class of routes that load balancers of AWS serve."""


def served_by_alb(stack: StackParts) -> bool:
    """Say whether load balancers of AWS serve the stack's routes."""
    return isinstance(stack.cluster, EksSpec | ExistingEksSpec) and (
        stack.cluster.ingress_class == ALB
    )


def zone_of(stack: StackParts, host: str) -> str | None:
    """Return the zone that answers for a host; the one with the longest domain if several do."""
    found = [name for name, zone in stack.dns_zones.items() if covers(zone.domain, host)]
    return max(found, key=lambda name: len(stack.dns_zones[name].domain), default=None)


def has_tls(stack: StackParts, expose: ExposeSpec) -> bool:
    """Say whether clients of a route are answered by TLS."""
    if served_by_alb(stack):
        return expose.certificate_arn is not None or zone_of(stack, expose.host) is not None
    return expose.tls_secret is not None


def routes(stack: StackParts) -> dict[str, ExposeSpec]:
    """Return the routes from outside, by the workload that they lead to."""
    return {
        name: each.expose
        for name, each in stack.workloads.items()
        if isinstance(each, WebSpec) and each.expose is not None
    }


def has_alb_routes(stack: StackParts, namespace: str) -> bool:
    """Say whether load balancers of AWS lead to pods of a namespace."""
    found = {namespace_of(stack, stack.workloads[name].namespace) for name in routes(stack)}
    return served_by_alb(stack) and namespace in found


@dataclass(frozen=True, kw_only=True, slots=True)
class Led:
    """Where a host is led to."""

    zone: str
    """The zone that answers for it."""
    workloads: tuple[str, ...]
    """Those that its paths belong to, in the order of their names; at least one."""


def led_hosts(stack: StackParts) -> dict[str, Led]:
    """Return the hosts that zones of the stack answer for; routes may share one, by their paths."""
    led: dict[str, Led] = {}
    for name, expose in sorted(routes(stack).items()):
        zone = zone_of(stack, expose.host)
        if zone is not None:
            before = led[expose.host].workloads if expose.host in led else ()
            led[expose.host] = Led(zone=zone, workloads=(*before, name))
    return led


def is_zone_itself(stack: StackParts, host: str) -> bool:
    """Say whether a host has the very name of the zone that answers for it."""
    zone = zone_of(stack, host)
    return zone is not None and stack.dns_zones[zone].domain == host


def idle_timeout_seconds(stack: StackParts, audience: Audience) -> int:
    """Return how long a connection through an audience's load balancer may be silent."""
    return max(e.idle_timeout_seconds for e in routes(stack).values() if e.audience == audience)


def balancer_logs(stack: StackParts) -> dict[Audience, str]:
    """Return the buckets that load balancers log their requests in."""
    audiences: tuple[Audience, ...] = get_args(Audience)
    made: dict[Audience, str] = {}
    for each in audiences:
        bucket = stack.load_balancers.of(each).access_logs
        if bucket is not None:
            made[each] = bucket
    return made


def health_path(spec: WorkloadSpec) -> str:
    """Return where a load balancer asks whether a pod can serve: where readiness asks."""
    probe = spec.probes.readiness if isinstance(spec, WebSpec) else None
    return probe.path if isinstance(probe, HttpProbeSpec) else "/"


def route_refusals(stack: StackParts) -> Iterator[Refusal]:
    """Yield what is said of routes and cannot be built on this cluster."""
    if not served_by_alb(stack):
        for field in ("dns_zones", "load_balancers"):
            if field in stack.model_fields_set and getattr(stack, field):
                message = "are for routes on EKS; nothing on this cluster would use them"
                yield Refusal((field,), message)
    for name, expose in routes(stack).items():
        at = ("workloads", name, "expose")
        yield from (Refusal((*at, *each.path), each.message) for each in _refusals(stack, expose))
    yield from _divided_hosts(stack)


def _refusals(stack: StackParts, expose: ExposeSpec) -> Iterator[Refusal]:
    if not served_by_alb(stack):
        if expose.certificate_arn is not None:
            message = "is for EKS; on this cluster tls_secret names the certificate"
            yield Refusal(("certificate_arn",), message)
        return
    if expose.tls_secret is not None:
        message = (
            "is of no use to load balancers of AWS: name a zone in dns_zones that answers for"
            f" {expose.host}, or a certificate in certificate_arn"
        )
        yield Refusal(("tls_secret",), message)


def _divided_hosts(stack: StackParts) -> Iterator[Refusal]:
    """Yield hosts with routes on two load balancers: a zone can lead them to one alone."""
    found = routes(stack)
    for host, led in led_hosts(stack).items() if served_by_alb(stack) else ():
        first, *others = led.workloads
        for other in others:
            if found[other].audience != found[first].audience:
                message = (
                    f"must be {found[first].audience}, as in workloads.{first}, got"
                    f" {found[other].audience}: {host} can be led to one load balancer alone;"
                    " give one of them another host"
                )
                yield Refusal(("workloads", other, "expose", "audience"), message)
