"""The custom resource of vertical autoscaling, compared as plain data."""

from components.spec import Quantity
from components.workload.resources import AmountsSpec
from components.workload.vertical import VpaSpec
from components.workload.vertical_manifests import vertical_autoscaler


def test_nothing_said_means_recommendations_for_cpu_and_memory() -> None:
    assert vertical_autoscaler("web-deployment", "web", VpaSpec()) == {
        "targetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web-deployment"},
        "updatePolicy": {"updateMode": "Off"},
        "resourcePolicy": {
            "containerPolicies": [
                {
                    "containerName": "web",
                    "mode": "Auto",
                    "controlledResources": ["cpu", "memory"],
                }
            ]
        },
    }


def test_every_field_reaches_the_policy_of_the_container() -> None:
    spec = VpaSpec(
        mode="InPlaceOrRecreate",
        containers="Off",
        resources=("memory",),
        min=AmountsSpec(memory=Quantity("64Mi")),
        max=AmountsSpec(cpu=Quantity("2"), memory=Quantity("1Gi")),
    )
    made = vertical_autoscaler("web", "web", spec)
    assert made["updatePolicy"] == {"updateMode": "InPlaceOrRecreate"}
    assert made["resourcePolicy"] == {
        "containerPolicies": [
            {
                "containerName": "web",
                "mode": "Off",
                "controlledResources": ["memory"],
                "minAllowed": {"memory": "64Mi"},
                "maxAllowed": {"cpu": "2", "memory": "1Gi"},
            }
        ]
    }
