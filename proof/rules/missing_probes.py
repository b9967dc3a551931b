"""Pods that get requests before they can answer."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, web in plan.webs.items():
        if web.probes.readiness is None:
            yield Hit(
                path=("workloads", name, "probes", "readiness"),
                message="is missing: a pod gets requests as soon as its container runs",
            )


RULE = Rule(
    id="missing-probes",
    severity="error",
    title="a web workload that nobody asks whether it can serve",
    why=(
        "Without a readiness probe a pod counts as ready when its process has started. Requests"
        " reach it before it listens, and a rollout takes the old pods away while the new ones"
        " cannot answer yet: a version that never gets ready replaces one that works."
    ),
    ways_out=("set probes.readiness to a question that only a pod that can serve answers",),
    find=_find,
    source="https://kubernetes.io/docs/concepts/workloads/pods/probes/",
)
