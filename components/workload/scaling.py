"""How many pods a workload has and how versions replace each other, as a user states it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from components.fields import TextRule
from components.refusal import Refusal, refuse
from components.spec import (
    LARGEST_INT32,
    IntOrPercent,
    LabelKey,
    LabelValue,
    Quantity,
    Spec,
)


class FixedScalingSpec(Spec):
    """Always the same number of pods."""

    kind: Literal["fixed"]
    replicas: int = Field(default=1, ge=0, le=LARGEST_INT32)
    """Number of pods."""


Tolerance = Annotated[Decimal, Field(ge=0, lt=10, decimal_places=3, examples=[0.1])]


class PodsMetricSpec(Spec):
    """A metric that every pod of the workload tells, such as requests per second."""

    kind: Literal["pods"]
    average: Quantity
    """What the autoscaler aims at, averaged over the pods."""
    selector: Mapping[LabelKey, LabelValue] = Field(default_factory=dict)
    """Labels that choose among metrics of one name."""


class ExternalMetricSpec(Spec):
    """A metric of something outside the cluster, such as the length of a queue."""

    kind: Literal["external"]
    average: Quantity
    """What the autoscaler aims at for each pod: the metric divided by the number of pods."""
    selector: Mapping[LabelKey, LabelValue] = Field(default_factory=dict)
    """Labels that choose among metrics of one name."""


CustomMetricSpec = Annotated[PodsMetricSpec | ExternalMetricSpec, Field(discriminator="kind")]
MetricName = Annotated[
    str,
    TextRule(
        rule="must be the name of a metric: letters, digits, '_', ':', '-', '.' and '/', such as"
        " http_requests_per_second",
        pattern=r"[A-Za-z_:][-A-Za-z0-9_:./]*",
        examples=("http_requests_per_second",),
        longest=200,
    ),
]


class HpaTargetsSpec(Spec):
    """What the autoscaler aims at; percentages are of the requests."""

    cpu_percent: Annotated[int, Field(ge=1, le=LARGEST_INT32)] | None = None
    """CPU use, averaged over the pods."""
    memory_percent: Annotated[int, Field(ge=1, le=LARGEST_INT32)] | None = None
    """Memory use, averaged over the pods."""
    metrics: Mapping[MetricName, CustomMetricSpec] = Field(default_factory=dict)
    """Metrics of the workload's own or from outside, by name; something must serve them."""

    @model_validator(mode="after")
    def _aims_at_something(self) -> Self:
        if self.cpu_percent is None and self.memory_percent is None and not self.metrics:
            raise ValueError("aims at nothing; give cpu_percent, memory_percent or metrics")
        return self

    def percentages(self) -> dict[str, int]:
        """Return the percentages that are given, by Kubernetes' name of the resource."""
        named = {"cpu": self.cpu_percent, "memory": self.memory_percent}
        return {name: percent for name, percent in named.items() if percent is not None}


class ScalingPolicySpec(Spec):
    """A limit on how far the autoscaler may go within a period."""

    kind: Literal["pods", "percent"]
    """What `value` counts."""
    value: int = Field(ge=1, le=LARGEST_INT32)
    """Number of pods, or percent of the pods there were."""
    period_seconds: int = Field(ge=1, le=1800)
    """Length of the period."""


class ScalingRulesSpec(Spec):
    """How the autoscaler moves in one direction."""

    stabilization_seconds: int | None = Field(default=None, ge=0, le=3600)
    """Look back this long and take the most careful answer; none means the Kubernetes default."""
    policies: tuple[ScalingPolicySpec, ...] = ()
    """Limits on the pace; none means the Kubernetes defaults."""
    select: Literal["Max", "Min", "Disabled"] = "Max"
    """Which limit holds when several are given."""
    tolerance: Tolerance | None = None
    """Share by which use may miss the target before anything happens: 0.1 is ten percent, which
    is also the Kubernetes default; needs Kubernetes 1.35."""


class HpaBehaviorSpec(Spec):
    """Pace and patience of the autoscaler; a direction left out follows Kubernetes' defaults."""

    scale_up: ScalingRulesSpec | None = None
    """Towards more pods."""
    scale_down: ScalingRulesSpec | None = None
    """Towards fewer pods."""


class HpaScalingSpec(Spec):
    """As many pods as the Kubernetes autoscaler finds right."""

    kind: Literal["hpa"]
    min: int = Field(ge=1, le=LARGEST_INT32)
    """Fewest pods."""
    max: int = Field(ge=1, le=LARGEST_INT32)
    """Most pods."""
    targets: HpaTargetsSpec
    """What the autoscaler aims at; with several, the one that asks for most pods wins."""
    behavior: HpaBehaviorSpec | None = None
    """Pace and patience; none means the Kubernetes defaults."""

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Self:
        if self.max < self.min:
            refuse([Refusal(("max",), f"must be at least min ({self.min}), got {self.max}")])
        return self


ScalingSpec = Annotated[FixedScalingSpec | HpaScalingSpec, Field(discriminator="kind")]


class RollingUpdateSpec(Spec):
    """New pods come up beside the old ones, which go as the new ones are ready."""

    kind: Literal["rolling_update"]
    max_unavailable: IntOrPercent = 0
    """Pods that may be missing on the way."""
    max_surge: IntOrPercent = 1
    """Pods that may be there beside the wanted number on the way."""

    @model_validator(mode="after")
    def _can_move(self) -> Self:
        if self.max_unavailable in (0, "0%") and self.max_surge in (0, "0%"):
            raise ValueError("max_unavailable and max_surge are both 0; a rollout could never move")
        return self


class RecreateSpec(Spec):
    """All old pods go before the first new one comes."""

    kind: Literal["recreate"]


RolloutSpec = Annotated[RollingUpdateSpec | RecreateSpec, Field(discriminator="kind")]


def least_replicas(scaling: ScalingSpec) -> int:
    """Return the smallest number of pods that the workload has while nothing is wrong."""
    match scaling:
        case FixedScalingSpec():
            return scaling.replicas
        case HpaScalingSpec():
            return scaling.min


def most_replicas(scaling: ScalingSpec) -> int:
    """Return the largest number of pods that the workload has outside of a rollout."""
    match scaling:
        case FixedScalingSpec():
            return scaling.replicas
        case HpaScalingSpec():
            return scaling.max
