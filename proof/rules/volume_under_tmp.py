"""Data to be kept, in folders that are emptied."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from components.volume.spec import HostPathVolumeSpec
from proof.plan import Plan
from proof.rule import Hit, Rule

_EMPTIED: Final = ("/tmp", "/var/tmp", "/run", "/var/run", "/dev/shm")


def _find(plan: Plan) -> Iterator[Hit]:
    for name, volume in plan.stack.volumes.items():
        # Delete says that nothing of it is to be kept, and works below /tmp only.
        if not isinstance(volume, HostPathVolumeSpec) or volume.reclaim == "Delete":
            continue
        path = PurePosixPath(volume.path)
        for emptied in _EMPTIED:
            if path.is_relative_to(emptied):
                yield Hit(
                    path=("volumes", name, "path"),
                    message=f"is {volume.path}: the node empties {emptied}, and reclaim is Retain",
                )


RULE = Rule(
    id="volume-under-tmp",
    severity="error",
    title="a volume to be kept, in a folder that the node empties",
    why=(
        "What lies there goes with the node's next start, or after some days without use, while"
        " its pods run. Retain keeps Kubernetes from deleting the folder, and nobody else."
    ),
    ways_out=(
        "set path to a folder that stays, such as /var/lib/NAME",
        "use a volume of kind claim, or a database",
    ),
    find=_find,
    source="https://refspecs.linuxfoundation.org/FHS_3.0/fhs/index.html",
)
