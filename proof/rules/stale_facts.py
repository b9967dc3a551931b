"""Facts that nobody has looked at for long."""

from collections.abc import Iterator

from catalog.age import FRESH_FOR, stale
from catalog.retired_images import retired_image
from catalog.rows import Row
from proof.addons import charts
from proof.features import wishes
from proof.images import repository
from proof.lifecycle import apart
from proof.plan import Plan
from proof.rule import Hit, Rule
from stacks.file import KeyPath


def _find(plan: Plan) -> Iterator[Hit]:
    told = {(path, row.what, row.key): (path, row) for path, row in _facts(plan)}
    for path, row in told.values():
        if stale(row, plan.on):
            yield Hit(
                path=path,
                message=(
                    f"the {row.what} {' '.join(row.key)} was read on {row.as_of},"
                    f" {apart(row.as_of, plan.on)} before {plan.on}"
                ),
            )


def _facts(plan: Plan) -> Iterator[tuple[KeyPath, Row]]:
    """Yield the rows of the catalogue that this verdict rests on, with what they are about."""
    for each in plan.calendar:
        if each.fact is not None:
            yield each.path, each.fact
    for name, chart in charts(plan.stack).items():
        yield ("addons", name), chart
    if plan.stack.cluster.kubernetes_version is not None:
        for wish in wishes(plan.stack):
            yield wish.path, wish.fact
    for name, workload in plan.stack.workloads.items():
        row = retired_image(repository(workload.image))
        if row is not None:
            yield ("workloads", name, "image"), row
    if plan.bill is not None:
        for line in plan.bill.lines:
            yield line.path, line.price


RULE = Rule(
    id="stale-facts",
    severity="warning",
    title=f"a fact of the catalogue that is older than {FRESH_FOR.days} days",
    why=(
        "Projects move the end of their support and take versions back. The verdict says what was"
        " true when the fact was read."
    ),
    ways_out=(
        "use a newer plinth",
        "read the source again and renew the row in catalog/data (docs/catalogue.md says how)",
    ),
    find=_find,
)
