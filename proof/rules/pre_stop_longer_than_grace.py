"""Waits that use up the time to stop."""

from collections.abc import Iterator

from components.workload.lifecycle import SleepHookSpec
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.stack.workloads.items():
        hook = workload.pre_stop
        if isinstance(hook, SleepHookSpec) and hook.seconds >= workload.grace_seconds:
            yield Hit(
                path=("workloads", name, "pre_stop", "seconds"),
                message=f"is {hook.seconds}, and grace_seconds is {workload.grace_seconds}",
            )


RULE = Rule(
    id="pre-stop-longer-than-grace",
    severity="error",
    title="a wait before the stop that leaves no time for the stop",
    why=(
        "The wait counts against the grace period, and only after it the container is told to stop."
        " Here it is killed as soon as it is told: requests and tasks in hand are cut off, although"
        " the wait was meant to save them."
    ),
    ways_out=(
        "raise grace_seconds to the wait and what the stop takes after it",
        "lower pre_stop.seconds",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/",
)
