"""Bills that rest on prices which nobody has read anywhere."""

from collections.abc import Iterator

from proof.cost.money import dollars
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    objectives, bill = plan.stack.objectives, plan.bill
    if bill is None or not bill.assumed:
        return
    promised = [f for f in ("monthly_usd", "usd_per_task") if getattr(objectives, f) is not None]
    if not promised:
        return
    prices = list(dict.fromkeys(line.price.sku for line in bill.assumed))
    total, sure = bill.total("expected"), bill.sure("expected")
    message = (
        f"{dollars(total - sure)} of the {dollars(total)} that are expected rest on {len(prices)}"
        f" price{'' if len(prices) == 1 else 's'} that {'was' if len(prices) == 1 else 'were'}"
        f" recalled or derived: {', '.join(prices)}"
    )
    yield Hit(path=("objectives", promised[0]), message=message)


RULE = Rule(
    id="price-from-memory",
    severity="note",
    title="a promise that is held against prices which were recalled or derived",
    why=(
        "Such a price is likely, and nobody has read it where it is published. The verdict holds on"
        " these assumptions; ./plinth check -v says where each one is from."
    ),
    ways_out=(
        "read the price and renew its row in catalog/data/prices.csv (docs/catalogue.md says how)",
        "leave room in the promise for their being wrong",
    ),
    find=_find,
)
