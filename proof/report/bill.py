"""The bill of a stack as text: one line, or all its lines with where their prices are from."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

from catalog.rows import Price
from proof.cost.bill import Bill, usd_per_request, usd_per_task
from proof.cost.demand import demand_of
from proof.cost.line import UNIT_WORDS, Line, Unpriced
from proof.cost.machines import Offer
from proof.cost.money import apiece, cents, dollars, plain
from proof.cost.nodes import WaysToPay
from proof.cost.promise import at_least
from proof.levels import LEVELS, Level
from stacks.demand import LoadSpec

_INDENT: Final = "    "
_NO_PRICE: Final = "no price"


def headline(bill: Bill, load: LoadSpec | None) -> str:
    """Return what a month costs, and a task or request, in one line."""
    least, usual, most = (dollars(bill.total(level)) for level in LEVELS)
    said = [f"costs {at_least(bill)}{usual} a month expected ({least} - {most})"]
    task, request = (each(bill, load, "expected") for each in (usd_per_task, usd_per_request))
    if task is not None:
        said.append(f"{apiece(task)} a task")
    elif request is not None:
        said.append(f"{apiece(request)} a request")
    if bill.not_counted:
        said.append(f"without {len(bill.not_counted)} things that are paid by use")
    return ", ".join(said)


def lines(bill: Bill, load: LoadSpec | None) -> Iterator[str]:
    """Yield the whole bill, what is not in it, and where its prices are from."""
    yield ""
    yield "what a month costs, in US dollars without tax"
    yield from _table(bill)
    yield from _not_in_it(bill)
    yield from _apart(bill, load)
    yield from _ways(bill.ways_to_pay)
    yield from _offered(bill.offers)
    yield from _sources(bill.lines)


def _table(bill: Bill) -> Iterator[str]:
    rows = [("", "quantity x price", "fewest", "expected", "most")]
    heads: set[int] = set()
    for concept, found in groupby(bill.lines, lambda line: line.concept):
        group = tuple(found)
        heads.add(len(rows))
        least, usual, most = (_sum(group, level) for level in LEVELS)
        rows.append((concept, "", least, usual, most))
        rows += [_row(line) for line in group]
    least, usual, most = (cents(bill.total(level)) for level in LEVELS)
    rows.append(("in all", "", least, usual, most))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for number, row in enumerate(rows):
        what = row[0] if number in heads or number == len(rows) - 1 else f"  {row[0]}"
        numbers = "  ".join(f"{row[column]:>{widths[column]}}" for column in (2, 3, 4))
        yield f"{_INDENT}{what:<{widths[0] + 2}}  {row[1]:<{widths[1]}}  {numbers}".rstrip()


def _sum(group: Sequence[Line], level: Level) -> str:
    return cents(sum((each.amount(level) for each in group), Decimal(0)))


def _row(line: Line) -> tuple[str, str, str, str, str]:
    level = "expected" if line.quantity("expected") else "max"
    quantity = f"{plain(line.quantity(level))} {UNIT_WORDS[line.price.unit]}"
    least, usual, most = (cents(line.amount(level)) for level in LEVELS)
    return line.what, f"{quantity} x ${plain(line.price.usd)}", least, usual, most


def _not_in_it(bill: Bill) -> Iterator[str]:
    if bill.unpriced:
        yield ""
        yield "not in the sum, for the catalogue has no price"
        yield from (f"{_INDENT}{each.what}: {each.sku}" for each in bill.unpriced)
    if bill.not_counted:
        yield ""
        yield "not counted, for nobody has said how much of it there is"
        yield from (f"{_INDENT}{each.what}: {each.ask}" for each in bill.not_counted)


def _apart(bill: Bill, load: LoadSpec | None) -> Iterator[str]:
    """Yield what it comes to apiece, what lower demand saves, and how many workers are busy."""
    saved = bill.total("expected") - bill.total("min")
    yield ""
    yield f"a month with little to do saves {cents(saved)} of what is expected"
    for what, each in (("task", usd_per_task), ("request", usd_per_request)):
        least, usual, most = (each(bill, load, level) for level in LEVELS)
        if least is not None and usual is not None and most is not None:
            yield f"a {what} costs {apiece(usual)} expected ({apiece(least)} - {apiece(most)})"
    demand = demand_of(load)
    if demand is not None:
        yield (
            f"busy workers: {demand.average:,.0f} on average, {demand.peak:,.0f} in the busy hours,"
            f" {demand.wanted:,.0f} with the buffer; {demand.hours_a_month:,.0f} hours of work a"
            " month"
        )


def _ways(ways: Sequence[WaysToPay]) -> Iterator[str]:
    if not ways:
        return
    yield ""
    yield "the same nodes paid otherwise, a month expected"
    for each in ways:
        said = f"on demand {_amount(each.on_demand)}, spot {_amount(each.spot)}"
        yield f"{_INDENT}pool {each.pool}: {said}, committed: not in the catalogue"


def _offered(offers: Sequence[Offer]) -> Iterator[str]:
    if offers:
        yield ""
        yield "machines on which an hour of one worker costs least"
    for each in offers:
        machine = f"{each.price.sku} ({each.shape.arch}) ${plain(each.price.usd)} an hour"
        yield f"{_INDENT}{machine}, {each.workers} on it: {apiece(each.worker_hour)}"


def _amount(line: Line | Unpriced) -> str:
    return cents(line.amount("expected")) if isinstance(line, Line) else _NO_PRICE


def _sources(found: Sequence[Line]) -> Iterator[str]:
    prices = tuple(dict.fromkeys(line.price.key for line in found))
    rows = {line.price.key: line.price for line in found}
    yield ""
    yield "where the prices are from"
    width = max((len(_priced(rows[key])) for key in prices), default=0)
    for key in prices:
        price = rows[key]
        said = f"{price.as_of}  {price.confidence:<9}  {price.source}"
        yield f"{_INDENT}{_priced(price):<{width}}  {said}"


def _priced(price: Price) -> str:
    return f"{price.sku} ${plain(price.usd)} / {UNIT_WORDS[price.unit]}"
