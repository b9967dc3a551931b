"""Addresses that nothing gives out."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    if plan.stack.cluster.load_balancers != "none":
        return
    for name, web in plan.webs.items():
        if web.service_type == "LoadBalancer":
            yield Hit(
                path=("workloads", name, "service_type"),
                message="is LoadBalancer, and nothing in this cluster gives out addresses",
            )


RULE = Rule(
    id="load-balancer-never-comes",
    severity="error",
    title="a load balancer on a cluster that has none",
    why=(
        "Kubernetes only notes the wish; something outside has to fulfil it. Without that the"
        " Service waits for its address without an end, and clients outside never reach it."
    ),
    ways_out=(
        "set service_type to NodePort in this stack",
        "set service_type to ClusterIP, and expose for a route",
        "say that the cluster has them: cluster.load_balancers: provided (distribution: existing)",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/services-networking/service/",
)
