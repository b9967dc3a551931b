"""Autoscalers that have nothing to measure against."""

from collections.abc import Iterator

from components.workload.scaling import HpaScalingSpec
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.running.items():
        if not isinstance(workload.scaling, HpaScalingSpec):
            continue
        targets, requests = workload.scaling.targets, workload.resources.requests
        for resource, target, request in (
            ("cpu", targets.cpu_percent, requests.cpu),
            ("memory", targets.memory_percent, requests.memory),
        ):
            if target is not None and request is None:
                yield Hit(
                    path=("workloads", name, "resources", "requests", resource),
                    message=f"is missing, and scaling aims at {target} % of it",
                )


RULE = Rule(
    id="hpa-without-requests",
    severity="error",
    title="a utilisation target for a resource that is not requested",
    why=(
        "The autoscaler divides use by the request. Without one it reports an error and never"
        " changes the number of pods; the workload stays at its minimum whatever the load is."
    ),
    ways_out=("set resources.requests", "take the target out of scaling.targets"),
    find=_find,
    source="https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/",
)
