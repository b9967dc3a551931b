"""The add-ons as rows of data: which chart of the catalogue each is, and how it gets its values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from catalog.chart_rows import Chart
from catalog.charts import chart
from components.addons import aws_values, cloud_policies, values
from components.addons.cloud_policies import Platform
from components.addons.parts import Part, placement
from components.addons.spec import AddonName, AddonSpec
from components.addons.values import Surroundings, Values, ValuesOf, laid_over, switched_on
from components.tenancy.spec import PodSecurityLevel


@dataclass(frozen=True, kw_only=True, slots=True)
class CloudAccess:
    """The service account of an add-on that works in AWS, and what it may do there."""

    service_account: str
    values_key: str
    """Where the chart's values speak of the account: rbac.serviceAccount."""
    policy: Callable[[Platform], str]
    network_key: str | None = None
    """Where the chart's values take the id of the network; none if it needs no network."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AddonRow:
    """What makes a chart of the catalogue an add-on."""

    chart: str
    values: ValuesOf
    pod_security: PodSecurityLevel | None
    """What its own namespace enforces; none where it lives in one that every cluster has."""
    placed_at: tuple[str, ...] = ("",)
    """Where the chart's values take nodeSelector and tolerations: at the top, or under these."""
    cloud: CloudAccess | None = None
    """What it may do in the cloud; an add-on without it works on every cluster."""


ADDONS: Final[Mapping[AddonName, AddonRow]] = {
    # Restricted: it listens on high ports and is given what the chart leaves out.
    "traefik": AddonRow(chart="traefik", values=values.traefik, pod_security="restricted"),
    "metrics_server": AddonRow(
        chart="metrics-server", values=values.metrics_server, pod_security=None
    ),
    "vertical_pod_autoscaler": AddonRow(
        chart="vertical-pod-autoscaler",
        values=values.vertical_pod_autoscaler,
        pod_security=None,
        placed_at=("admissionController", "recommender", "updater"),
    ),
    # Restricted: all its pods are so by the chart's own values.
    "keda": AddonRow(chart="keda", values=values.keda, pod_security="restricted"),
    "aws_load_balancer_controller": AddonRow(
        chart="aws-load-balancer-controller",
        values=aws_values.load_balancer_controller,
        pod_security=None,
        cloud=CloudAccess(
            service_account="aws-load-balancer-controller",
            values_key="serviceAccount",
            policy=cloud_policies.load_balancer_controller,
            network_key="vpcId",
        ),
    ),
    # Restricted: all its pods are so by the chart's own values.
    "external_secrets": AddonRow(
        chart="external-secrets",
        values=aws_values.external_secrets,
        pod_security="restricted",
        placed_at=("global",),
        cloud=CloudAccess(
            service_account="external-secrets",
            values_key="serviceAccount",
            policy=cloud_policies.external_secrets,
        ),
    ),
    "cluster_autoscaler": AddonRow(
        chart="cluster-autoscaler",
        values=aws_values.cluster_autoscaler,
        pod_security=None,
        cloud=CloudAccess(
            service_account="cluster-autoscaler",
            values_key="rbac.serviceAccount",
            policy=cloud_policies.cluster_autoscaler,
        ),
    ),
}


def chart_of(name: AddonName) -> Chart:
    """Return the catalogue's row of an add-on's chart."""
    return chart(ADDONS[name].chart)


def helm_values(
    name: AddonName, spec: AddonSpec, parts: Mapping[str, Part], around: Surroundings
) -> Values:
    """Return the values of an add-on's chart, the user's own laid over plinth's."""
    crds = chart_of(name).crds
    definitions = switched_on(crds.switch) if crds is not None and crds.switch else {}
    made = laid_over(definitions, ADDONS[name].values(parts, around))
    for place in ADDONS[name].placed_at:
        # The parts of an add-on stand on the same pool.
        where = placement(next(iter(parts.values())))
        made = laid_over(made, {place: where} if place and where else where)
    return laid_over(made, spec.values)
