"""Parts of a bill that the catalogue has no price of."""

from collections.abc import Iterator, Sequence

from catalog.prices import PRICES
from proof.cost.line import UNIT_WORDS, Unpriced
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    if plan.bill is None or not plan.bill.unpriced or plan.stack.account is None:
        return
    missing, account = plan.bill.unpriced, plan.stack.account
    regions = sorted({row.region for row in PRICES.rows if row.provider == account.kind} - {"any"})
    if account.region in regions:
        yield from (_one(each) for each in missing)
    else:
        yield _none_there(account.region, regions, missing)


def _one(each: Unpriced) -> Hit:
    message = (
        f"the catalogue has no price of {each.sku} / {UNIT_WORDS[each.unit]} in {each.region}, for"
        f" {each.what}: the bill is too low by it"
    )
    return Hit(path=each.path, message=message)


def _none_there(region: str, regions: Sequence[str], missing: Sequence[Unpriced]) -> Hit:
    skus = sorted({each.sku for each in missing})
    message = (
        f"the catalogue has no prices in {region}, only in {' and '.join(regions)}: the bill lacks"
        f" {len(skus)}, {', '.join(skus)}"
    )
    return Hit(path=("account", "region"), message=message)


RULE = Rule(
    id="price-unknown",
    severity="error",
    title="something whose price the catalogue does not have",
    why=(
        "An unknown price is no price of 0. The bill says at least what it would be without it, and"
        " whatever was promised of it is not proven."
    ),
    ways_out=(
        "choose a machine and a region that the catalogue has prices of",
        "read the price and add its row to catalog/data/prices.csv (docs/catalogue.md says how)",
        "accept it, if somebody else knows that the sum is right",
    ),
    find=_find,
)
