"""Backups between which more is written than may be lost."""

from collections.abc import Iterator

from proof.backups import pasts
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    asked = plan.stack.objectives.rpo_hours
    if asked is None:
        return
    for past in pasts(plan):
        if past.hours_lost > asked:
            said = f"is {past.what}, and at most {asked} hours may be lost"
            yield Hit(path=past.path, message=said)


RULE = Rule(
    id="backups-rarer-than-asked",
    severity="error",
    title="backups further apart than what may be lost",
    why=(
        "When a store is gone for good, all that was written since its last backup is gone with"
        " it: a day's work with daily snapshots. A standby is no backup: it takes over mistakes at"
        " once."
    ),
    ways_out=(
        "use a store whose every moment can be restored, such as a database of kind rds",
        "keep in this store only what can be made anew, and accept it",
        "promise less: objectives.rpo_hours",
    ),
    find=_find,
)
