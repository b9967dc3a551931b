"""An add-on in a cluster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, assert_never

import pulumi
import pulumi_kubernetes as k8s

from catalog.chart_rows import Chart as CatalogueChart
from components.addons.footprint import Footprint
from components.metadata import metadata
from components.tenancy.namespace import pod_security_labels
from components.tenancy.spec import NamespaceSpec, PodSecurityLevel

_PATIENCE_SECONDS: Final = 600
"""Images are fetched in it, and charts run jobs before and after their own objects."""
_REVISIONS_KEPT: Final = 5
"""Each is a Secret with the whole chart in it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HelmValues:
    """The chart itself is installed, with these values."""

    values: Mapping[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChartArgs:
    """An add-on's chart and what is made of it."""

    chart: CatalogueChart
    content: HelmValues | Footprint
    """The chart itself, or what stands in for it on simulated nodes."""
    pod_security: PodSecurityLevel | None
    """What its own namespace enforces; none where it lives in one that is there already."""
    labels: Mapping[str, str]
    after: Sequence[pulumi.Resource] = ()
    """What must be there before its pods start."""


class Chart(pulumi.ComponentResource):
    """A Helm chart in its pinned version, or its stand-ins, in a namespace of its own."""

    def __init__(
        self, name: str, args: ChartArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:addons:Chart", name, None, opts)
        there = [*_namespace(args, self), *args.after]
        after = pulumi.ResourceOptions(parent=self, depends_on=there)
        match args.content:
            case HelmValues():
                _release(args.chart, args.content.values, after)
            case Footprint():
                # Here and not above: its kinds take half a second to import, add-on or not.
                from components.addons.stand_ins import stand_ins

                stand_ins(args.content, after)
            case _:
                assert_never(args.content)
        self.register_outputs({})


def _namespace(args: ChartArgs, parent: pulumi.Resource) -> list[pulumi.Resource]:
    if args.pod_security is None:
        return []
    name = args.chart.namespace
    enforced = pod_security_labels(NamespaceSpec(pod_security=args.pod_security))
    return [
        k8s.core.v1.Namespace(
            name,
            metadata=metadata(name, None, {**args.labels, **enforced}),
            opts=pulumi.ResourceOptions(parent=parent),
        )
    ]


def _release(
    chart: CatalogueChart, values: Mapping[str, object], opts: pulumi.ResourceOptions
) -> None:
    in_folder = chart.crds is not None and chart.crds.delivery == "crds_folder"
    k8s.helm.v3.Release(
        chart.name,
        name=chart.name,
        chart=chart.name,
        version=chart.version,
        repository_opts={"repo": chart.repository},
        namespace=chart.namespace,
        values=values,
        # Helm's flag is about the folder alone; definitions among the templates have a value.
        skip_crds=not in_folder,
        # A first installation that fails leaves nothing that the next one would trip over.
        atomic=True,
        timeout=_PATIENCE_SECONDS,
        max_history=_REVISIONS_KEPT,
        opts=opts,
    )
