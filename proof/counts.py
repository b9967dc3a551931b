"""How many pods there are while things change, as Kubernetes rounds."""

import math

from components.workload.base import WorkloadBase
from components.workload.scaling import FixedScalingSpec, RollingUpdateSpec, ScalingSpec


def fewest(scaling: ScalingSpec) -> tuple[str, int]:
    """Return the field below scaling that says how few pods there may be, and its value."""
    if isinstance(scaling, FixedScalingSpec):
        return "replicas", scaling.replicas
    return "min", scaling.min


def missing_in_rollout(rollout: RollingUpdateSpec, pods: int) -> int:
    """Return how many of the pods a rollout may take away before new ones are ready.

    A share is rounded down; where nothing is left to move, Kubernetes takes one.
    """
    missing = math.floor(_share(rollout.max_unavailable, pods))
    return missing or (1 if extra_in_rollout(rollout, pods) == 0 else 0)


def extra_in_rollout(rollout: RollingUpdateSpec, pods: int) -> int:
    """Return how many pods a rollout may have beside the wanted ones; a share is rounded up."""
    return math.ceil(_share(rollout.max_surge, pods))


def ahead(spec: WorkloadBase, pods: int) -> int:
    """Return how many pods a new version needs before one of `pods` may go, be it to migrate."""
    rollout = spec.rollout
    surges = isinstance(rollout, RollingUpdateSpec) and missing_in_rollout(rollout, pods) == 0
    return 1 if pods and (surges or spec.migration is not None) else 0


def _share(amount: int | str, pods: int) -> float:
    return int(amount.removesuffix("%")) * pods / 100 if isinstance(amount, str) else amount
