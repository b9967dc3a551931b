"""Data that one process owns, and several that write it."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule
from proof.volumes import Use, crowd, holds, uses
from stacks.reading.explain import listed


def _find(plan: Plan) -> Iterator[Hit]:
    for volume, users in uses(plan).items():
        for owner in (user for user in users if user.owns):
            several = crowd(owner.spec)
            if several is not None:
                field, said = several
                message = f"{said}, and writers of {_place(owner, volume)} is one"
                yield Hit(path=(*owner.path, *field), message=message)
            others = [user.workload for user in users if _writes_too(user, owner)]
            if others:
                yield Hit(
                    path=(*owner.path, "volumes", volume, "writers"),
                    message=f"is one, and {listed(others, 'and')} may write the same folder",
                )


def _writes_too(user: Use, owner: Use) -> bool:
    """Say whether another workload may write what the owner writes at the top of its folder."""
    return user is not owner and user.writes and holds(user.use.folder, owner.use.folder)


def _place(owner: Use, volume: str) -> str:
    return f"{volume} at {owner.use.path}"


RULE = Rule(
    id="single-writer-scaled",
    severity="error",
    title="several pods that write what only one may write",
    why=(
        "A process that believes to be alone keeps part of its data in memory and writes without"
        " asking. A second one overwrites that, or finds the file locked and fails; on a network"
        " file system the file is damaged, and nobody notices until it is read. ReadWriteMany lets"
        " many pods mount, and it keeps none from writing."
    ),
    ways_out=(
        "keep the data in a database that takes many clients: databases, and set writers to many",
        "run one pod: scaling: {kind: fixed, replicas: 1}, parallelism 1, overlap Forbid",
        "give the other workloads a folder of their own, or access read_only",
    ),
    find=_find,
    source="https://www.sqlite.org/whentouse.html",
)
