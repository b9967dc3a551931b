"""Bills above what a month may cost."""

from collections.abc import Iterator

from proof.cost.money import dollars
from proof.cost.promise import at_least, breach, dearest
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    limit, bill = plan.stack.objectives.monthly_usd, plan.bill
    if bill is None or limit is None:
        return
    found = breach(bill, "expected", limit)
    if found is None:
        return
    message = (
        f"{dollars(limit)} a month is promised, {at_least(bill)}{dollars(found.total)} expected,"
        f" {found.total / limit:.1f} times as much: {dearest(bill, 'expected')}{found.said}"
    )
    yield Hit(path=("objectives", "monthly_usd"), message=message, severity=found.severity)


RULE = Rule(
    id="over-budget",
    severity="error",
    title="a usual month that costs more than is promised",
    why=(
        "The bill comes at the end of the month, when the money is spent. What is expected of a"
        " usual month is known before anything is made."
    ),
    ways_out=(
        "make the largest lines smaller (./plinth check -v has all): machines, NAT gateways, zones",
        "move what may be interrupted to spot machines: cluster.node_pools.NAME.capacity: spot",
        "shrink what a task needs, so that more of them have room on a node",
        "raise objectives.monthly_usd to what it takes",
    ),
    find=_find,
)
