"""Clients that stay with pods which come and go."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, web in plan.webs.items():
        scaling = plan.autoscaled.get(name)
        if web.session_affinity_seconds is not None and scaling is not None:
            yield Hit(
                path=("workloads", name, "session_affinity_seconds"),
                message=(
                    f"is {web.session_affinity_seconds}, and scaling moves between {scaling.min}"
                    f" and {scaling.max} pods"
                ),
            )


RULE = Rule(
    id="session-affinity-and-hpa",
    severity="note",
    title="clients that stay with one pod, and an autoscaler",
    why=(
        "Clients stay with the pods they know, so pods that an autoscaler adds get new clients only"
        " and relieve the busy ones late. When a pod goes, its clients end up elsewhere, and what"
        " only that pod knew of them is lost. All clients behind one address share a pod."
    ),
    ways_out=(
        "keep what a session needs in a cache (caches, calls), and leave the affinity out",
        "accept it, if a session may be lost",
    ),
    find=_find,
    source="https://kubernetes.io/docs/reference/networking/virtual-ips/",
)
