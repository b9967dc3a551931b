"""CPU and memory of a pod, as a user states them."""

from typing import Self

from pydantic import model_validator

from components.refusal import Refusal, refuse
from components.spec import Quantity, Spec


class AmountsSpec(Spec):
    """Amounts of CPU and memory."""

    cpu: Quantity | None = None
    """CPU in cores: 500m is half a core."""
    memory: Quantity | None = None
    """Memory in bytes, such as 256Mi."""

    def named(self) -> dict[str, str]:
        """Return what is given, by Kubernetes' name of the resource."""
        amounts = {"cpu": self.cpu, "memory": self.memory}
        return {name: str(amount) for name, amount in amounts.items() if amount is not None}


class ResourcesSpec(Spec):
    """What the scheduler sets aside for a pod, and what the pod may use at most."""

    requests: AmountsSpec = AmountsSpec()
    """Set aside by the scheduler; utilisation targets are measured against it."""
    limits: AmountsSpec = AmountsSpec()
    """Above the CPU limit a container is slowed down, above the memory limit it is killed."""

    @classmethod
    def of(cls, *, cpu: str, memory: str) -> Self:
        """Return resources whose requests and limits are the same."""
        amounts = AmountsSpec(cpu=Quantity(cpu), memory=Quantity(memory))
        return cls(requests=amounts, limits=amounts)

    @model_validator(mode="after")
    def _limits_hold_requests(self) -> Self:
        refusals = [
            Refusal(("limits", name), f"must be at least requests.{name} ({request}), got {limit}")
            for name, request, limit in (
                ("cpu", self.requests.cpu, self.limits.cpu),
                ("memory", self.requests.memory, self.limits.memory),
            )
            if request is not None and limit is not None and limit < request
        ]
        refuse(refusals)
        return self
