"""Kubernetes' form of autoscaling."""

from collections.abc import Sequence

import pulumi_kubernetes as k8s

from components.workload.scaling import (
    CustomMetricSpec,
    ExternalMetricSpec,
    HpaBehaviorSpec,
    HpaScalingSpec,
    HpaTargetsSpec,
    PodsMetricSpec,
    ScalingRulesSpec,
)


def autoscaler(
    deployment: str, scaling: HpaScalingSpec
) -> k8s.autoscaling.v2.HorizontalPodAutoscalerSpecArgsDict:
    """Return the autoscaler of a Deployment, which must not set `replicas` itself."""
    made: k8s.autoscaling.v2.HorizontalPodAutoscalerSpecArgsDict = {
        "scale_target_ref": {"api_version": "apps/v1", "kind": "Deployment", "name": deployment},
        "min_replicas": scaling.min,
        "max_replicas": scaling.max,
        "metrics": _metrics(scaling.targets),
    }
    if scaling.behavior is not None:
        made["behavior"] = behavior(scaling.behavior)
    return made


def behavior(
    wanted: HpaBehaviorSpec,
) -> k8s.autoscaling.v2.HorizontalPodAutoscalerBehaviorArgsDict:
    """Return the pace and patience of an autoscaler, for the directions that have any."""
    made: k8s.autoscaling.v2.HorizontalPodAutoscalerBehaviorArgsDict = {}
    if wanted.scale_up is not None:
        made["scale_up"] = _rules(wanted.scale_up)
    if wanted.scale_down is not None:
        made["scale_down"] = _rules(wanted.scale_down)
    return made


def _metrics(targets: HpaTargetsSpec) -> Sequence[k8s.autoscaling.v2.MetricSpecArgsDict]:
    used: list[k8s.autoscaling.v2.MetricSpecArgsDict] = [
        {
            "type": "Resource",
            "resource": {
                "name": name,
                "target": {"type": "Utilization", "average_utilization": percent},
            },
        }
        for name, percent in targets.percentages().items()
    ]
    return used + [_custom(name, metric) for name, metric in targets.metrics.items()]


def _custom(name: str, metric: CustomMetricSpec) -> k8s.autoscaling.v2.MetricSpecArgsDict:
    identifier: k8s.autoscaling.v2.MetricIdentifierArgsDict = {"name": name}
    if metric.selector:
        identifier["selector"] = {"match_labels": dict(metric.selector)}
    target: k8s.autoscaling.v2.MetricTargetArgsDict = {
        "type": "AverageValue",
        "average_value": str(metric.average),
    }
    match metric:
        case PodsMetricSpec():
            return {"type": "Pods", "pods": {"metric": identifier, "target": target}}
        case ExternalMetricSpec():
            return {"type": "External", "external": {"metric": identifier, "target": target}}


def _rules(rules: ScalingRulesSpec) -> k8s.autoscaling.v2.HPAScalingRulesArgsDict:
    made: k8s.autoscaling.v2.HPAScalingRulesArgsDict = {"select_policy": rules.select}
    if rules.stabilization_seconds is not None:
        made["stabilization_window_seconds"] = rules.stabilization_seconds
    if rules.tolerance is not None:
        made["tolerance"] = str(rules.tolerance)
    if rules.policies:
        made["policies"] = [
            {
                "type": policy.kind.capitalize(),
                "value": policy.value,
                "period_seconds": policy.period_seconds,
            }
            for policy in rules.policies
        ]
    return made
