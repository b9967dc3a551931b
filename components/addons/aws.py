"""What an add-on gets of AWS: its role, its network, and the store of the platform's secrets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

import pulumi
import pulumi_kubernetes as k8s
from pydantic import JsonValue

from components.account.contract import Account
from components.addons.charts import CloudAccess, chart_of
from components.addons.cloud_policies import Platform
from components.addons.values import InAws
from components.cluster.contract import AwsCluster
from components.cluster.spec import EksSpec, ExistingEksSpec
from components.identity.pod_role import PodRole, PodRoleArgs
from components.metadata import metadata
from components.network.contract import Network

SECRET_STORE: Final = "plinth"
"""The ClusterSecretStore of everything that Secrets Manager keeps for the platform."""

ChartValues = Mapping[str, object]
"""A chart's values, some of which are known only once others are made."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AwsGround:
    """What an add-on of a cluster in AWS stands on."""

    spec: EksSpec | ExistingEksSpec
    cluster: AwsCluster
    account: Account
    network: Network
    cluster_name: str
    platform: str
    """What the platform is called in the cloud."""
    more_secrets: Sequence[str] = ()
    """The ARNs of secrets that somebody else keeps and that pods are to have."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SecretStoreArgs:
    """Where the secrets are kept."""

    region: str
    labels: Mapping[str, str]


def in_aws(ground: AwsGround, labels: Mapping[str, str]) -> InAws:
    """Return what charts are told of AWS."""
    version = ground.spec.kubernetes_version or ""
    tagged = chart_of("cluster_autoscaler").image_tags
    return InAws(
        cluster_name=ground.cluster_name,
        region=ground.account.region,
        autoscaler_tag=tagged.get(version, f"v{chart_of('cluster_autoscaler').app_version}"),
        autoscaler_flags=flags(ground.spec),
        tags=labels,
    )


def flags(spec: EksSpec | ExistingEksSpec) -> Mapping[str, JsonValue]:
    """Return the cluster autoscaler's own options for what the spec says of it."""
    asked = spec.autoscaler if isinstance(spec, EksSpec) else None
    if asked is None:
        return {}
    made: dict[str, JsonValue] = {
        "expander": asked.expander,
        "balance-similar-node-groups": True,
        "skip-nodes-with-system-pods": False,
        "scale-down-utilization-threshold": asked.scale_down_utilization_percent / 100,
        "scale-down-unneeded-time": f"{asked.scale_down_unneeded_minutes}m",
        "scale-down-delay-after-add": f"{asked.scale_down_delay_after_add_minutes}m",
        "scan-interval": f"{asked.scan_interval_seconds}s",
        "max-node-provision-time": f"{asked.max_node_provision_minutes}m",
        "max-graceful-termination-sec": asked.max_grace_seconds,
    }
    if asked.max_nodes_total is not None:
        made["max-nodes-total"] = asked.max_nodes_total
    return made


def role_of(
    name: str,
    access: CloudAccess,
    namespace: str,
    ground: AwsGround,
    opts: pulumi.ResourceOptions | None,
) -> PodRole:
    """Return the role of an add-on, made."""
    platform = Platform(
        account=ground.account.id,
        region=ground.account.region,
        cluster=ground.cluster_name,
        platform=ground.platform,
        more_secrets=tuple(ground.more_secrets),
    )
    args = PodRoleArgs(
        namespace=namespace,
        service_account=access.service_account,
        policy=access.policy(platform),
        identity=ground.spec.identity,
        cluster=ground.cluster,
        account=ground.account,
    )
    return PodRole(name, args, opts)


def wired(values: ChartValues, access: CloudAccess, role: PodRole, network: Network) -> ChartValues:
    """Return the values with what only the cloud knows: the network's id, the role's ARN."""
    made = dict(values)
    if access.network_key is not None:
        made[access.network_key] = network.vpc_id
    if role.annotations:
        made = _at(made, access.values_key.split("."), {"annotations": dict(role.annotations)})
    return made


class SecretStore(pulumi.ComponentResource):
    """The way from Secrets Manager into the cluster, which ExternalSecrets name."""

    def __init__(
        self, name: str, args: SecretStoreArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:addons:SecretStore", name, None, opts)
        k8s.apiextensions.CustomResource(
            name,
            api_version="external-secrets.io/v1",
            kind="ClusterSecretStore",
            metadata=metadata(name, None, args.labels),
            spec={"provider": {"aws": {"service": "SecretsManager", "region": args.region}}},
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({})


def _at(values: ChartValues, path: list[str], addition: ChartValues) -> dict[str, object]:
    head, *rest = path
    inner = cast("ChartValues", values.get(head) or {})
    return {**values, head: _at(inner, rest, addition) if rest else {**inner, **addition}}
