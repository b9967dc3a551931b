"""Autoscalers that keep every pod they ever added."""

from collections.abc import Iterator

from components.workload.scaling import ScalingRulesSpec
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, scaling in plan.autoscaled.items():
        rules = scaling.behavior.scale_down if scaling.behavior is not None else None
        if rules is None or scaling.min == scaling.max:
            continue
        for field, message in _stuck(rules):
            path = ("workloads", name, "scaling", "behavior", "scale_down", field)
            yield Hit(path=path, message=message)


def _stuck(rules: ScalingRulesSpec) -> Iterator[tuple[str, str]]:
    if rules.select == "Disabled":
        yield "select", "is Disabled: pods that have come never go"
    if rules.tolerance is not None and rules.tolerance >= 1:
        yield "tolerance", f"is {rules.tolerance}: not even idle pods miss the target by so much"


RULE = Rule(
    id="hpa-never-scales-down",
    severity="note",
    title="an autoscaler that never takes pods away",
    why=(
        "After the first peak the workload keeps its largest size, and its price, until somebody"
        " scales it down by hand. That can be meant, where pods do long work that nothing may"
        " interrupt."
    ),
    ways_out=(
        "set scaling.behavior.scale_down.select to Max or Min",
        "set scaling.behavior.scale_down.tolerance below 1",
    ),
    find=_find,
)
