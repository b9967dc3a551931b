"""Pods of which nobody can say whether they fit."""

from collections.abc import Iterator

from proof.fit.judge import Fit
from proof.fit.words import WHEN, named, place, pool_place, said
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    fits = plan.fit
    for moment, fit in fits.moments() if fits is not None else ():
        if fit.answer == "not_proven":
            path = place(fit.obstacle, plan.stack) if fit.obstacle else pool_place((), plan.stack)
            yield Hit(path=path, message=f"{_reason(fit)}, {WHEN[moment]}")
            return


def _reason(fit: Fit) -> str:
    if fit.obstacle is not None:
        return f"only if each figure that is not certain turns out well: {said(fit.obstacle)}"
    return (
        f"{named(fit.unproven)} may find no place, the search found none for all pods at once, and"
        " no bound says that there is none"
    )


RULE = Rule(
    id="fit-not-proven",
    severity="error",
    title="pods of which it is not proven that they fit",
    why=(
        "Either the plan is so tight that only the scheduler itself will tell, or it rests on"
        " figures that nobody is sure of: what a virtual machine loses, what a chart asks for."
    ),
    ways_out=(
        "give the pool a node more: cluster.node_pools",
        "say what an add-on's pods get: addons.NAME.resources",
        "lower what the pods request: resources.requests",
    ),
    find=_find,
)
