"""Volumes that one node may mount, and pods on several."""

from collections.abc import Iterator

from components.volume.spec import AccessMode
from proof.plan import Plan
from proof.rule import Hit, Rule
from proof.volumes import Use, claims, nodes_for, pods_at_once, uses
from stacks.reading.explain import listed


def _find(plan: Plan) -> Iterator[Hit]:
    for name, volume in claims(plan).items():
        users = uses(plan)[name]
        too_far = _too_far(volume.access_mode, nodes_for(plan, users))
        if too_far is not None and sum(pods_at_once(user.spec) for user in users) > 1:
            yield Hit(
                path=("volumes", name, "access_mode"),
                message=f"is {volume.access_mode}, and {_who(users)} {too_far}",
            )


def _too_far(mode: AccessMode, nodes: int) -> str | None:
    """Return what several pods do that the mode does not allow; none if they are within it."""
    if mode == "ReadWriteOncePod":
        return "may run at the same time"
    return f"may stand on {nodes} nodes" if mode == "ReadWriteOnce" and nodes > 1 else None


def _who(users: tuple[Use, ...]) -> str:
    counted = [(pods_at_once(user.spec), user.workload) for user in users]
    return listed([f"{n} pod{'' if n == 1 else 's'} of {name}" for n, name in counted if n], "and")


RULE = Rule(
    id="read-write-once-shared",
    severity="error",
    title="pods that share a volume which they cannot all mount",
    why=(
        "ReadWriteOnce is for the pods of one node, ReadWriteOncePod for one pod. The scheduler"
        " puts pods on other nodes all the same, where the volume cannot be attached: they wait"
        " without an end, and which ones do is chance."
    ),
    ways_out=(
        "set access_mode to ReadWriteMany, with a storage_class that offers it",
        "give each workload a volume of its own, and run one pod of each",
        "let all its users stand on one node: node_pool, a pool with one node",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/storage/persistent-volumes/",
)
