"""Volumes that nobody mounts."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    used = {volume for workload in plan.stack.workloads.values() for volume in workload.volumes}
    for name, volume in plan.stack.volumes.items():
        if name not in used:
            yield Hit(path=("volumes", name), message=f"no workload uses its {volume.storage}")


RULE = Rule(
    id="unused-volume",
    severity="warning",
    title="a volume that no workload uses",
    why=(
        "It is made and paid for. Either a workload was meant to keep its data there and keeps it"
        " in the pod, where it is lost with the pod, or the volume is left over."
    ),
    ways_out=("name it below volumes of the workload that needs it", "delete it"),
    find=_find,
)
