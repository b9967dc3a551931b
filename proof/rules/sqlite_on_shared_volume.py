"""SQLite files that several pods open."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from components.volume.spec import ClaimVolumeSpec
from components.workload.pods import ClaimVolume, Mount
from proof.plan import Plan
from proof.rule import Hit, Rule
from proof.sqlite import sqlite_files
from proof.volumes import Use, crowd, holds, uses
from stacks.reading.explain import listed


def _find(plan: Plan) -> Iterator[Hit]:
    everywhere = uses(plan)
    for name in plan.stack.workloads:
        for file, setting in sqlite_files(_settings(plan, name)).items():
            volume = _volume_of(plan, name, file)
            if volume is None:
                continue
            users = everywhere[volume]
            (own,) = (user for user in users if user.workload == name)
            reasons = list(_reasons(plan, volume, own, file, users)) if own.writes else []
            if reasons:
                yield Hit(
                    path=("workloads", name, "volumes", volume),
                    message=f"{setting} is the SQLite file {file} in it: {'; '.join(reasons)}",
                )


def _settings(plan: Plan, workload: str) -> Mapping[str, str]:
    spec = plan.stack.workloads[workload]
    given = {k: v for config in spec.configs for k, v in plan.stack.configs[config].values.items()}
    return {**given, **spec.env}


def _volume_of(plan: Plan, workload: str, file: PurePosixPath) -> str | None:
    """Return the volume of the stack in which a path of the workload's containers lies, if any."""
    shape = plan.shapes[f"workload.{workload}"]
    claimed = {v.name: v.claim for v in shape.volumes if isinstance(v, ClaimVolume)}
    over = [mount for mount in shape.mounts if file.is_relative_to(mount.path)]
    return claimed.get(max(over, key=_depth).volume) if over else None


def _depth(mount: Mount) -> int:
    return len(PurePosixPath(mount.path).parts)


def _reasons(
    plan: Plan, volume: str, own: Use, file: PurePosixPath, users: tuple[Use, ...]
) -> Iterator[str]:
    spec = plan.stack.volumes[volume]
    if isinstance(spec, ClaimVolumeSpec) and spec.access_mode == "ReadWriteMany":
        yield f"{volume} is ReadWriteMany, which is a network file system"
    several = crowd(own.spec)
    if several is not None:
        field, said = several
        yield f"{'.'.join(map(str, field))} {said}"
    inside = str(PurePosixPath(own.use.folder or "") / file.relative_to(own.use.path))
    others = [user.workload for user in users if user != own and holds(user.use.folder, inside)]
    if others:
        yield f"{listed(others, 'and')} {'reach' if len(others) > 1 else 'reaches'} it too"


RULE = Rule(
    id="sqlite-on-shared-volume",
    severity="error",
    title="an SQLite file in a volume that several pods reach",
    why=(
        "SQLite keeps processes apart with locks of the file system. Network file systems keep"
        " these badly or not at all, and then the file is damaged. Where they work, one process"
        " writes and all others wait or fail with: database is locked."
    ),
    ways_out=(
        "use Postgres: databases, and DATABASE_NAME_URL, which calls gives the pods",
        "run one pod with rollout recreate, and say writers: one",
        "mount a folder of the volume in the other workloads, in which the file is not: folder",
        "keep the file in a volume of its own, ReadWriteOnce",
    ),
    find=_find,
    source="https://www.sqlite.org/whentouse.html",
)
