"""Pods that are killed in the middle of their work."""

from collections.abc import Iterator

from components.workload.lifecycle import SleepHookSpec
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.running.items():
        longest, grace, hook = (
            workload.longest_task_seconds,
            workload.grace_seconds,
            workload.pre_stop,
        )
        waits = hook.seconds if isinstance(hook, SleepHookSpec) else 0
        if longest is not None and longest > grace - waits:
            less = f", less {waits} s of pre_stop" if waits else ""
            yield Hit(
                path=("workloads", name, "grace_seconds"),
                message=f"is {grace} s{less}, and a task takes up to {longest} s",
            )


RULE = Rule(
    id="grace-shorter-than-task",
    severity="error",
    title="a grace period that is shorter than a task",
    why=(
        "Each rollout, each drain of a node and each step of an autoscaler tells pods to stop, and"
        " kills them when the grace period is over. A task that takes longer is lost in the middle:"
        " its client gets no answer, its work is done twice or not at all."
    ),
    ways_out=(
        "set grace_seconds to longest_task_seconds, and what pre_stop takes on top",
        "cut the work into shorter tasks, and lower longest_task_seconds",
        "run each such task as a workload of kind job",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/",
)
