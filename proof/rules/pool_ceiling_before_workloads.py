"""Workloads that may scale further than their nodes."""

from collections.abc import Iterator

from proof.fit.words import WHEN, place, said
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    fits = plan.fit
    if fits is None or "does_not_fit" in (fits.expected.answer, fits.rollout.answer):
        return
    found = fits.max.obstacle
    if fits.max.answer == "does_not_fit" and found is not None:
        message = f"{said(found)}, {WHEN['max']}"
        yield Hit(path=place(found, plan.stack), message=message)


RULE = Rule(
    id="pool-ceiling-before-workloads",
    severity="error",
    title="workloads that may scale further than there are nodes",
    why=(
        "Before the autoscalers come to their most pods, the nodes are full: the pods beyond wait"
        " while the load that called for them is there, and nothing starts another node."
    ),
    ways_out=(
        "let the pool grow that far: cluster.node_pools.NAME.max_nodes",
        "say how far it can scale indeed: scaling.max",
        "lower what the pods request: resources.requests",
    ),
    find=_find,
)
