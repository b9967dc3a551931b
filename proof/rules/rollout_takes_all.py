"""Rollouts during which nobody answers."""

from collections.abc import Iterator

from components.workload.scaling import RollingUpdateSpec
from proof.counts import fewest, missing_in_rollout
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, web in plan.webs.items():
        if not isinstance(web.rollout, RollingUpdateSpec):
            continue
        field, pods = fewest(web.scaling)
        if 0 < pods <= missing_in_rollout(web.rollout, pods):
            yield Hit(
                path=("workloads", name, "rollout", "max_unavailable"),
                message=f"is {web.rollout.max_unavailable}, and scaling.{field} is {pods}",
            )


RULE = Rule(
    id="rollout-takes-all",
    severity="warning",
    title="a rolling update that may take every pod away at once",
    why=(
        "Kubernetes may stop that many old pods before the first new one is ready, and that is all"
        " of them: each new version is an outage as long as a start takes, and a version that never"
        " gets ready is an outage without an end."
    ),
    ways_out=(
        "set rollout.max_unavailable to 0 and rollout.max_surge to 1",
        "run more pods: scaling.replicas or scaling.min",
        "say so plainly with rollout: {kind: recreate}, if two versions must never run at once",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/workloads/controllers/deployment/",
)
