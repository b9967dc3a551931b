"""Configs that nobody reads."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    used = {config for workload in plan.stack.workloads.values() for config in workload.configs}
    for name in plan.stack.configs:
        if name not in used:
            yield Hit(path=("configs", name), message="no workload uses it")


RULE = Rule(
    id="unused-config",
    severity="warning",
    title="a config that no workload uses",
    why=(
        "Whoever changes it expects something to change. Either a workload was meant to use it and"
        " runs without its settings, or it is left over."
    ),
    ways_out=("name it below configs of the workload that needs it", "delete it"),
    find=_find,
)
