"""A mode of vertical autoscaling whose name is on its way out."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.running.items():
        if workload.vpa is not None and workload.vpa.mode == "Auto":
            yield Hit(
                path=("workloads", name, "vpa", "mode"),
                message="is Auto, a deprecated name of Recreate",
            )


RULE = Rule(
    id="vpa-mode-auto-deprecated",
    severity="warning",
    title="a vertical autoscaler in the deprecated mode Auto",
    why=(
        "Auto means Recreate today: pods are evicted so that new ones get other requests. The name"
        " will be removed from the API, and a version of the autoscaler that no longer knows it"
        " refuses the object."
    ),
    ways_out=(
        "set vpa.mode to Off for recommendations only",
        "set vpa.mode to Recreate or InPlaceOrRecreate, whichever is meant",
    ),
    find=_find,
    source="https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/quickstart.md",
)
