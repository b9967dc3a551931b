"""Versions that nobody has heard of."""

from collections.abc import Iterator

from catalog.lifecycle import versions
from proof.plan import Plan
from proof.rule import Hit, Rule
from stacks.reading.explain import closest


def _find(plan: Plan) -> Iterator[Hit]:
    for each in plan.calendar:
        if each.state == "unknown" and each.version is not None:
            known = [row.version for row in versions(each.product)]
            meant = closest(each.version, known)
            hint = f"; did you mean {meant}?" if meant else ""
            message = f"the catalogue knows {', '.join(known)} and no {each.version}{hint}"
            yield Hit(path=each.path, message=f"{each.title}: {message}")


RULE = Rule(
    id="unknown-version",
    severity="error",
    title="a version that the catalogue does not know",
    why=(
        "It may be misspelt, withdrawn, too old to be told of, or newer than this catalogue. When"
        " its support ends cannot be said, and whether there is an image of it neither."
    ),
    ways_out=(
        "name a version that the catalogue knows: version",
        "add the version with its dates to catalog/data/lifecycle.csv (docs/catalogue.md says how)",
    ),
    find=_find,
)
