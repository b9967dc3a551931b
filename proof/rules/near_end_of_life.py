"""Versions that will not be mended much longer."""

from collections.abc import Iterator

from proof.facts import hit
from proof.lifecycle import apart
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for each in plan.calendar:
        if each.state == "ending" and each.ends is not None and each.fact is not None:
            until = apart(plan.on, each.ends)
            message = f"{each.name}: support ends on {each.ends}, {until} after {plan.on}"
            yield hit(each.path, message, each.fact)


RULE = Rule(
    id="near-end-of-life",
    severity="warning",
    title="a version whose support ends within 90 days",
    why=(
        "A new version of a database or of Kubernetes wants to be tried out before it is trusted."
        " Whoever begins on the last day runs without mended holes until it is done."
    ),
    ways_out=(
        "plan the move, and name a version with a longer life: version",
        "the embedded cluster has its version from plinth: use a newer plinth",
    ),
    find=_find,
    source="https://endoflife.date",
)
