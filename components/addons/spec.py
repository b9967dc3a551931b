"""What a user may ask of the software that serves the whole cluster."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, JsonValue

from components.spec import DnsLabel, Spec
from components.workload.resources import ResourcesSpec


class AddonSpec(Spec):
    """A chart of the catalogue, with plinth's values for it."""

    replicas: Annotated[int, Field(ge=1, le=9)] | None = None
    """Pods of each of its parts; none means what the catalogue says."""
    resources: Mapping[DnsLabel, ResourcesSpec] = Field(default_factory=dict)
    """Resources of its parts, by the part's name; none means what the catalogue says."""
    values: Mapping[str, JsonValue] = Field(default_factory=dict)
    """The chart's own values, laid over plinth's; for what no field above can say."""


class AddonsSpec(Spec):
    """The add-ons; each is there when it is named, with {} for the catalogue's choices."""

    traefik: AddonSpec | None = None
    """Routes from outside (Ingress) to the workloads that have expose."""
    metrics_server: AddonSpec | None = None
    """CPU and memory use for autoscalers; an embedded cluster brings its own where it is needed."""
    vertical_pod_autoscaler: AddonSpec | None = None
    """Recommends or sets requests for the workloads that have vpa."""
    keda: AddonSpec | None = None
    """Scales the workloads that have a schedule."""
