"""How many pods a workload has and how versions replace each other, as a user states it."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from components.refusal import Refusal, refuse
from components.spec import LARGEST_INT32, IntOrPercent, Spec


class FixedScalingSpec(Spec):
    """Always the same number of pods."""

    kind: Literal["fixed"]
    replicas: int = Field(default=1, ge=0, le=LARGEST_INT32)
    """Number of pods."""


class HpaTargetsSpec(Spec):
    """The use of resources that the autoscaler aims at, in percent of the requests."""

    cpu_percent: Annotated[int, Field(ge=1, le=LARGEST_INT32)] | None = None
    """CPU use, averaged over the pods."""
    memory_percent: Annotated[int, Field(ge=1, le=LARGEST_INT32)] | None = None
    """Memory use, averaged over the pods."""

    @model_validator(mode="after")
    def _aims_at_something(self) -> Self:
        if self.cpu_percent is None and self.memory_percent is None:
            raise ValueError("aims at nothing; give cpu_percent or memory_percent")
        return self


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
