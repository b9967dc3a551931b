"""The custom resource that keeps a workload's schedule, as KEDA's definition spells it; pure."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NotRequired, TypedDict, cast

from pydantic import JsonValue

from components.workload.base import WorkloadBase
from components.workload.scaling import (
    FixedScalingSpec,
    HpaBehaviorSpec,
    HpaScalingSpec,
    ScalingRulesSpec,
    ScalingSpec,
    least_replicas,
)
from components.workload.scaling_manifests import behavior
from components.workload.schedule import ScheduleSpec, autoscaler_name

KEDA_VERSION: Final = "keda.sh/v1alpha1"
KEDA_KIND: Final = "ScaledObject"
_EXACTLY: Final = HpaBehaviorSpec(scale_up=ScalingRulesSpec(tolerance=Decimal(0)))
"""Without it the autoscaler takes ten pods for eleven: https://github.com/kubernetes/enhancements/issues/4951"""


class _TargetDict(TypedDict):
    apiVersion: str
    kind: str
    name: str


class TriggerDict(TypedDict):
    """Something that asks for pods; whoever asks for most gets its way."""

    type: str
    name: NotRequired[str]
    metricType: NotRequired[str]
    metadata: Mapping[str, str]


class _AutoscalerDict(TypedDict):
    name: str
    behavior: NotRequired[JsonValue]


class _AdvancedDict(TypedDict):
    horizontalPodAutoscalerConfig: _AutoscalerDict


class ScaledObjectDict(TypedDict):
    """The spec of a ScaledObject."""

    scaleTargetRef: _TargetDict
    minReplicaCount: int
    maxReplicaCount: int
    advanced: _AdvancedDict
    triggers: Sequence[TriggerDict]


def scaled_object(name: str, deployment: str, spec: WorkloadBase) -> ScaledObjectDict:
    """Return the ScaledObject of the workload `name`, which has a schedule.

    KEDA makes one autoscaler of it; the Deployment must not set `replicas` itself.
    https://keda.sh/docs/2.17/reference/scaledobject-spec/
    """
    return {
        "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": deployment},
        "minReplicaCount": least_replicas(spec.scaling),
        "maxReplicaCount": spec.most_pods(),
        "advanced": {"horizontalPodAutoscalerConfig": _autoscaler(name, spec.scaling)},
        "triggers": [*_floors(spec.schedule), *_use(spec.scaling)],
    }


def _autoscaler(name: str, scaling: ScalingSpec) -> _AutoscalerDict:
    made: _AutoscalerDict = {"name": autoscaler_name(name)}
    wanted = scaling.behavior if isinstance(scaling, HpaScalingSpec) else _EXACTLY
    if wanted is not None:
        made["behavior"] = _spelled(cast("JsonValue", behavior(wanted)))
    return made


def _floors(schedule: Mapping[str, ScheduleSpec]) -> Iterator[TriggerDict]:
    for name, floor in schedule.items():
        yield {
            "type": "cron",
            "name": name,
            "metadata": {
                "timezone": floor.time_zone,
                "start": floor.start,
                "end": floor.end,
                "desiredReplicas": str(floor.min),
            },
        }


def _use(scaling: ScalingSpec) -> Iterator[TriggerDict]:
    if isinstance(scaling, FixedScalingSpec):
        return
    for kind, percent in scaling.targets.percentages().items():
        yield {"type": kind, "metricType": "Utilization", "metadata": {"value": str(percent)}}


def _spelled(value: JsonValue) -> JsonValue:
    """Return the value with its keys as Kubernetes spells them; the SDK does so for types it knows.

    None of the keys is a name of somebody's.
    """
    if isinstance(value, dict):
        return {_camel_case(key): _spelled(inner) for key, inner in value.items()}
    return [_spelled(inner) for inner in value] if isinstance(value, list) else value


def _camel_case(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
