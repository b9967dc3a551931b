"""Vertical autoscaling, as a user states it."""

from typing import Literal, Self

from pydantic import Field, model_validator

from components.refusal import Refusal, refuse
from components.spec import Spec
from components.workload.resources import AmountsSpec

Resource = Literal["cpu", "memory"]


class VpaSpec(Spec):
    """A vertical autoscaler: it watches use, and says or sets what the requests should be."""

    mode: Literal["Off", "Initial", "Recreate", "InPlaceOrRecreate", "Auto"] = "Off"
    """Off recommends only; Initial sets new pods; Recreate restarts pods; InPlaceOrRecreate
    resizes them while they run where it can; Auto is a deprecated name of Recreate. InPlace, which
    restarts none, is not offered: version 1.7 has it behind a gate, for trying out."""
    containers: Literal["Auto", "Off"] = "Auto"
    """Off leaves the containers alone whatever the mode is."""
    resources: tuple[Resource, ...] = Field(default=("cpu", "memory"), min_length=1)
    """What it looks after."""
    min: AmountsSpec = AmountsSpec()
    """The least that it may set."""
    max: AmountsSpec = AmountsSpec()
    """The most that it may set."""

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Self:
        pairs = (("cpu", self.min.cpu, self.max.cpu), ("memory", self.min.memory, self.max.memory))
        refuse(
            [
                Refusal(("max", name), f"must be at least min.{name} ({low}), got {high}")
                for name, low, high in pairs
                if low is not None and high is not None and high < low
            ]
        )
        return self
