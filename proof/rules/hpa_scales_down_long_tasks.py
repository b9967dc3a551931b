"""Autoscalers that are less patient than the work is long."""

from collections.abc import Iterator
from typing import Final

from components.workload.scaling import HpaScalingSpec
from proof.plan import Plan
from proof.rule import Hit, Rule

_DEFAULT_SECONDS: Final = 300


def _find(plan: Plan) -> Iterator[Hit]:
    for name, scaling in plan.autoscaled.items():
        longest, patience = plan.running[name].longest_task_seconds, _patience(scaling)
        if longest is None or patience is None or longest <= patience:
            continue
        yield Hit(
            path=(
                *("workloads", name, "scaling", "behavior"),
                *("scale_down", "stabilization_seconds"),
            ),
            message=f"pods go after {patience} s of little use, and a task takes up to {longest} s",
        )


def _patience(scaling: HpaScalingSpec) -> int | None:
    """Return how long use must be low before pods go, in seconds; none if they never go."""
    rules = scaling.behavior.scale_down if scaling.behavior is not None else None
    if rules is None or rules.stabilization_seconds is None:
        return _DEFAULT_SECONDS if rules is None or rules.select != "Disabled" else None
    return rules.stabilization_seconds if rules.select != "Disabled" else None


RULE = Rule(
    id="hpa-scales-down-long-tasks",
    severity="warning",
    title="an autoscaler that takes pods away in the middle of a task",
    why=(
        "The autoscaler looks at use, which is low while a task waits for something, and it picks"
        " the pods that go without knowing which of them work. A task that takes longer than the"
        " autoscaler looks back loses its pod in the middle. It then has grace_seconds to finish,"
        " in which the pod takes no new work and keeps its place, while others may start beside it."
    ),
    ways_out=(
        "set scaling.behavior.scale_down.stabilization_seconds to the longest task (3600 at most)",
        "run each such task as a workload of kind job",
        "set scaling.behavior.scale_down.select to Disabled, and let a rollout take pods away",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/",
)
