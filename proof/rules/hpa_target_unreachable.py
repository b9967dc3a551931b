"""Autoscalers that no load can ever move."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from components.workload.scaling import HpaScalingSpec
from proof.plan import Plan
from proof.rule import Hit, Rule
from proof.targets import utilisation_targets

_DEFAULT_TOLERANCE: Final = Decimal("0.1")


def _find(plan: Plan) -> Iterator[Hit]:
    for target in utilisation_targets(plan):
        if target.limit is None:
            continue
        request = target.request or target.limit  # a limit alone is the request as well
        if request.value == 0:
            continue
        most = int(100 * target.limit.value / request.value)
        needed = target.percent * (1 + _tolerance(plan.autoscaled[target.workload]))
        if most <= needed:
            yield Hit(
                path=("workloads", target.workload, "scaling", "targets", _field(target.resource)),
                message=(
                    f"is {target.percent}: pods come above {_plain(needed)} % of the request"
                    f" ({request}), and the limit ({target.limit}) ends use at {most} %"
                ),
            )


def _tolerance(scaling: HpaScalingSpec) -> Decimal:
    rules = scaling.behavior.scale_up if scaling.behavior is not None else None
    given = rules.tolerance if rules is not None else None
    return given if given is not None else _DEFAULT_TOLERANCE


def _field(resource: str) -> str:
    return f"{resource}_percent"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


RULE = Rule(
    id="hpa-target-unreachable",
    severity="error",
    title="a utilisation target that use can never exceed",
    why=(
        "A container is slowed down at its CPU limit and killed at its memory limit, so its use"
        " ends there. The autoscaler adds pods only when use exceeds the target by the tolerance,"
        " a tenth unless it is set. If the limit comes first, no pod is ever added: under load the"
        " pods that are there get slower or die."
    ),
    ways_out=(
        "lower the target in scaling.targets",
        "raise resources.limits, or lower resources.requests, which the percentage is of",
        "set scaling.behavior.scale_up.tolerance to 0 if the target is right and just missed",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/",
)
