"""Stacks that may come to cost more than is promised."""

from collections.abc import Iterator

from proof.cost.money import dollars
from proof.cost.promise import at_least, breach, dearest
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    limit, bill = plan.stack.objectives.monthly_usd, plan.bill
    if bill is None or limit is None or bill.total("expected") > limit:
        return
    found = breach(bill, "max", limit)
    if found is None:
        return
    message = (
        f"{dollars(limit)} a month is promised, {at_least(bill)}{dollars(found.total)} a month with"
        f" everything at its most ({dollars(bill.total('expected'))} expected):"
        f" {dearest(bill, 'max')}{found.said}"
    )
    yield Hit(path=("objectives", "monthly_usd"), message=message, severity=found.severity)


RULE = Rule(
    id="over-budget-at-worst",
    severity="warning",
    title="a worst month that costs more than is promised",
    why=(
        "Everything that grows by itself grows up to its ceiling when something goes wrong: a loop"
        " that fills a queue, a disk that fills with logs, a crawler. Then only the ceiling keeps"
        " the bill."
    ),
    ways_out=(
        "lower ceilings: cluster.node_pools.NAME.max_nodes, databases.NAME.max_storage_gib",
        "let people know in time: account.budget tells them when a month will cost too much",
        "accept it, if a worst month may cost that",
    ),
    find=_find,
)
