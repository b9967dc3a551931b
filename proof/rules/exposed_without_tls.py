"""Routes that everybody on the way can read."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, web in plan.webs.items():
        if web.expose is not None and web.expose.tls_secret is None:
            yield Hit(
                path=("workloads", name, "expose", "tls_secret"),
                message=f"is missing: {web.expose.host} is served in plain HTTP",
            )


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
        "accept it, if something in front of the cluster ends TLS",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/services-networking/ingress/",
)
