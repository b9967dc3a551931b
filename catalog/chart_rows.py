"""Charts and managed add-ons: their versions, what they bring, and the pods they run."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from catalog.rows import Minor, Name, Row, Sourced, minor_number

ControllerKind = Literal["Deployment", "StatefulSet", "DaemonSet"]
SetBy = Literal["chart", "plinth"]
Presence = Literal["always", "optional"]
Delivery = Literal["crds_folder", "templates"]
"""Helm never upgrades what lies in a `crds` folder; templates it does."""
Scope = Literal["Namespaced", "Cluster"]
DnsLabel = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
ImageRef = Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]+\.[a-z]+/[a-z0-9._/-]+:[\w.-]+$")]
"""With the registry's host and a tag."""
Repository = Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$")]
Port = Annotated[int, Field(ge=1, le=65535)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Requests(_Part):
    """What the scheduler sets aside for one pod, all its containers together."""

    cpu_m: int = Field(ge=0)
    memory_mib: int = Field(ge=0)


class Limits(_Part):
    """What one pod may use at most; none: as much as the node has."""

    cpu_m: int | None = Field(default=None, ge=1)
    memory_mib: int | None = Field(default=None, ge=1)


class PodFootprint(Sourced):
    """The pods of one component: how many, and what each of them asks for."""

    component: DnsLabel
    kind: ControllerKind
    replicas: int | None = Field(default=None, ge=1)
    """None for a DaemonSet, which has one on every node it tolerates."""
    presence: Presence = "always"
    """Optional ones run only where the add-on's values switch them on."""
    requests: Requests
    limits: Limits = Limits()
    set_by: SetBy
    """Who chose the amounts: the chart's own values, or plinth, which passes them as values."""
    image: ImageRef | None = None
    """Of the main container."""
    ports: Mapping[DnsLabel, Port] = Field(default_factory=dict)
    """Container ports, by what they serve."""

    @model_validator(mode="after")
    def _replicas_fit_the_kind(self) -> Self:
        if (self.kind == "DaemonSet") != (self.replicas is None):
            raise ValueError("a DaemonSet has no replicas, and everything else has")
        return self

    @model_validator(mode="after")
    def _requests_are_within_limits(self) -> Self:
        for asked, most in (
            (self.requests.cpu_m, self.limits.cpu_m),
            (self.requests.memory_mib, self.limits.memory_mib),
        ):
            if most is not None and asked > most:
                raise ValueError(f"requests ({asked}) must be within limits ({most})")
        return self


class CustomKind(_Part):
    """A kind that a custom resource definition adds."""

    group: Name
    kind: Name
    plural: Name
    versions: tuple[Name, ...] = Field(min_length=1)
    """The served ones, the stored one first."""
    scope: Scope


class CustomKinds(Sourced):
    """The custom resource definitions of a chart and where they come from."""

    delivery: Delivery
    switch: str | None = None
    """The chart's value that installs them; none: Helm's own flag for the folder."""
    module: str | None = None
    """The Go module whose files hold the same definitions, with its version."""
    module_path: str | None = None
    """The file or folder in that module."""
    kinds: tuple[CustomKind, ...] = Field(min_length=1)
    """Kinds of a vendor's other products are left out."""

    @model_validator(mode="after")
    def _module_and_path_go_together(self) -> Self:
        if (self.module is None) != (self.module_path is None):
            raise ValueError("module and module_path go together")
        return self


class KubernetesSupport(_Part):
    """Which Kubernetes a chart runs on; none: nobody says."""

    chart_from: Minor | None = None
    """Helm refuses an older cluster."""
    tested_from: Minor | None = None
    """The project's own matrix begins here."""
    tested_to: Minor | None = None
    """And ends here: newer clusters may work, but nobody has promised it."""

    @model_validator(mode="after")
    def _range_is_not_empty(self) -> Self:
        if self.tested_from is None or self.tested_to is None:
            return self
        if minor_number(self.tested_from) > minor_number(self.tested_to):
            raise ValueError("tested_from must not be after tested_to")
        return self


class Installed(Row):
    """Something that is installed into a cluster and runs pods there."""

    name: DnsLabel
    app_version: Name
    namespace: DnsLabel
    control_plane_ports: tuple[Port, ...] = ()
    """Pod ports that the API server calls: a firewall between them must admit these."""
    webhook_ports: tuple[Port, ...] = ()
    """Those of them on which it asks before it accepts an object."""
    api_services: tuple[Name, ...] = ()
    """APIs that the API server hands on to a pod."""
    pods: tuple[PodFootprint, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        return (self.name,)

    @model_validator(mode="after")
    def _webhooks_are_called_by_the_api_server(self) -> Self:
        if not set(self.webhook_ports) <= set(self.control_plane_ports):
            raise ValueError("webhook_ports must be among control_plane_ports")
        return self

    @model_validator(mode="after")
    def _components_are_named_once(self) -> Self:
        names = [pod.component for pod in self.pods]
        if len(set(names)) != len(names):
            raise ValueError("two pods have the same component")
        return self


class Chart(Installed):
    """A Helm chart in one version, under the name it has in its repository."""

    what = "chart"

    repository: Repository
    version: Name
    kubernetes: KubernetesSupport = KubernetesSupport()
    ingress_class: DnsLabel | None = None
    """The class that it serves."""
    image_tags: Mapping[Minor, Name] = Field(default_factory=dict)
    """The tag per Kubernetes version, where the image must match the cluster."""
    crds: CustomKinds | None = None


class EksAddonVersion(Sourced):
    """The version of an add-on that is pinned for a version of Kubernetes."""

    kubernetes: Minor
    version: Annotated[
        str, StringConstraints(pattern=r"^v[0-9]+\.[0-9]+\.[0-9]+-eksbuild\.[0-9]+$")
    ]
    """As EKS calls it."""


class EksAddon(Installed):
    """An add-on that EKS installs and updates."""

    what = "EKS add-on"

    version: Name | None = None
    """Of the chart or manifest whose pods these are."""
    versions: tuple[EksAddonVersion, ...] = ()
    """What is asked of EKS, one for each version of Kubernetes; none where plinth installs it in
    another way."""

    @model_validator(mode="after")
    def _one_version_for_each_kubernetes(self) -> Self:
        minors = [each.kubernetes for each in self.versions]
        if len(set(minors)) != len(minors):
            raise ValueError("two versions are for the same Kubernetes")
        return self
