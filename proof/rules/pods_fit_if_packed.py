"""Pods that fit if the scheduler happens to place them well."""

from collections.abc import Iterator

from proof.fit.words import WHEN, named, pool_place
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    fits = plan.fit
    for moment, fit in fits.moments() if fits is not None else ():
        if fit.answer == "fits_if_packed":
            full = [use for use in fit.pools if use.nodes]
            tightest = max(full, key=lambda use: max(use.shares), default=None)
            pools = (tightest.pool,) if tightest is not None else ()
            message = (
                f"a place for every pod exists, and in another order {named(fit.unproven)} may find"
                f" none, {WHEN[moment]}"
            )
            yield Hit(path=pool_place(pools, plan.stack), message=message)
            return


RULE = Rule(
    id="pods-fit-if-packed",
    severity="warning",
    title="pods that fit only if they are placed well",
    why=(
        "The scheduler places one pod after the other and never moves one to make room. After a"
        " failure or a rollout they come in another order, small ones take what a large one needs,"
        " and it waits although all of it would fit."
    ),
    ways_out=(
        "give the pool a node more: cluster.node_pools",
        "give large pods a pool of their own: node_pool",
        "let required spreading be a wish: spread.nodes and spread.zones to prefer",
    ),
    find=_find,
)
