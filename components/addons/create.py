"""The one place that looks at the kind of cluster for what an add-on is on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

import pulumi

from components.addons.chart import Chart, ChartArgs, HelmValues
from components.addons.charts import ADDONS, chart_of, helm_values
from components.addons.footprint import Footprint, footprint
from components.addons.parts import parts
from components.addons.spec import AddonName, AddonSpec
from components.addons.values import Surroundings
from components.cluster.spec import ClusterSpec, EksSpec, ExistingEksSpec, ExistingSpec, KwokSpec
from components.labels import OWN_LABELS


@dataclass(frozen=True, kw_only=True, slots=True)
class AddonWires:
    """What an add-on is plugged into."""

    cluster: ClusterSpec
    labels: Mapping[str, str]


def create_addon(
    name: AddonName,
    spec: AddonSpec,
    wires: AddonWires,
    opts: pulumi.ResourceOptions | None = None,
) -> Chart:
    """Return the add-on, as its chart or as the stand-ins of it."""
    chart = chart_of(name)
    args = ChartArgs(
        chart=chart,
        content=_content(name, spec, wires),
        pod_security=ADDONS[name].pod_security,
        labels=wires.labels,
    )
    return Chart(chart.name, args, opts)


def _content(name: AddonName, spec: AddonSpec, wires: AddonWires) -> HelmValues | Footprint:
    chart, cluster = chart_of(name), wires.cluster
    made = parts(chart, spec, _nodes(cluster))
    match cluster:
        case KwokSpec():
            return footprint(chart, made, wires.labels)
        case ExistingSpec():
            around = Surroundings(
                # What plinth calls its own objects, charts call theirs in their own way.
                labels={k: v for k, v in wires.labels.items() if k not in OWN_LABELS},
                load_balancers=cluster.load_balancers,
                kubelet_certificates=cluster.kubelet_certificates,
            )
            return HelmValues(values=helm_values(name, spec, made, around))
        case EksSpec() | ExistingEksSpec():
            around = Surroundings(
                labels={k: v for k, v in wires.labels.items() if k not in OWN_LABELS},
                load_balancers=cluster.load_balancers,
            )
            return HelmValues(values=helm_values(name, spec, made, around))
        case _:
            assert_never(cluster)


def _nodes(cluster: ClusterSpec) -> int:
    """Return how many nodes there are; 0 on a cluster that does not say."""
    return sum(pool.fewest_nodes for pool in cluster.node_pools.values())
