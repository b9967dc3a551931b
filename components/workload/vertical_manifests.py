"""The custom resource of vertical autoscaling, as its definition spells it; pure."""

from collections.abc import Sequence
from typing import Final, NotRequired, TypedDict

from components.workload.vertical import Resource, VpaSpec

VPA_VERSION: Final = "autoscaling.k8s.io/v1"
VPA_KIND: Final = "VerticalPodAutoscaler"


class _TargetDict(TypedDict):
    apiVersion: str
    kind: str
    name: str


class _UpdatePolicyDict(TypedDict):
    updateMode: str


class _ContainerPolicyDict(TypedDict):
    containerName: str
    mode: str
    controlledResources: Sequence[Resource]
    minAllowed: NotRequired[dict[str, str]]
    maxAllowed: NotRequired[dict[str, str]]


class _ResourcePolicyDict(TypedDict):
    containerPolicies: Sequence[_ContainerPolicyDict]


class VerticalAutoscalerDict(TypedDict):
    """The spec of a VerticalPodAutoscaler."""

    targetRef: _TargetDict
    updatePolicy: _UpdatePolicyDict
    resourcePolicy: _ResourcePolicyDict


def vertical_autoscaler(deployment: str, container: str, spec: VpaSpec) -> VerticalAutoscalerDict:
    """Return the vertical autoscaler of a Deployment's one container."""
    policy: _ContainerPolicyDict = {
        "containerName": container,
        "mode": spec.containers,
        "controlledResources": list(spec.resources),
    }
    if least := spec.min.named():
        policy["minAllowed"] = least
    if most := spec.max.named():
        policy["maxAllowed"] = most
    return {
        "targetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": deployment},
        "updatePolicy": {"updateMode": spec.mode},
        "resourcePolicy": {"containerPolicies": [policy]},
    }
