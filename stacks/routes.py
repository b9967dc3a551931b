"""Which zone answers for a route, and what its certificate is; pure."""

from collections.abc import Iterator

from components.cluster.spec import EksSpec, ExistingEksSpec
from components.dns.spec import covers
from components.refusal import Refusal
from components.routing.spec import ExposeSpec
from components.workload.probes import HttpProbeSpec
from components.workload.spec import WebSpec
from stacks.parts import StackParts

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


def health_path(spec: WebSpec) -> str:
    """Return where a load balancer asks whether a pod can serve: where readiness asks."""
    probe = spec.probes.readiness
    return probe.path if isinstance(probe, HttpProbeSpec) else "/"


def route_refusals(stack: StackParts) -> Iterator[Refusal]:
    """Yield what is said of routes and cannot be built on this cluster."""
    if stack.dns_zones and not served_by_alb(stack):
        message = "are for routes on EKS; nothing on this cluster would use them"
        yield Refusal(("dns_zones",), message)
    for name, workload in stack.workloads.items():
        if isinstance(workload, WebSpec) and workload.expose is not None:
            at = ("workloads", name, "expose")
            yield from (
                Refusal((*at, *each.path), each.message)
                for each in _refusals(stack, workload.expose)
            )


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
    zone = zone_of(stack, expose.host)
    if zone is not None and stack.dns_zones[zone].domain == expose.host:
        message = (
            f"{expose.host} is the zone itself, which can be no other name of a load balancer;"
            f" choose a name in it, such as www.{expose.host}"
        )
        yield Refusal(("host",), message)
