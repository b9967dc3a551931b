"""New pods that wait for a volume which the old one keeps."""

from collections.abc import Iterator

from components.workload.base import WorkloadBase
from components.workload.scaling import RollingUpdateSpec
from proof.counts import missing_in_rollout
from proof.plan import Plan
from proof.rule import Hit, Rule
from proof.volumes import Use, all_uses, claims, nodes_for


def _find(plan: Plan) -> Iterator[Hit]:
    volumes = claims(plan)
    for name, user in all_uses(plan):
        if name not in volumes or not isinstance(user.spec, WorkloadBase):
            continue
        mode = volumes[name].access_mode
        alone = mode == "ReadWriteOncePod" or (
            mode == "ReadWriteOnce" and nodes_for(plan, (user,)) > 1
        )
        if alone and user.spec.most_pods() == 1:
            yield from _waiting(user, user.spec, f"the old pod keeps {name} ({mode})")


def _waiting(user: Use, workload: WorkloadBase, kept: str) -> Iterator[Hit]:
    rollout = workload.rollout
    if isinstance(rollout, RollingUpdateSpec) and missing_in_rollout(rollout, 1) == 0:
        message = f"is rolling_update: {kept} until the new one is ready"
        yield Hit(path=(*user.path, "rollout", "kind"), message=message)
    if workload.migration is not None:
        message = f"needs a pod of its own, and {kept} until it is done"
        yield Hit(path=(*user.path, "migration"), message=message)


RULE = Rule(
    id="rollout-waits-for-volume",
    severity="error",
    title="a rollout whose new pod needs the volume of the old one",
    why=(
        "The old pod goes when the new one is ready, and the new one gets ready when the old one"
        " has let go of the volume. If the new pod lands on another node, and with ReadWriteOncePod"
        " always, neither happens: the rollout stands still until somebody deletes the old pod."
    ),
    ways_out=(
        "set rollout: {kind: recreate}",
        "set rollout.max_unavailable to 1 and rollout.max_surge to 0",
        "set access_mode to ReadWriteMany, with a storage_class that offers it",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/storage/persistent-volumes/",
)
