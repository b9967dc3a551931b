"""What every workload that runs as a Deployment consists of."""

from collections.abc import Mapping

import pulumi
import pulumi_kubernetes as k8s

from components.metadata import metadata
from components.workload import manifests
from components.workload.autoscaling import autoscale
from components.workload.base import WorkloadBase
from components.workload.ground import ground, template
from components.workload.migration import migrate
from components.workload.scaling import FixedScalingSpec, least_replicas
from components.workload.wires import Wires


def deploy(
    spec: WorkloadBase, wires: Wires, parent: pulumi.Resource, called: str | None = None
) -> k8s.apps.v1.Deployment:
    """Return the Deployment, made with all that belongs to it; `called` is its name if special."""
    name, called = wires.shape.name, called or wires.shape.name
    there = ground(wires, parent)
    if spec.migration is not None:
        there.append(migrate(spec.migration, wires, parent, there))
    deployment = k8s.apps.v1.Deployment(
        name,
        metadata=metadata(called, wires.namespace, wires.labels),
        spec=deployment_spec(spec, wires),
        opts=pulumi.ResourceOptions(parent=parent, depends_on=[*there, *wires.after]),
    )
    autoscale(spec, wires, parent, deployment, called)
    budget = disruption_budget(spec, wires.shape.selector)
    if budget is not None:
        k8s.policy.v1.PodDisruptionBudget(
            name,
            metadata=metadata(name, wires.namespace, wires.labels),
            spec=budget,
            opts=pulumi.ResourceOptions(parent=parent),
        )
    return deployment


def deployment_spec(spec: WorkloadBase, wires: Wires) -> k8s.apps.v1.DeploymentSpecArgsDict:
    """Return the Deployment's spec; under an autoscaler it says nothing of replicas."""
    made: k8s.apps.v1.DeploymentSpecArgsDict = {
        "selector": {"match_labels": wires.shape.selector},
        "strategy": manifests.strategy(spec.rollout),
        "revision_history_limit": 3,
        "template": template(wires),
    }
    if isinstance(spec.scaling, FixedScalingSpec) and not spec.schedule:
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
