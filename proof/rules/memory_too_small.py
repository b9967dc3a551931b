"""Amounts of memory in which nothing can run."""

from collections.abc import Iterator
from typing import Final

from components.quantity import Quantity
from proof.plan import Plan
from proof.rule import Hit, Rule

_LEAST: Final = Quantity("1Mi")


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.stack.workloads.items():
        resources = workload.resources
        for kind, amount in (
            ("requests", resources.requests.memory),
            ("limits", resources.limits.memory),
        ):
            if amount is not None and amount < _LEAST:
                yield Hit(
                    path=("workloads", name, "resources", kind, "memory"),
                    message=f"is {amount}: {amount.value.normalize():f} bytes",
                )


RULE = Rule(
    id="memory-too-small",
    severity="error",
    title="memory of less than 1 MiB",
    why=(
        "Memory is counted in bytes, and m stands for thousandths: 128m is an eighth of a byte and"
        " 128 is 128 bytes. As a limit it keeps the container from starting; as a request nothing"
        " is set aside, and percentages of it are absurd."
    ),
    ways_out=("write the unit: 128Mi, 1Gi",),
    find=_find,
    source="https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
)
