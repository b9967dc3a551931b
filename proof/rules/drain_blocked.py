"""Disruption budgets that no drain gets past."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.running.items():
        if workload.disruption is not None and workload.disruption.max_unavailable == 0:
            yield Hit(
                path=("workloads", name, "disruption", "max_unavailable"),
                message="is 0: no pod of it may ever be evicted",
            )


RULE = Rule(
    id="drain-blocked",
    severity="error",
    title="a disruption budget that blocks every drain",
    why=(
        "A node with such a pod cannot be drained: upgrades of the node pool hang until they time"
        " out, and the node autoscaler never removes the node."
    ),
    ways_out=(
        "set disruption.max_unavailable to 1 or more",
        "for a lone pod leave disruption out, and run two if it must never be away",
    ),
    find=_find,
    source="https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
)
