"""Helm values for each add-on; pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, cast

from pydantic import JsonValue

from components.addons.parts import Part
from components.cluster.spec import LoadBalancers
from components.workload.resources import ResourcesSpec

Values = dict[str, JsonValue]

_ONE_AWAY: Final[Values] = {"maxUnavailable": 1}
_CERTIFICATE_JOB: Final[Values] = {
    # It makes one certificate and ends; the amounts are plinth's own judgement.
    "requests": {"cpu": "10m", "memory": "32Mi"},
    "limits": {"cpu": "100m", "memory": "64Mi"},
}


@dataclass(frozen=True, kw_only=True, slots=True)
class InAws:
    """What add-ons of a cluster in AWS must be told, for they ask no machine."""

    cluster_name: str
    region: str
    autoscaler_tag: str
    """The version of the cluster autoscaler that is made for the cluster's."""
    autoscaler_flags: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    tags: Mapping[str, str]
    """Of what an add-on makes in the account: all labels, with those that charts set themselves."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """What an add-on's values depend on beside its own spec."""

    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    """For every object of the chart; those that charts set themselves are not among them."""
    load_balancers: LoadBalancers = "none"
    kubelet_certificates: Literal["signed", "self_signed"] = "signed"
    aws: InAws | None = None

    def in_aws(self) -> InAws:
        """Return what an add-on of AWS is told; a stack with one elsewhere has been refused."""
        if self.aws is None:
            raise AssertionError("an add-on of AWS outside of it")
        return self.aws


ValuesOf = Callable[[Mapping[str, Part], Surroundings], Values]


def traefik(parts: Mapping[str, Part], around: Surroundings) -> Values:
    """Return values for a Traefik that serves its own class of routes, and no dashboard."""
    part = parts["traefik"]
    return {
        "commonLabels": labels_for(around),
        "deployment": {"replicas": part.replicas},
        "resources": amounts(part.resources),
        "podDisruptionBudget": {"enabled": part.has_spare, **(_ONE_AWAY if part.has_spare else {})},
        "ingressClass": {
            "enabled": True,
            "name": "traefik",
            # Routes of plinth name their class. With two default classes in a cluster the API
            # server refuses every Ingress that names none.
            "isDefaultClass": False,
        },
        # A Service that waits for an address which nobody gives is never ready.
        "service": {
            "spec": {"type": "LoadBalancer" if around.load_balancers == "provided" else "NodePort"}
        },
        "ingressRoute": {"dashboard": {"enabled": False}},
        # All that Pod Security `restricted` asks for beside what the chart sets.
        "podSecurityContext": {"seccompProfile": {"type": "RuntimeDefault"}},
        "global": {"checkNewVersion": False, "sendAnonymousUsage": False},
    }


def metrics_server(parts: Mapping[str, Part], around: Surroundings) -> Values:
    """Return values for a metrics-server that checks the kubelets' certificates where it can."""
    part = parts["metrics-server"]
    checks: list[JsonValue] = []
    if around.kubelet_certificates == "self_signed":
        checks.append("--kubelet-insecure-tls")
    return {
        "commonLabels": labels_for(around),
        "replicas": part.replicas,
        "resources": amounts(part.resources),
        "podDisruptionBudget": {"enabled": part.has_spare, **(_ONE_AWAY if part.has_spare else {})},
        "args": checks,
    }


def vertical_pod_autoscaler(parts: Mapping[str, Part], around: Surroundings) -> Values:
    """Return values for the three parts of the autoscaler; the budget of a lone pod is left out."""
    admission = _autoscaler_part(parts["admission-controller"])
    return {
        "commonLabels": labels_for(around),
        "admissionController": {**admission, "certGen": {"resources": {**_CERTIFICATE_JOB}}},
        "recommender": _autoscaler_part(parts["recommender"]),
        "updater": _autoscaler_part(parts["updater"]),
    }


def keda(parts: Mapping[str, Part], around: Surroundings) -> Values:
    """Return values for KEDA's three parts."""
    named = {
        "operator": parts["operator"],
        "metricServer": parts["metrics-apiserver"],
        "webhooks": parts["admission-webhooks"],
    }
    return {
        "additionalLabels": labels_for(around),
        "operator": {"replicaCount": named["operator"].replicas},
        # Here it has an s, below it has none: so the chart spells it.
        "metricsServer": {"replicaCount": named["metricServer"].replicas},
        "webhooks": {"replicaCount": named["webhooks"].replicas, "failurePolicy": "Ignore"},
        "resources": {name: amounts(part.resources) for name, part in named.items()},
        "podDisruptionBudget": {
            name: {**_ONE_AWAY} if part.has_spare else {} for name, part in named.items()
        },
        # The chart's images have tags that never move; by default they are fetched at each start.
        "image": {"pullPolicy": "IfNotPresent"},
    }


def laid_over(values: Mapping[str, JsonValue], own: Mapping[str, JsonValue]) -> Values:
    """Return the values with the user's own over them: objects are merged, all else replaced."""
    merged = dict(values)
    for key, value in own.items():
        below = merged.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            merged[key] = laid_over(below, value)
        else:
            merged[key] = value
    return merged


def switched_on(switch: str) -> Values:
    """Return the values that set one dotted key to true: `crds.install`."""
    head, _, rest = switch.partition(".")
    return {head: switched_on(rest) if rest else True}


def _autoscaler_part(part: Part) -> Values:
    return {
        "replicas": part.replicas,
        "resources": amounts(part.resources),
        "podDisruptionBudget": {"enabled": part.has_spare},
    }


def labels_for(around: Surroundings) -> Values:
    """Return the labels of every object of a chart."""
    return cast("Values", dict(around.labels))


def amounts(resources: ResourcesSpec) -> Values:
    """Return requests and limits as charts take them."""
    return {"requests": {**resources.requests.named()}, "limits": {**resources.limits.named()}}


def one_away(part: Part) -> Values:
    """Return the budget of a part, for charts that make one as soon as anything is said of it."""
    return {**_ONE_AWAY} if part.has_spare else {}
