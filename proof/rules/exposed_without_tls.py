"""Routes that everybody on the way can read."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule
from stacks.routes import has_tls, served_by_alb


def _find(plan: Plan) -> Iterator[Hit]:
    for name, web in plan.webs.items():
        if web.expose is not None and not has_tls(plan.stack, web.expose):
            yield Hit(
                path=("workloads", name, "expose", _field(plan)),
                message=f"is missing: {web.expose.host} is served in plain HTTP",
            )


def _field(plan: Plan) -> str:
    return "certificate_arn" if served_by_alb(plan.stack) else "tls_secret"


RULE = Rule(
    id="exposed-without-tls",
    severity="warning",
    title="a route from outside without TLS",
    why=(
        "Passwords, cookies and keys pass in plain text; everybody on the way can read and change"
        " what clients send and get."
    ),
    ways_out=(
        "name the Kubernetes Secret that holds the host's certificate in expose.tls_secret",
        "on EKS: name the zone that answers for the host in dns_zones, or expose.certificate_arn",
        "accept it, if something in front of the cluster ends TLS",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/services-networking/ingress/",
)
