"""EKS: a real control plane, and nodes with what their type really offers."""

from collections.abc import Mapping

from catalog.shapes import node_shape
from engine.embedded.pools import Pool, Taint
from engine.standin.shape import Json, JsonObject, child, number, objects, text
from rehearsal.clouds.aws.names import REGION, arn
from rehearsal.clouds.model import Live, Model, World
from rehearsal.control_plane import ControlPlane

CLUSTER, NODE_GROUP = "aws:eks/cluster:Cluster", "aws:eks/nodeGroup:NodeGroup"
_ISSUER = "amazonaws.com/id"
_EFFECTS = {
    "NO_SCHEDULE": "NoSchedule",
    "PREFER_NO_SCHEDULE": "PreferNoSchedule",
    "NO_EXECUTE": "NoExecute",
}


def models(plane: ControlPlane) -> tuple[Model, ...]:
    """Return the types of EKS with the control plane that stands behind its cluster."""

    def cluster(world: World, inputs: JsonObject) -> Mapping[str, Json]:
        endpoint, certificate = plane.start()
        name = text(inputs, "name")
        return {
            "id": name,
            "arn": arn("eks", f"cluster/{name}"),
            "endpoint": endpoint,
            "certificateAuthority": {"data": certificate},
            "vpcConfig": {
                **child(inputs, "vpcConfig"),
                "clusterSecurityGroupId": f"sg-{world.number('sg')}",
            },
            "identities": [{"oidcs": [{"issuer": f"https://oidc.eks.{REGION}.{_ISSUER}/{name}"}]}],
            "status": "ACTIVE",
        }

    def removed(_world: World, _live: Live) -> None:
        plane.remove()

    def node_group(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
        name, cluster_name = text(inputs, "nodeGroupName"), text(inputs, "clusterName")
        return {
            "id": f"{cluster_name}:{name}",
            "arn": arn("eks", f"nodegroup/{cluster_name}/{name}"),
            "status": "ACTIVE",
        }

    def filled(_world: World, live: Live) -> None:
        plane.set_pool(pool(live.inputs))

    def emptied(_world: World, live: Live) -> None:
        plane.drop_pool(pool(live.inputs).name)

    return (
        Model(
            token=CLUSTER,
            inputs=frozenset(
                {"name", "version", "roleArn", "vpcConfig", "accessConfig", "upgradePolicy", "tags"}
            ),
            required=frozenset({"roleArn", "vpcConfig"}),
            immutable=frozenset({"name", "roleArn"}),
            name="name",
            outputs=cluster,
            computed=frozenset({("vpcConfig", "clusterSecurityGroupId")}),
            held="ResourceInUseException",
            deleted=removed,
        ),
        Model(
            token=NODE_GROUP,
            inputs=frozenset(
                {
                    "clusterName",
                    "nodeGroupName",
                    "nodeRoleArn",
                    "subnetIds",
                    "instanceTypes",
                    "capacityType",
                    "diskSize",
                    "labels",
                    "taints",
                    "scalingConfig",
                    "tags",
                }
            ),
            required=frozenset({"clusterName", "nodeRoleArn", "subnetIds", "scalingConfig"}),
            immutable=frozenset(
                {
                    "clusterName",
                    "nodeGroupName",
                    "nodeRoleArn",
                    "subnetIds",
                    "instanceTypes",
                    "capacityType",
                    "diskSize",
                }
            ),
            name="nodeGroupName",
            outputs=node_group,
            created=filled,
            changed=filled,
            deleted=emptied,
        ),
    )


def pool(inputs: JsonObject) -> Pool:
    """Return a node group's machines as simulated nodes with their type's true allocatable."""
    types = inputs.get("instanceTypes")
    first = str(types[0]) if isinstance(types, list) and types else "t3.medium"
    shape = node_shape("eks", first)
    labels = {key: str(value) for key, value in child(inputs, "labels").items()}
    name = text(inputs, "nodeGroupName")
    return Pool(
        name=labels.get("plinth.dev/pool", name),
        nodes=number(inputs, "scalingConfig", "desiredSize"),
        cpu=f"{shape.allocatable_cpu_m}m",
        memory=f"{shape.allocatable_memory_mib}Mi",
        pods=shape.max_pods or 110,
        ephemeral_storage=f"{number(inputs, 'diskSize') or 20}Gi",
        labels={
            **{key: value for key, value in labels.items() if key != "plinth.dev/pool"},
            "eks.amazonaws.com/nodegroup": name,
            "node.kubernetes.io/instance-type": first,
        },
        taints=tuple(
            Taint(text(t, "key"), text(t, "value"), _EFFECTS[text(t, "effect")])
            for t in objects(inputs, "taints")
        ),
    )
