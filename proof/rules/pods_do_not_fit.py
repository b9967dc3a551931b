"""Pods for which there are not enough nodes."""

from collections.abc import Iterator

from proof.fit.bounds import Obstacle
from proof.fit.words import WHEN, place, said
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    fits = plan.fit
    for moment, fit in fits.moments() if fits is not None else ():
        if moment == "max":
            return
        if fit.answer == "does_not_fit" and fit.obstacle is not None:
            if not _told_elsewhere(fit.obstacle):
                message = f"{said(fit.obstacle)}, {WHEN[moment]}"
                yield Hit(path=place(fit.obstacle, plan.stack), message=message)
            return


def _told_elsewhere(found: Obstacle) -> bool:
    """Say whether spread-required-cannot-hold tells of it, which knows of rollouts as well."""
    return found.cause == "spread" and found.limit == "node"


RULE = Rule(
    id="pods-do-not-fit",
    severity="error",
    title="a plan whose pods do not fit on its nodes",
    why=(
        "However they are placed, some pod finds no node with enough room, waits without an end,"
        " and up waits for it. What counts is what pods request, not what they use, and what a node"
        " has left for pods, which is less than its machine has."
    ),
    ways_out=(
        "give the pool more nodes or larger ones: cluster.node_pools",
        "lower what the pods request: resources.requests",
        "have fewer pods: scaling",
    ),
    find=_find,
    source="https://kubernetes.io/docs/tasks/administer-cluster/reserve-compute-resources/",
)
