"""Shared volumes of a storage class that most probably cannot share."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule
from proof.volumes import claims


def _find(plan: Plan) -> Iterator[Hit]:
    for name, volume in claims(plan).items():
        if volume.storage_class is None and volume.access_mode in ("ReadWriteMany", "ReadOnlyMany"):
            yield Hit(
                path=("volumes", name, "storage_class"),
                message=f"is missing, and access_mode is {volume.access_mode}",
            )


RULE = Rule(
    id="shared-volume-default-class",
    severity="warning",
    title="a volume for many nodes from the default storage class",
    why=(
        "The default class of most clusters makes disks, which one node can attach at a time."
        " Such a class does not answer the claim at all: it stays pending, and all pods that use it"
        " with it. Files for many nodes come from NFS, CephFS and the like."
    ),
    ways_out=(
        "name a class that offers the mode in storage_class",
        "set access_mode to ReadWriteOnce, if one node is enough",
        "accept it, if the default class of this cluster shares files",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/storage/persistent-volumes/",
)
