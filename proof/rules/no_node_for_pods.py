"""Pods that no node takes."""

from collections.abc import Iterator

from proof.fit.pods import Crew
from proof.members import path_of
from proof.plan import Plan
from proof.rule import Hit, Rule
from stacks.file import KeyPath


def _find(plan: Plan) -> Iterator[Hit]:
    for crew in plan.fit.homeless if plan.fit is not None else ():
        kind = crew.pods.name.partition(".")[0]
        # What the cluster itself brings is for no-node-for-system-pods.
        if kind != "system" and crew.at("max") > 0:
            yield Hit(path=_path(crew), message=_reason(plan, crew))


def _path(crew: Crew) -> KeyPath:
    kind, _, name = crew.pods.name.partition(".")
    match kind:
        case "workload":
            return ("workloads", name, "node_pool")
        case "addon":
            return ("addons", name.partition(".")[0])
        case _:
            return path_of(crew.pods.name)


def _reason(plan: Plan, crew: Crew) -> str:
    kind, _, name = crew.pods.name.partition(".")
    pool = plan.stack.workloads[name].node_pool if kind == "workload" else None
    if pool is not None:
        return f"is {pool}, and this pool has no nodes"
    if plan.fit is None or plan.fit.planned.most == 0:
        return "no pool has any nodes"
    if kind == "workload":
        return "is missing, and the taints of all nodes keep its pods off"
    return "the taints of all nodes keep its pods off"


RULE = Rule(
    id="no-node-for-pods",
    severity="error",
    title="pods that no node takes",
    why=(
        "They wait for a node without an end, and up waits for them. A pod tolerates the taints of"
        " the pool that its workload names and no others; stores and add-ons name none."
    ),
    ways_out=(
        "name a pool that has nodes in node_pool",
        "give a pool without taints a node: cluster.node_pools",
    ),
    find=_find,
)
