"""Backups that end before somebody asks for them."""

from collections.abc import Iterator

from proof.backups import pasts
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    asked = plan.stack.objectives.backup_days
    if asked is None:
        return
    for past in pasts(plan):
        if past.days < asked:
            said = f"is {past.what}, and {asked} days are promised"
            yield Hit(path=past.path, message=said)


RULE = Rule(
    id="backups-shorter-than-asked",
    severity="error",
    title="backups kept shorter than is promised",
    why=(
        "What was deleted or spoiled by mistake is often noticed late. Once the oldest backup is"
        " younger than the mistake, there is nothing left to restore."
    ),
    ways_out=(
        "keep more of it: backup.retention_days, snapshot_days, lifecycle.*.noncurrent_days",
        "use a store of the cloud, which keeps its past: kind",
        "promise less: objectives.backup_days",
    ),
    find=_find,
    source="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html",
)
