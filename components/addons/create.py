"""The one place that looks at the kind of cluster for what an add-on is on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

import pulumi

from components.addons.chart import Chart, ChartArgs, HelmValues
from components.addons.charts import ADDONS, chart_of, helm_values
from components.addons.footprint import Footprint, footprint
from components.addons.parts import Part, parts
from components.addons.spec import AddonName, AddonSpec
from components.addons.values import Surroundings
from components.cluster.spec import ClusterSpec, EksSpec, ExistingEksSpec, ExistingSpec, KwokSpec
from components.labels import OWN_LABELS

if TYPE_CHECKING:
    from components.addons.aws import AwsGround


@dataclass(frozen=True, kw_only=True, slots=True)
class AddonWires:
    """What an add-on is plugged into."""

    cluster: ClusterSpec
    labels: Mapping[str, str]
    ground: "AwsGround | None" = None
    """None for a cluster that lies in no cloud."""
    after: Sequence[pulumi.Resource] = ()
    """What must be there before its objects."""


def create_addon(
    name: AddonName,
    spec: AddonSpec,
    wires: AddonWires,
    opts: pulumi.ResourceOptions | None = None,
) -> Chart:
    """Return the add-on, as its chart or as the stand-ins of it."""
    chart, cluster = chart_of(name), wires.cluster
    made = parts(chart, spec, _nodes(cluster), cluster.node_pools)
    match cluster:
        case KwokSpec():
            return _chart(name, footprint(chart, made, wires.labels), wires, (), opts)
        case ExistingSpec():
            around = Surroundings(
                labels=_labels(wires),
                load_balancers=cluster.load_balancers,
                kubelet_certificates=cluster.kubelet_certificates,
            )
            values = HelmValues(values=helm_values(name, spec, made, around))
            return _chart(name, values, wires, (), opts)
        case EksSpec() | ExistingEksSpec():
            return _in_aws(name, spec, wires, made, opts)
        case _:
            assert_never(cluster)


def _in_aws(
    name: AddonName,
    spec: AddonSpec,
    wires: AddonWires,
    made: Mapping[str, Part],
    opts: pulumi.ResourceOptions | None,
) -> Chart:
    # Here and not above: a local run needs no cloud's library.
    from components.addons.aws import (
        SECRET_STORE,
        SecretStore,
        SecretStoreArgs,
        in_aws,
        role_of,
        wired,
    )

    ground, access = wires.ground, ADDONS[name].cloud
    if ground is None:
        raise AssertionError("a cluster in AWS without its ground passed the spec")
    around = Surroundings(
        labels=_labels(wires),
        load_balancers=wires.cluster.load_balancers,
        aws=in_aws(ground, wires.labels),
    )
    values: Mapping[str, object] = helm_values(name, spec, made, around)
    if access is None:
        return _chart(name, HelmValues(values=values), wires, (), opts)
    role = role_of(chart_of(name).name, access, chart_of(name).namespace, ground, opts)
    values = wired(values, access, role, ground.network)
    chart = _chart(name, HelmValues(values=values), wires, (role.ready,), opts)
    if name == "external_secrets":
        after = pulumi.ResourceOptions(depends_on=[chart])
        args = SecretStoreArgs(region=ground.account.region, labels=wires.labels)
        SecretStore(SECRET_STORE, args, pulumi.ResourceOptions.merge(opts, after))
    return chart


def _chart(
    name: AddonName,
    content: HelmValues | Footprint,
    wires: AddonWires,
    after: Sequence[pulumi.Resource],
    opts: pulumi.ResourceOptions | None,
) -> Chart:
    args = ChartArgs(
        chart=chart_of(name),
        content=content,
        pod_security=ADDONS[name].pod_security,
        labels=wires.labels,
        after=(*wires.after, *after),
    )
    return Chart(chart_of(name).name, args, opts)


def _labels(wires: AddonWires) -> dict[str, str]:
    """Return the labels for a chart's objects: plinth's own ones each chart calls in its way."""
    return {key: value for key, value in wires.labels.items() if key not in OWN_LABELS}


def _nodes(cluster: ClusterSpec) -> int:
    """Return how many nodes there are; 0 on a cluster that does not say."""
    return sum(pool.fewest_nodes for pool in cluster.node_pools.values())
