"""Kubernetes' form of autoscaling, compared as plain data."""

from decimal import Decimal

from components.spec import Quantity
from components.workload.scaling import (
    ExternalMetricSpec,
    FixedScalingSpec,
    HpaBehaviorSpec,
    HpaScalingSpec,
    HpaTargetsSpec,
    PodsMetricSpec,
    ScalingPolicySpec,
    ScalingRulesSpec,
    least_replicas,
    most_replicas,
)
from components.workload.scaling_manifests import autoscaler, behavior

PLAIN = HpaScalingSpec(kind="hpa", min=2, max=10, targets=HpaTargetsSpec(cpu_percent=70))


def test_an_autoscaler_has_bounds_and_a_target() -> None:
    assert autoscaler("web", PLAIN) == {
        "scale_target_ref": {"api_version": "apps/v1", "kind": "Deployment", "name": "web"},
        "min_replicas": 2,
        "max_replicas": 10,
        "metrics": [_utilization("cpu", 70)],
    }


def _utilization(name: str, percent: int) -> dict[str, object]:
    target = {"type": "Utilization", "average_utilization": percent}
    return {"type": "Resource", "resource": {"name": name, "target": target}}


def test_memory_can_be_a_target_beside_cpu() -> None:
    targets = HpaTargetsSpec(cpu_percent=70, memory_percent=80)
    made = autoscaler("web", PLAIN.model_copy(update={"targets": targets}))
    assert made.get("metrics") == [_utilization("cpu", 70), _utilization("memory", 80)]


def test_metrics_of_the_workloads_own_and_from_outside_are_targets_too() -> None:
    requests = PodsMetricSpec(kind="pods", average=Quantity("100"))
    queue = ExternalMetricSpec(kind="external", average=Quantity("30"), selector={"queue": "mail"})
    targets = HpaTargetsSpec(metrics={"http_requests": requests, "queue_length": queue})
    made = autoscaler("web", PLAIN.model_copy(update={"targets": targets}))
    assert made.get("metrics") == [
        {
            "type": "Pods",
            "pods": {
                "metric": {"name": "http_requests"},
                "target": {"type": "AverageValue", "average_value": "100"},
            },
        },
        {
            "type": "External",
            "external": {
                "metric": {
                    "name": "queue_length",
                    "selector": {"match_labels": {"queue": "mail"}},
                },
                "target": {"type": "AverageValue", "average_value": "30"},
            },
        },
    ]


def test_each_direction_has_a_tolerance_of_its_own() -> None:
    both = HpaBehaviorSpec(
        scale_up=ScalingRulesSpec(tolerance=Decimal(0)),
        scale_down=ScalingRulesSpec(tolerance=Decimal("0.286")),
    )
    assert behavior(both) == {
        "scale_up": {"select_policy": "Max", "tolerance": "0"},
        "scale_down": {"select_policy": "Max", "tolerance": "0.286"},
    }


def test_pace_and_patience_are_written_for_the_directions_that_have_any() -> None:
    up = ScalingRulesSpec(
        policies=(
            ScalingPolicySpec(kind="pods", value=4, period_seconds=15),
            ScalingPolicySpec(kind="percent", value=100, period_seconds=30),
        ),
        select="Min",
    )
    down = ScalingRulesSpec(stabilization_seconds=0)
    both = HpaBehaviorSpec(scale_up=up, scale_down=down)
    assert autoscaler("web", PLAIN.model_copy(update={"behavior": both})).get("behavior") == {
        "scale_up": {
            "select_policy": "Min",
            "policies": [
                {"type": "Pods", "value": 4, "period_seconds": 15},
                {"type": "Percent", "value": 100, "period_seconds": 30},
            ],
        },
        "scale_down": {"select_policy": "Max", "stabilization_window_seconds": 0},
    }
    one = HpaBehaviorSpec(scale_up=up)
    made = autoscaler("web", PLAIN.model_copy(update={"behavior": one}))
    written = made.get("behavior")
    assert isinstance(written, dict)
    assert set(written) == {"scale_up"}


def test_how_many_pods_there_are_at_least_and_at_most() -> None:
    fixed = FixedScalingSpec(kind="fixed", replicas=3)
    assert (least_replicas(fixed), most_replicas(fixed)) == (3, 3)
    assert (least_replicas(PLAIN), most_replicas(PLAIN)) == (2, 10)
