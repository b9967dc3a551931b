"""The lower layers of a platform: account and network, cluster, add-ons, namespaces."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulumi

from components.account.create import AccountWires, create_account
from components.addons.chart import Chart
from components.addons.create import AddonWires, create_addon
from components.addons.spec import AddonName
from components.cluster.contract import AwsCluster, Cluster
from components.cluster.create import CloudGround, ClusterWires, create_cluster
from components.cluster.spec import EksSpec, ExistingEksSpec
from components.labels import platform_labels
from components.network.create import create_network
from components.secret.generated import GeneratedSecret
from components.tenancy.namespace import Namespace, NamespaceArgs
from stacks.addons import addons_to_make
from stacks.ground import CloudLayer, Ground
from stacks.loaded import Loaded
from stacks.needs import resource_metrics, shared_files
from stacks.placement import existing_stores, holds_retained
from stacks.routes import has_alb_routes

if TYPE_CHECKING:
    from components.addons.aws import AwsGround

_DIGEST_KEY, _DIGEST_KEY_LENGTH = "digest_key", 32
"""The name is no DNS label, so no secret of a stack file can have it."""
_FIRST: AddonName = "aws_load_balancer_controller"
"""Its webhook judges routes from the moment it is registered, and what it makes for them in the
cloud goes only while it runs: so it comes before everything else and goes after it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Base:
    """The cluster and what it lies in."""

    cluster: Cluster
    cloud: CloudGround | None
    opts: pulumi.ResourceOptions
    """How everything in the cluster is made."""


def ground(loaded: Loaded) -> Ground:
    """Make everything that stores and workloads stand on."""
    labels = platform_labels(loaded.spec.labels, loaded.identity.project)
    base = _base(loaded, labels)
    addons = _addons(loaded, base, labels)
    key = GeneratedSecret(_DIGEST_KEY, _DIGEST_KEY_LENGTH).value
    return Ground(
        loaded=loaded,
        opts=base.opts,
        labels=labels,
        addons=addons,
        namespaces=_namespaces(loaded, base, labels, [*_first(addons)]),
        digest_key=key,
        cloud=_cloud_layer(base),
    )


def _base(loaded: Loaded, labels: Mapping[str, str]) -> _Base:
    spec, name = loaded.spec, loaded.identity.physical_name
    cloud, outside = _cloud_ground(loaded, labels)
    wires = ClusterWires(
        physical_name=name,
        labels=labels,
        metrics=resource_metrics(spec),
        shared_files=shared_files(spec),
        ground=cloud,
    )
    cluster = create_cluster("cluster", spec.cluster, wires, outside)
    inside = pulumi.ResourceOptions(provider=cluster.provider)
    if cloud is not None:
        inside = pulumi.ResourceOptions(providers=[cloud.account.provider, cluster.provider])
    return _Base(cluster=cluster, cloud=cloud, opts=inside)


def _cloud_ground(
    loaded: Loaded, labels: Mapping[str, str]
) -> tuple[CloudGround | None, pulumi.ResourceOptions | None]:
    """Return the account and network of a stack in a cloud, and how everything there is made."""
    spec, name = loaded.spec, loaded.identity.physical_name
    if spec.account is None or spec.network is None:
        return None, None
    wires = AccountWires(labels=labels, physical_name=name, monthly_usd=spec.objectives.monthly_usd)
    account = create_account("account", spec.account, wires)
    opts = pulumi.ResourceOptions(providers=[account.provider])
    network = create_network("network", spec.network, account, name, opts)
    return CloudGround(account=account, network=network), opts


def _addons(loaded: Loaded, base: _Base, labels: Mapping[str, str]) -> dict[AddonName, Chart]:
    made: dict[AddonName, Chart] = {}
    wanted = addons_to_make(loaded.spec)
    # The one that others wait for leads; all else keeps the order of the spec.
    for name in sorted(wanted, key=lambda each: each != _FIRST):
        wires = AddonWires(
            cluster=loaded.spec.cluster,
            labels=labels,
            ground=_aws_ground(loaded, base),
            after=[*_first(made)],
        )
        made[name] = create_addon(name, wanted[name], wires, base.opts)
    return made


def _first(addons: Mapping[AddonName, Chart]) -> Sequence[Chart]:
    return [addons[_FIRST]] if _FIRST in addons else []


def _aws_ground(loaded: Loaded, base: _Base) -> "AwsGround | None":
    spec = loaded.spec.cluster
    if base.cloud is None or not isinstance(spec, EksSpec | ExistingEksSpec):
        return None
    from components.addons.aws import AwsGround

    own = loaded.identity.physical_name
    return AwsGround(
        spec=spec,
        cluster=_in_aws(base.cluster),
        account=base.cloud.account,
        network=base.cloud.network,
        cluster_name=own if isinstance(spec, EksSpec) else spec.name,
        platform=own,
        more_secrets=sorted({each.secret for each in existing_stores(loaded.spec).values()}),
    )


def _cloud_layer(base: _Base) -> CloudLayer | None:
    if base.cloud is None:
        return None
    return CloudLayer(
        account=base.cloud.account,
        network=base.cloud.network,
        cluster=_in_aws(base.cluster),
        opts=pulumi.ResourceOptions(providers=[base.cloud.account.provider]),
    )


def _in_aws(cluster: Cluster) -> AwsCluster:
    if not isinstance(cluster, AwsCluster):
        raise AssertionError("a cluster outside of AWS in an account of AWS passed the spec")
    return cluster


def _namespaces(
    loaded: Loaded, base: _Base, labels: Mapping[str, str], after: Sequence[pulumi.Resource]
) -> dict[str, pulumi.Output[str]]:
    waiting = pulumi.ResourceOptions(depends_on=[*after])
    opts = pulumi.ResourceOptions.merge(base.opts, waiting) if after else base.opts
    return {
        name: Namespace(
            name,
            NamespaceArgs(
                spec=spec,
                labels=labels,
                removal="retain" if holds_retained(loaded.spec, name) else "delete",
                pods_ready="when_routed" if has_alb_routes(loaded.spec, name) else "when_probed",
            ),
            opts,
        ).namespace_name
        for name, spec in loaded.spec.namespaces.items()
    }
