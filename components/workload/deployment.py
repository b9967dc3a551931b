"""What every workload that runs as a Deployment consists of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_kubernetes as k8s

from components.cluster.spec import LoadBalancers
from components.metadata import metadata
from components.tenancy import policies
from components.tenancy.traffic import Traffic
from components.workload import manifests
from components.workload.pods import PodShape
from components.workload.scaling import FixedScalingSpec, HpaScalingSpec, least_replicas
from components.workload.scaling_manifests import autoscaler
from components.workload.spec import WorkloadBase

CONTENT_ANNOTATION = "plinth.dev/content"
"""Changes with the configs and secrets of a pod, so that their new content rolls the pods."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wires:
    """What a workload is plugged into."""

    shape: PodShape
    namespace: pulumi.Input[str]
    labels: Mapping[str, str]
    traffic: Traffic
    content: pulumi.Input[str]
    """A digest of the configs and secrets that the pods read."""
    after: Sequence[pulumi.Resource] = ()
    """What must be ready before the first pod starts."""
    ingress_class: str | None = None
    """Class of the cluster's ingress controller; none means its default class."""
    load_balancers: LoadBalancers = "none"
    """Whether routes and LoadBalancer Services ever get an address."""


def deploy(
    spec: WorkloadBase, wires: Wires, parent: pulumi.Resource, called: str | None = None
) -> k8s.apps.v1.Deployment:
    """Return the Deployment, made with all that belongs to it; `called` is its name if special."""
    name, child = wires.shape.name, pulumi.ResourceOptions(parent=parent)
    about = metadata(name, wires.namespace, wires.labels)
    deployment = k8s.apps.v1.Deployment(
        name,
        metadata=metadata(called or name, wires.namespace, wires.labels),
        spec=deployment_spec(spec, wires),
        opts=pulumi.ResourceOptions(
            parent=parent, depends_on=[*ground(wires, parent), *wires.after]
        ),
    )
    if isinstance(spec.scaling, HpaScalingSpec):
        k8s.autoscaling.v2.HorizontalPodAutoscaler(
            name,
            metadata=about,
            spec=autoscaler(called or name, spec.scaling),
            opts=child,
        )
    budget = disruption_budget(spec, wires.shape.selector)
    if budget is not None:
        k8s.policy.v1.PodDisruptionBudget(name, metadata=about, spec=budget, opts=child)
    return deployment


def ground(wires: Wires, parent: pulumi.Resource) -> list[pulumi.Resource]:
    """Return what must be there before a pod of the workload starts: its account and policy."""
    name, child = wires.shape.name, pulumi.ResourceOptions(parent=parent)
    about = metadata(name, wires.namespace, wires.labels)
    allowed = policies.allow(wires.shape.selector, tuple(wires.shape.ports.values()), wires.traffic)
    return [
        k8s.core.v1.ServiceAccount(
            name, metadata=about, automount_service_account_token=False, opts=child
        ),
        k8s.networking.v1.NetworkPolicy(name, metadata=about, spec=allowed, opts=child),
    ]


def template(wires: Wires) -> k8s.core.v1.PodTemplateSpecArgsDict:
    """Return the template of the workload's pods; it changes with what they read."""
    annotations: Mapping[str, pulumi.Input[str]] = {CONTENT_ANNOTATION: wires.content}
    return manifests.pod_template(wires.shape, wires.labels, annotations)


def deployment_spec(spec: WorkloadBase, wires: Wires) -> k8s.apps.v1.DeploymentSpecArgsDict:
    """Return the Deployment's spec; under an autoscaler it says nothing of replicas."""
    made: k8s.apps.v1.DeploymentSpecArgsDict = {
        "selector": {"match_labels": wires.shape.selector},
        "strategy": manifests.strategy(spec.rollout),
        "revision_history_limit": 3,
        "template": template(wires),
    }
    if isinstance(spec.scaling, FixedScalingSpec):
        made["replicas"] = spec.scaling.replicas
    return made


def disruption_budget(
    spec: WorkloadBase, selector: Mapping[str, str]
) -> k8s.policy.v1.PodDisruptionBudgetSpecArgsDict | None:
    """Return how many pods a drain may take at once; none for a lone pod nobody spoke about."""
    if spec.disruption is None and least_replicas(spec.scaling) < 2:
        return None
    return {
        "max_unavailable": spec.disruption.max_unavailable if spec.disruption is not None else 1,
        "selector": {"match_labels": dict(selector)},
        # By default Kubernetes lets pods that are broken anyway block a drain for ever.
        "unhealthy_pod_eviction_policy": "AlwaysAllow",
    }
