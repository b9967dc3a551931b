"""The add-ons as rows of data: which chart of the catalogue each is, and how it gets its values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from catalog.chart_rows import Chart
from catalog.charts import chart
from components.addons import values
from components.addons.parts import Part
from components.addons.spec import AddonName, AddonSpec
from components.addons.values import Surroundings, Values, ValuesOf, laid_over, switched_on
from components.tenancy.spec import PodSecurityLevel


@dataclass(frozen=True, kw_only=True, slots=True)
class AddonRow:
    """What makes a chart of the catalogue an add-on."""

    chart: str
    values: ValuesOf
    pod_security: PodSecurityLevel | None
    """What its own namespace enforces; none where it lives in one that every cluster has."""


ADDONS: Final[Mapping[AddonName, AddonRow]] = {
    # Restricted: it listens on high ports and is given what the chart leaves out.
    "traefik": AddonRow(chart="traefik", values=values.traefik, pod_security="restricted"),
    "metrics_server": AddonRow(
        chart="metrics-server", values=values.metrics_server, pod_security=None
    ),
    "vertical_pod_autoscaler": AddonRow(
        chart="vertical-pod-autoscaler", values=values.vertical_pod_autoscaler, pod_security=None
    ),
    # Restricted: all its pods are so by the chart's own values.
    "keda": AddonRow(chart="keda", values=values.keda, pod_security="restricted"),
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
    return laid_over(made, spec.values)
