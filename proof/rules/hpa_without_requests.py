"""Autoscalers that have nothing of the workload's own to measure against."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule
from proof.targets import Target, utilisation_targets


def _find(plan: Plan) -> Iterator[Hit]:
    for target in utilisation_targets(plan):
        if target.request is None or target.request.value == 0:
            yield Hit(
                path=("workloads", target.workload, "resources", "requests", target.resource),
                message=f"{_state(target)}, and scaling aims at {target.percent} % of it",
            )


def _state(target: Target) -> str:
    if target.request is not None:
        return "is 0"
    if target.limit is None:
        return "is missing"
    return f"is missing (Kubernetes takes the limit, {target.limit})"


RULE = Rule(
    id="hpa-without-requests",
    severity="error",
    title="a utilisation target for a resource that is not requested",
    why=(
        "The autoscaler divides use by the request. Where none is written it divides by somebody"
        " else's number, the limit or the container_defaults of the namespace, and the percentage"
        " means something else than it says. Where there is no number at all it reports an error"
        " and never changes the number of pods, whatever the load is."
    ),
    ways_out=("set resources.requests", "take the target out of scaling.targets"),
    find=_find,
    source="https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/",
)
