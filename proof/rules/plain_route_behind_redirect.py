"""Plain routes that share a load balancer with routes that have TLS."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule
from stacks.routes import has_tls, routes, served_by_alb


def _find(plan: Plan) -> Iterator[Hit]:
    if not served_by_alb(plan.stack):
        return
    found = routes(plan.stack)
    for name, expose in found.items():
        encrypted = [
            other
            for other, each in found.items()
            if each.audience == expose.audience and has_tls(plan.stack, each)
        ]
        if encrypted and not has_tls(plan.stack, expose):
            message = (
                f"{expose.host} has no certificate, and shares a load balancer with"
                f" workloads.{encrypted[0]}, which has one: plain requests are all sent on to HTTPS"
            )
            yield Hit(path=("workloads", name, "expose", "host"), message=message)


RULE = Rule(
    id="plain-route-behind-redirect",
    severity="error",
    title="a plain route on a load balancer that sends everybody on to TLS",
    why=(
        "Routes of an audience share a load balancer. As soon as one of them has a certificate, all"
        " requests on port 80 are sent on to port 443, whatever their host. A route without a"
        " certificate has no rule there: its clients get another host's certificate and an error."
    ),
    ways_out=(
        (
            "give it a certificate: name the zone that answers for the host in dns_zones, or"
            " expose.certificate_arn"
        ),
        "put it on the other load balancer: expose.audience",
    ),
    find=_find,
    source="https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#ssl-redirect",
)
