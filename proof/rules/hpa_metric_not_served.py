"""Metrics that autoscalers aim at and nothing tells them."""

from collections.abc import Iterator

from components.cluster.spec import KwokSpec
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    if not isinstance(plan.stack.cluster, KwokSpec):
        return
    for name, scaling in plan.autoscaled.items():
        for metric in scaling.targets.metrics:
            yield Hit(
                path=("workloads", name, "scaling", "targets", "metrics", metric),
                message="nothing on the embedded cluster serves it",
            )


RULE = Rule(
    id="hpa-metric-not-served",
    severity="warning",
    title="an autoscaler that waits for a metric which nothing serves",
    why=(
        "The autoscaler asks the cluster for the metric. While nothing answers it cannot judge:"
        " alone it never changes the number of pods, and beside other targets it adds pods and"
        " takes none away. On the embedded cluster pods are simulated and tell no metrics."
    ),
    ways_out=(
        "use a cluster that serves it: cluster.distribution: existing",
        "set the metric to null below scaling.targets.metrics in this stack's file",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/",
)
