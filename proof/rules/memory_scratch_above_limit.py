"""Folders in memory that do not fit into the memory."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.stack.workloads.items():
        limit = workload.resources.limits.memory
        held = sum(each.size.value for each in workload.scratch.values() if each.medium == "memory")
        if limit is not None and held >= limit.value:
            yield Hit(
                path=("workloads", name, "scratch"),
                message=f"may hold {held / 2**20:.0f} MiB in memory, and the limit is {limit}",
            )


RULE = Rule(
    id="memory-scratch-above-limit",
    severity="warning",
    title="scratch space in memory that is as large as the memory limit",
    why=(
        "What is written there counts against the container's memory limit. Long before the folder"
        " is full the container is killed for want of memory; the files survive, so that it is"
        " killed again soon after its restart."
    ),
    ways_out=(
        "raise resources.limits.memory to the size of the folders and what the process needs",
        "lower the size in scratch, or set its medium to disk",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/storage/volumes/",
)
