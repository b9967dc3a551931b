"""Pods that may take what belongs to others."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.stack.workloads.items():
        limits = workload.resources.limits
        amounts = {"cpu": limits.cpu, "memory": limits.memory}
        missing = [resource for resource, amount in amounts.items() if amount is None]
        if missing:
            path = ("workloads", name, "resources", "limits")
            yield Hit(path=path, message=f"no limit for {' and '.join(missing)}")


RULE = Rule(
    id="missing-limits",
    severity="error",
    title="a workload without limits",
    why=(
        "One pod that leaks memory takes the whole node along with everything else on it, and one"
        " that spins starves its neighbours; a namespace with a quota on limits refuses it."
    ),
    ways_out=("set resources.limits.cpu and resources.limits.memory",),
    find=_find,
)
