"""What must be there before a pod of a workload starts, and the template of that pod."""

from collections.abc import Mapping
from typing import Final

import pulumi
import pulumi_kubernetes as k8s

from components.metadata import metadata
from components.tenancy import policies
from components.workload import manifests
from components.workload.wires import Wires

CONTENT_ANNOTATION: Final = "plinth.dev/content"
"""Changes with the configs and secrets of a pod, so that their new content rolls the pods."""


def ground(wires: Wires, parent: pulumi.Resource) -> list[pulumi.Resource]:
    """Return the account of the workload's pods and the policy of their traffic, made."""
    name = wires.shape.name
    account = k8s.core.v1.ServiceAccount(
        name,
        metadata=metadata(name, wires.namespace, wires.labels, wires.account_annotations),
        automount_service_account_token=False,
        opts=pulumi.ResourceOptions(parent=parent),
    )
    return [account, policy(wires, parent)]


def policy(wires: Wires, parent: pulumi.Resource) -> pulumi.Resource:
    """Return the policy of the traffic of the shape's pods, made."""
    name, traffic = wires.shape.name, wires.traffic
    return k8s.networking.v1.NetworkPolicy(
        name,
        metadata=metadata(name, wires.namespace, wires.labels, policies.notes(traffic)),
        spec=policies.allow(wires.shape.selector, tuple(wires.shape.ports.values()), traffic),
        opts=pulumi.ResourceOptions(parent=parent),
    )


def template(wires: Wires) -> k8s.core.v1.PodTemplateSpecArgsDict:
    """Return the template of the workload's pods; it changes with what they read."""
    annotations: Mapping[str, pulumi.Input[str]] = {CONTENT_ANNOTATION: wires.content}
    return manifests.pod_template(wires.shape, wires.labels, annotations)
