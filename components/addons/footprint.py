"""What a chart is on simulated nodes: plain Kubernetes objects that stand in for its own; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue

from catalog.chart_rows import Chart, CustomKind
from components.addons.parts import Part, placement
from components.labels import NAME_LABEL, object_labels

KubernetesObject = dict[str, JsonValue]
"""As the API takes it, with the API's own spelling of the fields."""

STAND_IN: Final = "plinth.dev/stand-in-for"
"""The annotation of every object here; its value is the chart with its version."""
_NOTHING: Final[Mapping[str, JsonValue]] = {}
_USER: Final = 65_532
_PAUSE: Final = "registry.k8s.io/pause:3.10"
"""For pods whose image the catalogue does not know; nothing is fetched on a simulated node."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Footprint:
    """The objects that stand in for a chart, in the order in which they can be made."""

    objects: tuple[KubernetesObject, ...]
    left_out: tuple[str, ...]
    """What the chart has besides and would not work here, in words."""


def footprint(chart: Chart, parts: Mapping[str, Part], labels: Mapping[str, str]) -> Footprint:
    """Return what stands in for a chart: definitions, accounts, Services, its class, idle pods.

    Admission webhooks and APIServices are left out: with nobody behind them the API server would
    refuse or fail what they are about, the deletion of namespaces included.
    """
    made = _Maker(chart, labels)
    kinds = chart.crds.kinds if chart.crds is not None else ()
    return Footprint(
        objects=(
            *(made.definition(kind) for kind in kinds),
            *(made.account(part) for part in parts.values()),
            *(made.service(part) for part in parts.values() if part.ports),
            *made.ingress_class(),
            *(made.controller(part) for part in parts.values()),
            *(made.budget(part) for part in parts.values() if part.has_spare),
        ),
        left_out=left_out(chart),
    )


def left_out(chart: Chart) -> tuple[str, ...]:
    """Return what a chart has besides and has not on simulated nodes, in words."""
    webhooks = ("admission webhooks",) if chart.webhook_ports else ()
    return (*webhooks, *(f"APIService {name}" for name in chart.api_services), "roles")


@dataclass(frozen=True, slots=True)
class _Maker:
    chart: Chart
    labels: Mapping[str, str]

    def definition(self, kind: CustomKind) -> KubernetesObject:
        """Return a definition of the kind that takes any fields."""
        name = f"{kind.plural}.{kind.group}"
        notes: KubernetesObject = {}
        if kind.group.endswith((".k8s.io", ".kubernetes.io")):
            # Without it the API server refuses a definition in a group of Kubernetes' own.
            # https://github.com/kubernetes/enhancements/pull/1111
            notes["api-approved.kubernetes.io"] = "unapproved, a stand-in"
        made = self._object(
            "apiextensions.k8s.io/v1", "CustomResourceDefinition", name, notes=notes
        )
        names: KubernetesObject = {
            "kind": kind.kind,
            "listKind": f"{kind.kind}List",
            "plural": kind.plural,
            "singular": kind.kind.lower(),
        }
        schema: KubernetesObject = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
        versions: list[JsonValue] = [
            {
                "name": version,
                "served": True,
                "storage": version == kind.versions[0],
                "schema": {"openAPIV3Schema": {**schema}},
            }
            for version in kind.versions
        ]
        spec: KubernetesObject = {
            "group": kind.group,
            "scope": kind.scope,
            "names": names,
            "versions": versions,
        }
        return {**made, "spec": spec}

    def account(self, part: Part) -> KubernetesObject:
        """Return the service account of a part; it may do nothing."""
        return self._namespaced("v1", "ServiceAccount", part)

    def service(self, part: Part) -> KubernetesObject:
        """Return a Service inside the cluster with the part's own ports."""
        ports: list[JsonValue] = [
            {"name": name, "port": number, "targetPort": number, "protocol": "TCP"}
            for name, number in part.ports.items()
        ]
        spec: KubernetesObject = {
            "type": "ClusterIP",
            "selector": self._selector(part),
            "ports": ports,
        }
        return {**self._namespaced("v1", "Service", part), "spec": spec}

    def ingress_class(self) -> Iterator[KubernetesObject]:
        """Yield the class of routes that the chart serves, if it serves any."""
        name = self.chart.ingress_class
        if name is not None:
            made = self._object("networking.k8s.io/v1", "IngressClass", name)
            yield {**made, "spec": {"controller": f"plinth.dev/stand-in-for-{self.chart.name}"}}

    def controller(self, part: Part) -> KubernetesObject:
        """Return what keeps the part's idle pods."""
        selector = self._selector(part)
        template: KubernetesObject = {
            "metadata": {"labels": {**self.labels, **selector}},
            "spec": self._pod(part),
        }
        spec: KubernetesObject = {"selector": {"matchLabels": selector}, "template": template}
        if part.kind == "StatefulSet":
            spec["serviceName"] = self._name(part)
        if part.replicas is not None:
            spec["replicas"] = part.replicas
        return {**self._namespaced("apps/v1", part.kind, part), "spec": spec}

    def budget(self, part: Part) -> KubernetesObject:
        """Return the limit while nodes are drained: one pod at a time."""
        spec: KubernetesObject = {
            "maxUnavailable": 1,
            "selector": {"matchLabels": self._selector(part)},
        }
        return {**self._namespaced("policy/v1", "PodDisruptionBudget", part), "spec": spec}

    def _pod(self, part: Part) -> KubernetesObject:
        container: KubernetesObject = {
            "name": part.name,
            "image": part.image or _PAUSE,
            "resources": {
                "requests": {**part.resources.requests.named()},
                "limits": {**part.resources.limits.named()},
            },
            "securityContext": {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            },
            "ports": [{"containerPort": number} for number in part.ports.values()],
        }
        return {
            **placement(part),
            "serviceAccountName": self._name(part),
            "automountServiceAccountToken": False,
            "enableServiceLinks": False,
            "securityContext": {
                "runAsNonRoot": True,
                "runAsUser": _USER,
                "runAsGroup": _USER,
                "seccompProfile": {"type": "RuntimeDefault"},
            },
            "containers": [container],
        }

    def _name(self, part: Part) -> str:
        chart = self.chart.name
        return part.name if part.name == chart else f"{chart}-{part.name}"

    def _selector(self, part: Part) -> KubernetesObject:
        return {NAME_LABEL: self._name(part)}

    def _namespaced(self, version: str, kind: str, part: Part) -> KubernetesObject:
        return self._object(
            version, kind, self._name(part), place={"namespace": self.chart.namespace}
        )

    def _object(
        self,
        version: str,
        kind: str,
        name: str,
        *,
        place: Mapping[str, JsonValue] = _NOTHING,
        notes: Mapping[str, JsonValue] = _NOTHING,
    ) -> KubernetesObject:
        metadata: KubernetesObject = {
            "name": name,
            **place,
            "labels": {**object_labels(self.labels, name)},
            "annotations": {STAND_IN: f"{self.chart.name} {self.chart.version}", **notes},
        }
        return {"apiVersion": version, "kind": kind, "metadata": metadata}
