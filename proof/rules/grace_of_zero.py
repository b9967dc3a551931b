"""Pods that are killed without a word."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.stack.workloads.items():
        if workload.grace_seconds == 0:
            yield Hit(
                path=("workloads", name, "grace_seconds"),
                message="is 0: the pods are killed without being told to stop",
            )


RULE = Rule(
    id="grace-of-zero",
    severity="warning",
    title="a workload that gets no time to stop",
    why=(
        "The process is killed at once: requests in hand are cut off, buffers are not written,"
        " locks and connections stay behind until somebody else gives up on them."
    ),
    ways_out=("leave grace_seconds out (30 s), or set it to what a clean stop takes",),
    find=_find,
    source="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/",
)
