"""What a stack asks of Kubernetes that not every version of it can do."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from catalog.kubernetes_features import kubernetes_feature
from catalog.rows import KubernetesFeature
from components.workload.base import WorkloadBase
from components.workload.lifecycle import SleepHookSpec
from components.workload.scaling import FixedScalingSpec, HpaBehaviorSpec, HpaScalingSpec
from components.workload.spec import WebSpec
from proof.rule import Severity
from stacks.file import KeyPath
from stacks.spec import StackSpec

_EXACT_UP_TO: Final = 10
"""Pods up to which an autoscaler with a tolerance of a tenth keeps a floor to the letter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """A field that needs a feature of Kubernetes."""

    path: KeyPath
    fact: KubernetesFeature
    without: str
    """What becomes of the field on a cluster that lacks the feature."""
    severity: Severity = "error"


def wishes(stack: StackSpec) -> Iterator[Wish]:
    """Yield the fields of a stack that need a feature, in the order of the file."""
    for name, workload in stack.workloads.items():
        at = ("workloads", name)
        if isinstance(workload.pre_stop, SleepHookSpec):
            yield _wish(
                (*at, "pre_stop", "kind"),
                "PodLifecycleSleepAction",
                "its API server knows no such hook and refuses the pods",
            )
        if isinstance(workload, WorkloadBase):
            yield from _scaling(at, workload)
        if isinstance(workload, WebSpec) and workload.traffic_distribution is not None:
            yield _wish(
                (*at, "traffic_distribution"),
                "PreferSameTrafficDistribution",
                f"its API server refuses a Service with {workload.traffic_distribution}",
            )


def _scaling(at: KeyPath, workload: WorkloadBase) -> Iterator[Wish]:
    scaling, vpa = workload.scaling, workload.vpa
    if isinstance(scaling, HpaScalingSpec) and scaling.behavior is not None:
        for field in _tolerances(scaling.behavior):
            yield _wish(
                (*at, "scaling", "behavior", field, "tolerance"),
                "HPAConfigurableTolerance",
                "its API server drops the field in silence, and a tenth it is in both directions",
            )
    if isinstance(scaling, FixedScalingSpec):
        for period, floor in workload.schedule.items():
            if floor.min > _EXACT_UP_TO:
                yield _wish(
                    (*at, "schedule", period, "min"),
                    "HPAConfigurableTolerance",
                    f"its autoscaler overlooks a tenth: fewer pods pass for {floor.min}",
                    "warning",
                )
    if vpa is not None and vpa.mode == "InPlaceOrRecreate":
        yield _wish(
            (*at, "vpa", "mode"),
            "InPlacePodVerticalScaling",
            "it resizes no pod that runs, so each change is a restart",
            "warning",
        )


def _tolerances(behavior: HpaBehaviorSpec) -> Iterator[str]:
    for field, rules in (("scale_up", behavior.scale_up), ("scale_down", behavior.scale_down)):
        if rules is not None and rules.tolerance is not None:
            yield field


def _wish(path: KeyPath, feature: str, without: str, severity: Severity = "error") -> Wish:
    fact = kubernetes_feature(feature)
    return Wish(path=path, fact=fact, without=without, severity=severity)
