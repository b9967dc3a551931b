"""Files that the one writes and the other may not touch."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule
from proof.volumes import uses


def _find(plan: Plan) -> Iterator[Hit]:
    for name, users in uses(plan).items():
        if not any(user.writes for user in users):
            continue
        groups = {user.workload: plan.shapes[f"workload.{user.workload}"].group for user in users}
        for workload, group in groups.items():
            first = next(iter(groups))
            if group != groups[first]:
                yield Hit(
                    path=("workloads", workload, "group"),
                    message=f"is {group}, and {first}, with which it shares {name}, has"
                    f" {groups[first]}",
                )


RULE = Rule(
    id="volume-groups-differ",
    severity="warning",
    title="workloads of different groups that share a volume",
    why=(
        "What makes a volume writable for a pod is its group. Files of the one group are closed to"
        " the other, or each start of a pod hands all files to its own group, which takes minutes"
        " on a large volume and shuts the others out."
    ),
    ways_out=(
        "give all of them the same number in group",
        "leave group and user out: the defaults are the same everywhere",
    ),
    find=_find,
    source="https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
)
