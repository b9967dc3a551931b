"""A promised availability and no room to lose a node."""

from collections.abc import Iterator

from proof.fit.stack import PLACED
from proof.fit.words import WHEN, counted, pool_place, said
from proof.plan import Plan
from proof.promises import promised
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    fits, promise = plan.fit, promised(plan)
    if fits is None or promise is None or fits.expected.answer not in PLACED:
        return
    for pool in plan.stack.cluster.node_pools:
        nodes = fits.nodes_of(pool)
        # A lone node is what one-node-behind-slo is about.
        if nodes > 1:
            left = fits.without_a_node(pool)
            if left.answer not in PLACED:
                why = said(left.obstacle) if left.obstacle else "no place for all pods was found"
                yield Hit(
                    path=pool_place((pool,), plan.stack),
                    message=(
                        f"is {counted(nodes, 'node')}; with one away {why}, {WHEN['expected']};"
                        f" {promise}"
                    ),
                )


RULE = Rule(
    id="no-room-for-a-node-down",
    severity="warning",
    title="a promised availability and no room for the pods of a lost node",
    why=(
        "When a node fails, or is drained for a new version, its pods have to stand on the others;"
        " where these are full, they wait until another node is there, which takes minutes."
    ),
    ways_out=(
        "give the pool a node more: cluster.node_pools",
        "lower what the pods request: resources.requests",
    ),
    find=_find,
)
