"""Disruption budgets that protect nothing."""

from collections.abc import Iterator

from proof.counts import fewest
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.running.items():
        field, pods = fewest(workload.scaling)
        budget = workload.disruption
        if budget is not None and 1 < pods <= budget.max_unavailable:
            yield Hit(
                path=("workloads", name, "disruption", "max_unavailable"),
                message=f"is {budget.max_unavailable}, and scaling.{field} is {pods}",
            )


RULE = Rule(
    id="disruption-takes-all",
    severity="warning",
    title="a disruption budget that lets a drain take every pod at once",
    why=(
        "The budget is there so that an upgrade of the nodes leaves some pods at work. This one"
        " lets all of them go at the same time, and several pods are as good as one."
    ),
    ways_out=(
        "set disruption.max_unavailable to 1",
        "leave disruption out: one pod at a time is the default",
    ),
    find=_find,
    source="https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
)
