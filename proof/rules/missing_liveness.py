"""Pods that may hang for ever."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, web in plan.webs.items():
        if web.probes.liveness is None:
            yield Hit(
                path=("workloads", name, "probes", "liveness"),
                message="is missing: a pod that hangs is not started anew",
            )


RULE = Rule(
    id="missing-liveness",
    severity="note",
    title="a web workload without a liveness probe",
    why=(
        "A process that ends is started anew anyway; one that hangs is not. It stays out of the"
        " Service if readiness notices it, and its place stays empty until somebody deletes the"
        " pod."
    ),
    ways_out=(
        "set probes.liveness to something that only a stuck process fails, such as a tcp probe",
        "leave it out if the process ends by itself when it is stuck, and accept this note",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/workloads/pods/probes/",
)
