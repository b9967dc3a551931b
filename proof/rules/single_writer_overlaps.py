"""Data that one process owns, and a new version that writes it before the old one is gone."""

from collections.abc import Iterator

from components.workload.base import WorkloadBase
from components.workload.scaling import RollingUpdateSpec
from proof.counts import extra_in_rollout
from proof.plan import Plan
from proof.rule import Hit, Rule
from proof.volumes import all_uses


def _find(plan: Plan) -> Iterator[Hit]:
    for volume, user in all_uses(plan):
        if not user.owns or not isinstance(user.spec, WorkloadBase):
            continue
        owned = f"and writers of {volume} at {user.use.path} is one"
        overlap = _overlap(user.spec)
        if overlap is not None:
            yield Hit(path=(*user.path, "rollout", "kind"), message=f"{overlap}, {owned}")
        if user.spec.migration is not None:
            message = f"runs beside the pods of the old version, {owned}"
            yield Hit(path=(*user.path, "migration"), message=message)


def _overlap(workload: WorkloadBase) -> str | None:
    pods, rollout = workload.most_pods(), workload.rollout
    if pods == 0 or not isinstance(rollout, RollingUpdateSpec):
        return None
    if extra_in_rollout(rollout, pods) > 0:
        return "is rolling_update: the new pod starts beside the old one"
    return "is rolling_update: the new pod starts while the old one still stops"


RULE = Rule(
    id="single-writer-overlaps",
    severity="error",
    title="a rollout in which two pods write what only one may write",
    why=(
        "For as long as the new version takes to get ready there are two processes that both"
        " believe to be alone. Each rollout, and that is each changed setting and each rotated"
        " secret too, can damage the data or fail at its lock."
    ),
    ways_out=(
        "set rollout: {kind: recreate}, which waits until the old pod is gone",
        "migrate at the program's own start in place of migration, before it serves",
        "keep the data in a database that takes many clients: databases, and set writers to many",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/workloads/controllers/deployment/",
)
