"""EKS: a real control plane, and nodes with what their type really offers."""

import hashlib
from collections.abc import Mapping
from typing import Final

from engine.standin.objects import RefusedError
from engine.standin.shape import Json, JsonObject, child, number, text
from rehearsal.clouds.aws import eks_access, eks_addons, eks_nodes
from rehearsal.clouds.aws.eks_nodes import ADDON
from rehearsal.clouds.aws.eks_versions import (
    CLUSTER,
    NODE_GROUP,
    refuse_cluster_change,
    refuse_group_change,
    refuse_other_than_cluster,
    refuse_unknown,
)
from rehearsal.clouds.aws.names import REGION, arn
from rehearsal.clouds.model import Live, Model, World
from rehearsal.control_plane import ControlPlane

_ISSUER: Final = f"https://oidc.eks.{REGION}.amazonaws.com/id"


def models(plane: ControlPlane) -> tuple[Model, ...]:
    """Return the types of EKS with the control plane that stands behind its cluster."""
    return (cluster(plane), node_group(plane), eks_addons.model(plane), *eks_access.MODELS)


def cluster(plane: ControlPlane) -> Model:
    """Return the type of clusters."""

    def outputs(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
        refuse_unknown(inputs)
        endpoint, certificate = plane.start()
        name = text(inputs, "name")
        return {
            "id": name,
            "arn": arn("eks", f"cluster/{name}"),
            "endpoint": endpoint,
            "certificateAuthority": {"data": certificate},
            "vpcConfig": _network(inputs),
            "identities": [{"oidcs": [{"issuer": f"{_ISSUER}/{_digest(name).upper()}"}]}],
            "status": "ACTIVE",
        }

    def changed(_world: World, live: Live) -> None:
        live.outputs["vpcConfig"] = _network(live.inputs)

    def deleted(world: World, live: Live) -> None:
        groups = [
            text(each.inputs, "nodeGroupName")
            for each in world.all(NODE_GROUP)
            if each.inputs.get("clusterName") == live.id
        ]
        if groups:
            message = f"Cluster has nodegroups attached: {', '.join(sorted(groups))}"
            raise RefusedError(f"ResourceInUseException: {message}")
        if live.inputs.get("deletionProtection"):
            message = "Cannot delete cluster: deletion protection is enabled"
            raise RefusedError(f"InvalidRequestException: {message} for {live.id}")
        plane.remove()

    return Model(
        token=CLUSTER,
        inputs=frozenset(
            {
                "name",
                "version",
                "roleArn",
                "vpcConfig",
                "accessConfig",
                "encryptionConfig",
                "enabledClusterLogTypes",
                "kubernetesNetworkConfig",
                "upgradePolicy",
                "bootstrapSelfManagedAddons",
                "deletionProtection",
                "tags",
            }
        ),
        required=frozenset({"roleArn", "vpcConfig"}),
        immutable=frozenset(
            {
                "name",
                "roleArn",
                "encryptionConfig",
                "kubernetesNetworkConfig",
                "bootstrapSelfManagedAddons",
            }
        ),
        name="name",
        outputs=outputs,
        change_refused=refuse_cluster_change,
        changed=changed,
        deleted=deleted,
    )


def node_group(plane: ControlPlane) -> Model:
    """Return the type of managed node groups."""

    def outputs(world: World, inputs: JsonObject) -> Mapping[str, Json]:
        name, called = text(inputs, "nodeGroupName"), text(inputs, "clusterName")
        _refuse(world, inputs)
        return {
            "id": f"{called}:{name}",
            "arn": arn("eks", f"nodegroup/{called}/{name}/{_digest(name)}"),
            "resources": [{"autoscalingGroups": [{"name": f"eks-{name}-{_digest(called)}"}]}],
            "status": "ACTIVE",
        }

    def filled(world: World, live: Live) -> None:
        plane.set_group(live.id, eks_nodes.pools(world, live.inputs))

    def emptied(_world: World, live: Live) -> None:
        plane.drop_group(live.id)

    fixed = {
        "clusterName",
        "nodeGroupName",
        "nodeRoleArn",
        "subnetIds",
        "instanceTypes",
        "capacityType",
        "amiType",
    }
    free = {
        "version",
        "releaseVersion",
        "launchTemplate",
        "labels",
        "taints",
        "scalingConfig",
        "updateConfig",
        "nodeRepairConfig",
        "tags",
    }
    return Model(
        token=NODE_GROUP,
        inputs=frozenset(fixed | free),
        required=frozenset({"clusterName", "nodeRoleArn", "subnetIds", "scalingConfig"}),
        immutable=frozenset(fixed),
        name="nodeGroupName",
        outputs=outputs,
        change_refused=refuse_group_change,
        created=filled,
        changed=filled,
        deleted=emptied,
    )


def _refuse(world: World, inputs: JsonObject) -> None:
    """Raise what AWS says to a node group that cannot be made, or whose nodes cannot join."""
    sizes = child(inputs, "scalingConfig")
    least, wanted, most = (number(sizes, key) for key in ("minSize", "desiredSize", "maxSize"))
    if not least <= wanted <= most:
        message = f"desired capacity {wanted} must lie between {least} and {most}"
        raise RefusedError(f"InvalidParameterException: {message}")
    refuse_other_than_cluster(world, inputs)
    eks_nodes.pools(world, inputs)
    networks = [
        each
        for each in world.all(ADDON)
        if each.inputs.get("addonName") == "vpc-cni"
        and each.inputs.get("clusterName") == inputs.get("clusterName")
    ]
    if not networks:
        message = "Unhealthy nodes in the kubernetes cluster: container runtime network not ready"
        raise RefusedError(f"NodeCreationFailure: {message}, cni plugin not initialized")


def _network(inputs: JsonObject) -> JsonObject:
    group = f"sg-{_digest(text(inputs, 'name'))[:17]}"
    return {**child(inputs, "vpcConfig"), "clusterSecurityGroupId": group}


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:32]
