"""Versions that nobody mends any more."""

from collections.abc import Iterator

from proof.facts import hit
from proof.lifecycle import apart
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for each in plan.calendar:
        if each.state == "ended" and each.ends is not None and each.fact is not None:
            since = apart(each.ends, plan.on)
            message = f"{each.name}: support ended on {each.ends}, {since} before {plan.on}"
            yield hit(each.path, message, each.fact)


RULE = Rule(
    id="past-end-of-life",
    severity="error",
    title="a version whose support has ended",
    why=(
        "Holes that are found in it from now on stay open, and everybody can read about them. What"
        " stands around it moves on: charts, drivers and clouds stop working with it, and the way"
        " to a supported version gets longer with each one that is left out."
    ),
    ways_out=(
        "name a supported version in version; the data of a database has to be moved over",
        "the embedded cluster has its version from plinth: use a newer plinth",
        "accept it until a day on which the move will be done",
    ),
    find=_find,
    source="https://endoflife.date",
)
