"""Sizes that nothing keeps to."""

from collections.abc import Iterator

from components.volume.spec import HostPathVolumeSpec
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, volume in plan.stack.volumes.items():
        if isinstance(volume, HostPathVolumeSpec):
            yield Hit(
                path=("volumes", name, "storage"),
                message=f"is {volume.storage}, and nothing ends {volume.path} there",
            )


RULE = Rule(
    id="host-path-size-not-held",
    severity="note",
    title="a folder of the node whose size nothing limits",
    why=(
        "The size is what the claim and the volume say to each other. The folder ends where the"
        " node's disk ends; a full disk makes the node evict pods, others' pods too."
    ),
    ways_out=(
        "give the folder a file system of its own on the node",
        "accept it, and watch how full the disk is",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/storage/volumes/",
)
