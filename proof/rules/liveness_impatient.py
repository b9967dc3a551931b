"""Pods that are restarted for one late answer."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.running.items():
        liveness = workload.probes.liveness
        if liveness is not None and liveness.failure_threshold == 1:
            yield Hit(
                path=("workloads", name, "probes", "liveness", "failure_threshold"),
                message=f"is 1: one answer that takes over {liveness.timeout_seconds} s is enough",
            )


RULE = Rule(
    id="liveness-impatient",
    severity="warning",
    title="a liveness probe that restarts after a single failure",
    why=(
        "Under load, in a long garbage collection or on a busy node one answer comes late. The"
        " restart takes the pod away when it is needed most, and its load goes to the others, which"
        " then answer late as well."
    ),
    ways_out=(
        "set probes.liveness.failure_threshold to 3 or more",
        "raise probes.liveness.timeout_seconds too",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/workloads/pods/probes/",
)
