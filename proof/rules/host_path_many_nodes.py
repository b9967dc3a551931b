"""Folders of the node, where there are several nodes."""

from collections.abc import Iterator

from components.volume.spec import HostPathVolumeSpec
from proof.plan import Plan
from proof.rule import Hit, Rule
from proof.volumes import nodes_for, uses


def _find(plan: Plan) -> Iterator[Hit]:
    for name, users in uses(plan).items():
        nodes = nodes_for(plan, users)
        if isinstance(plan.stack.volumes[name], HostPathVolumeSpec) and nodes > 1:
            who = ", ".join(user.workload for user in users)
            yield Hit(
                path=("volumes", name, "kind"),
                message=f"is host_path, and the pods of {who} may stand on {nodes} nodes",
            )


RULE = Rule(
    id="host-path-many-nodes",
    severity="error",
    title="a folder of the node as a volume, on several nodes",
    why=(
        "Each node has a folder of its own at that path. A pod that is started on another node"
        " finds it empty, and pods that are meant to share files share none; nothing fails, the"
        " data is just not there."
    ),
    ways_out=(
        "let all its users stand on one node: node_pool, a pool with one node",
        "use kind: claim with a storage class that reaches all nodes",
        "use a database",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/storage/volumes/",
)
