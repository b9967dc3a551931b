"""Two autoscalers that move each other's ground."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule
from proof.targets import utilisation_targets


def _find(plan: Plan) -> Iterator[Hit]:
    aims = tuple(utilisation_targets(plan))
    for name, workload in plan.running.items():
        vpa = workload.vpa
        if vpa is None or vpa.mode == "Off":
            continue
        both = [
            f"{aim.percent} % of {aim.resource}"
            for aim in aims
            if aim.workload == name and aim.resource in vpa.resources
        ]
        if both:
            later = " as soon as vpa.containers lets it" if vpa.containers == "Off" else ""
            yield Hit(
                path=("workloads", name, "vpa", "mode"),
                message=(
                    f"is {vpa.mode} and changes the requests that scaling aims at{later}:"
                    f" {' and '.join(both)}"
                ),
            )


RULE = Rule(
    id="vpa-and-hpa-same-resource",
    severity="error",
    title="a vertical and a horizontal autoscaler on one resource",
    why=(
        "The horizontal autoscaler aims at a share of the request, and the vertical one changes the"
        " request: use of 70m is 70 % of 100m and 35 % of 200m. Each undoes what the other did, and"
        " the number of pods swings with a load that is steady. Two horizontal autoscalers on one"
        " workload need no rule: scaling is one choice, so they cannot be written."
    ),
    ways_out=(
        "set vpa.mode to Off: its recommendations help to choose resources.requests",
        "leave in vpa.resources only what scaling.targets does not name",
        "let scaling.targets.metrics name a measure of load instead",
    ),
    find=_find,
    source="https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/known-limitations.md",
)
