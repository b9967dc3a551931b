"""Affinity that requests from outside never meet."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, web in plan.webs.items():
        if web.session_affinity_seconds is not None and web.expose is not None:
            yield Hit(
                path=("workloads", name, "session_affinity_seconds"),
                message=f"does not hold for requests that come through {web.expose.host}",
            )


RULE = Rule(
    id="session-affinity-behind-route",
    severity="warning",
    title="session affinity of a workload that is reached through a route",
    why=(
        "Affinity belongs to the Service. An ingress controller sends requests to the pods itself,"
        " past the Service, and to any of them: clients from outside change pods with every"
        " request, although the stack file says that they stay."
    ),
    ways_out=(
        "keep what a session needs in a cache (caches, calls), and leave the affinity out",
        "let the clients use the Service itself: service_type instead of expose",
    ),
    find=_find,
    source="https://kubernetes.io/docs/reference/networking/virtual-ips/",
)
