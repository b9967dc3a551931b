"""Databases whose disk cannot grow."""

from collections.abc import Iterator

from components.database.rds_spec import RdsSpec
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, database in plan.stack.databases.items():
        if isinstance(database, RdsSpec) and database.max_storage_gib is None:
            said = f"is missing, and its disk has {database.storage_gib} GiB"
            yield Hit(path=("databases", name, "max_storage_gib"), message=said)


RULE = Rule(
    id="database-disk-may-fill",
    severity="warning",
    title="a database whose disk stays as it is until it is full",
    why=(
        "A Postgres whose disk is full takes no writes and may not start any more. AWS makes the"
        " disk larger by itself up to a ceiling, if there is one; what is not used costs nothing."
    ),
    ways_out=(
        "name a ceiling that the budget bears: max_storage_gib",
        "accept it, if somebody else watches the disk",
    ),
    find=_find,
    source="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html",
)
