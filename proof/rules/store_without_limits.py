"""Stores that may take what belongs to others."""

from collections.abc import Iterator

from proof.members import path_of
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for member, shape in plan.shapes.items():
        limits = shape.resources.limits
        amounts = {"cpu": limits.cpu, "memory": limits.memory}
        missing = [resource for resource, amount in amounts.items() if amount is None]
        if missing and not member.startswith("workload."):
            path = (*path_of(member), "resources", "limits")
            yield Hit(path=path, message=f"no limit for {' and '.join(missing)}")


RULE = Rule(
    id="store-without-limits",
    severity="error",
    title="a store without limits",
    why=(
        "A store takes all the memory that it can get: for its cache, for connections, for what is"
        " written into it. Without a limit it is the node that runs out, and the kernel chooses who"
        " is killed."
    ),
    ways_out=("set resources.limits.cpu and resources.limits.memory",),
    find=_find,
    source="https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
)
