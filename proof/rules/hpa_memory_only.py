"""Autoscalers that only look at what rarely falls."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, scaling in plan.autoscaled.items():
        targets = scaling.targets
        if targets.cpu_percent is None and not targets.metrics:
            yield Hit(
                path=("workloads", name, "scaling", "targets"),
                message=f"aims at {targets.memory_percent} % of memory and at nothing else",
            )


RULE = Rule(
    id="hpa-memory-only",
    severity="warning",
    title="an autoscaler that looks at memory alone",
    why=(
        "Most software does not give memory back, and what one process holds does not shrink when"
        " another takes over its requests. So a peak adds pods that never go away again, and load"
        " that costs CPU adds none."
    ),
    ways_out=(
        "aim at scaling.targets.cpu_percent as well",
        "aim at a measure of load in scaling.targets.metrics",
    ),
    find=_find,
)
