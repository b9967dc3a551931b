"""What a user may ask of the software that serves the whole cluster."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field, JsonValue

from components.spec import DnsLabel, Spec
from components.workload.resources import ResourcesSpec

AddonName = Literal[
    "traefik",
    "metrics_server",
    "vertical_pod_autoscaler",
    "keda",
    "aws_load_balancer_controller",
    "external_secrets",
    "cluster_autoscaler",
]


class AddonSpec(Spec):
    """A chart of the catalogue, with plinth's values for it."""

    replicas: Annotated[int, Field(ge=1, le=9)] | None = None
    """Pods of each of its parts; none means what the catalogue says, but one on a lone node."""
    resources: Mapping[DnsLabel, ResourcesSpec] = Field(default_factory=dict)
    """Resources of its parts, by the part's name; amounts left out are the catalogue's."""
    node_pool: DnsLabel | None = None
    """The node pool that its pods must run on; its taints are tolerated. None leaves it to the
    scheduler, which keeps them off pools with taints."""
    values: Mapping[str, JsonValue] = Field(default_factory=dict)
    """The chart's own values, laid over plinth's; for what no field above can say, and for nothing
    secret. The embedded cluster, where stand-ins run, has no use for them."""


_RETIRED: Final[Mapping[str, str]] = {
    "ingress_nginx": "was retired in March 2026; traefik serves routes in its place",
    "nginx_ingress": "is no add-on of plinth, and ingress-nginx was retired; traefik serves routes",
    "promtail": "ended in March 2026, and plinth has no add-on for logs yet; leave it out",
    "loki_stack": "is a chart that nobody keeps any more; leave it out",
    "jaeger": "is none, and Jaeger 1 has ended; an OpenTelemetry Collector takes its place",
}


class AddonsSpec(Spec):
    """The add-ons; each is there when it is named, with {} for the catalogue's choices."""

    RETIRED: ClassVar[Mapping[str, str]] = _RETIRED
    """What is told to whoever asks for software that has ended."""

    traefik: AddonSpec | None = None
    """Routes from outside (Ingress) to the workloads that have expose."""
    metrics_server: AddonSpec | None = None
    """CPU and memory use for autoscalers; an embedded cluster brings its own where it is needed."""
    vertical_pod_autoscaler: AddonSpec | None = None
    """Recommends or sets requests for the workloads that have vpa."""
    keda: AddonSpec | None = None
    """Scales the workloads that have a schedule."""
    aws_load_balancer_controller: AddonSpec | None = None
    """Makes load balancers of AWS for the workloads that have expose; on EKS only."""
    external_secrets: AddonSpec | None = None
    """Brings what AWS keeps of databases and caches into Secrets of the cluster; on EKS only."""
    cluster_autoscaler: AddonSpec | None = None
    """Starts and ends nodes as cluster.autoscaler says; on EKS only."""

    def asked(self) -> dict[AddonName, AddonSpec]:
        """Return the add-ons that are named."""
        named: dict[AddonName, AddonSpec | None] = {
            "traefik": self.traefik,
            "metrics_server": self.metrics_server,
            "vertical_pod_autoscaler": self.vertical_pod_autoscaler,
            "keda": self.keda,
            "aws_load_balancer_controller": self.aws_load_balancer_controller,
            "external_secrets": self.external_secrets,
            "cluster_autoscaler": self.cluster_autoscaler,
        }
        return {name: spec for name, spec in named.items() if spec is not None}
