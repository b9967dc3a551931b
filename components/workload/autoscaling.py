"""Who decides how many pods a workload has, and how large they are."""

from typing import Final

import pulumi
import pulumi_kubernetes as k8s

from components.metadata import metadata
from components.workload.base import WorkloadBase
from components.workload.scaling import HpaScalingSpec
from components.workload.scaling_manifests import autoscaler
from components.workload.scheduled_manifests import KEDA_KIND, KEDA_VERSION, scaled_object
from components.workload.vertical_manifests import VPA_KIND, VPA_VERSION, vertical_autoscaler
from components.workload.wires import Wires

_LEAVES_FOR_KEDA: Final = {"validations.keda.sh/hpa-ownership": "false"}
"""KEDA refuses a second scaler; this one is still there when its workload gets a schedule."""


def autoscale(
    spec: WorkloadBase,
    wires: Wires,
    parent: pulumi.Resource,
    deployment: pulumi.Resource,
    name: str,
) -> None:
    """Make the autoscalers of the Deployment called `name`; at most one counts its pods."""
    own = wires.shape.name
    about = metadata(own, wires.namespace, wires.labels)
    # Controllers of add-ons hold finalizers: they have to be there until these objects are gone.
    served = pulumi.ResourceOptions(parent=parent, depends_on=[deployment, *wires.after_addons])
    if spec.schedule:
        k8s.apiextensions.CustomResource(
            own,
            api_version=KEDA_VERSION,
            kind=KEDA_KIND,
            metadata=about,
            spec=scaled_object(own, name, spec),
            opts=served,
        )
    elif isinstance(spec.scaling, HpaScalingSpec):
        k8s.autoscaling.v2.HorizontalPodAutoscaler(
            own,
            metadata=metadata(own, wires.namespace, wires.labels, _LEAVES_FOR_KEDA),
            spec=autoscaler(name, spec.scaling),
            opts=pulumi.ResourceOptions(parent=parent),
        )
    if spec.vpa is not None:
        k8s.apiextensions.CustomResource(
            own,
            api_version=VPA_VERSION,
            kind=VPA_KIND,
            metadata=about,
            spec=vertical_autoscaler(name, own, spec.vpa),
            opts=served,
        )
