"""The custom resource that keeps a schedule, compared as plain data."""

from decimal import Decimal

from components.workload.resources import ResourcesSpec
from components.workload.scaling import (
    FixedScalingSpec,
    HpaBehaviorSpec,
    HpaScalingSpec,
    HpaTargetsSpec,
    ScalingPolicySpec,
    ScalingRulesSpec,
    ScalingSpec,
)
from components.workload.schedule import ScheduleSpec, autoscaler_name
from components.workload.scheduled_manifests import scaled_object
from components.workload.spec import WorkerSpec

OFFICE = ScheduleSpec(start="0 8 * * 1-5", end="0 20 * * 1-5", time_zone="Europe/Berlin", min=6)
SUNDAY = ScheduleSpec(start="0 0 * * 0", end="0 0 * * 1", min=2)
OFFICE_TRIGGER = {
    "type": "cron",
    "name": "office",
    "metadata": {
        "timezone": "Europe/Berlin",
        "start": "0 8 * * 1-5",
        "end": "0 20 * * 1-5",
        "desiredReplicas": "6",
    },
}


def worker(scaling: ScalingSpec, **schedule: ScheduleSpec) -> WorkerSpec:
    return WorkerSpec(
        kind="worker", image="a", resources=ResourcesSpec(), scaling=scaling, schedule=schedule
    )


def test_a_fixed_number_of_pods_is_the_least_and_the_highest_floor_the_most() -> None:
    fixed = FixedScalingSpec(kind="fixed", replicas=3)
    assert scaled_object("mail", "mailer", worker(fixed, office=OFFICE)) == {
        "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "mailer"},
        "minReplicaCount": 3,
        "maxReplicaCount": 6,
        "advanced": {
            "horizontalPodAutoscalerConfig": {
                "name": "mail-scheduled",
                "behavior": {"scaleUp": {"selectPolicy": "Max", "tolerance": "0"}},
            }
        },
        "triggers": [OFFICE_TRIGGER],
    }


def test_floors_below_the_fixed_number_lower_nothing() -> None:
    made = scaled_object(
        "w", "w", worker(FixedScalingSpec(kind="fixed", replicas=9), a=OFFICE, b=SUNDAY)
    )
    assert (made["minReplicaCount"], made["maxReplicaCount"]) == (9, 9)
    assert [each.get("name") for each in made["triggers"]] == ["a", "b"]


def test_a_workload_of_no_pods_has_some_in_its_hours_only() -> None:
    made = scaled_object("w", "w", worker(FixedScalingSpec(kind="fixed", replicas=0), a=SUNDAY))
    assert (made["minReplicaCount"], made["maxReplicaCount"]) == (0, 2)


def test_targets_and_behaviour_of_an_autoscaler_stand_beside_the_floors() -> None:
    behavior = HpaBehaviorSpec(
        scale_up=ScalingRulesSpec(
            stabilization_seconds=30,
            policies=(ScalingPolicySpec(kind="pods", value=4, period_seconds=15),),
            tolerance=Decimal("0.05"),
        ),
        scale_down=ScalingRulesSpec(select="Disabled"),
    )
    scaling = HpaScalingSpec(
        kind="hpa",
        min=2,
        max=10,
        targets=HpaTargetsSpec(cpu_percent=70, memory_percent=80),
        behavior=behavior,
    )
    made = scaled_object("w", "w", worker(scaling, office=OFFICE))
    assert (made["minReplicaCount"], made["maxReplicaCount"]) == (2, 10)
    assert made["advanced"] == {
        "horizontalPodAutoscalerConfig": {
            "name": "w-scheduled",
            "behavior": {
                "scaleUp": {
                    "selectPolicy": "Max",
                    "stabilizationWindowSeconds": 30,
                    "tolerance": "0.05",
                    "policies": [{"type": "Pods", "value": 4, "periodSeconds": 15}],
                },
                "scaleDown": {"selectPolicy": "Disabled"},
            },
        }
    }
    assert made["triggers"] == [
        OFFICE_TRIGGER,
        {"type": "cpu", "metricType": "Utilization", "metadata": {"value": "70"}},
        {"type": "memory", "metricType": "Utilization", "metadata": {"value": "80"}},
    ]


def test_an_autoscaler_without_behaviour_follows_kubernetes() -> None:
    scaling = HpaScalingSpec(kind="hpa", min=2, max=10, targets=HpaTargetsSpec(cpu_percent=70))
    made = scaled_object("w", "w", worker(scaling, office=OFFICE))
    assert made["advanced"] == {"horizontalPodAutoscalerConfig": {"name": "w-scheduled"}}


def test_kedas_autoscaler_is_never_called_like_plinths_and_fits_a_label() -> None:
    longest = "w" * 63
    assert autoscaler_name("w") == "w-scheduled"
    assert autoscaler_name(longest) != longest
    assert len(autoscaler_name(longest)) <= 63
