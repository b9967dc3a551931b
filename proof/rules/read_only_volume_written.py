"""Volumes for reading that somebody writes."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule
from proof.volumes import all_uses


def _find(plan: Plan) -> Iterator[Hit]:
    for name, user in all_uses(plan):
        if user.writes and plan.stack.volumes[name].access_mode == "ReadOnlyMany":
            yield Hit(
                path=(*user.path, "volumes", name, "access"),
                message=f"is read_write, and {name} is ReadOnlyMany",
            )


RULE = Rule(
    id="read-only-volume-written",
    severity="warning",
    title="a workload that wants to write a volume for reading",
    why=(
        "Kubernetes holds nobody to the access mode. With some storage classes the writes fail at"
        " run time, with others they succeed on several nodes at once, and each sees other files."
    ),
    ways_out=(
        "set access to read_only where the workload uses it",
        "set access_mode of the volume to ReadWriteMany",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/storage/persistent-volumes/",
)
