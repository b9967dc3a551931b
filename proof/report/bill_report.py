"""The bill as JSON for programs; amounts are exact, as text."""

from decimal import Decimal

from catalog.rows import Confidence, Unit
from proof.cost.bill import Bill, usd_per_request, usd_per_task
from proof.cost.demand import Demand, demand_of
from proof.cost.line import Concept, Line, NotCounted, Unpriced
from proof.levels import LEVELS
from proof.report.part import Part
from stacks.demand import LoadSpec
from stacks.reading.problems import dotted


class AmountsReport(Part):
    """A number for each level, exact."""

    min: str
    """With autoscaled parts at their fewest and nothing that is paid by use."""
    expected: str
    """In a usual month."""
    max: str
    """With everything at its most, all month."""


class LineReport(Part):
    """So much of something at such a price."""

    concept: Concept
    what: str
    path: str
    """The field that it follows from, below platform:spec."""
    quantity: AmountsReport
    """In units of the price."""
    unit: Unit
    sku: str
    usd: str
    """What one unit costs."""
    amount: AmountsReport
    """Quantity times price, in US dollars a month."""
    source: str
    """Where the price was read."""
    as_of: str
    """The day on which it was read there."""
    confidence: Confidence


class UnpricedReport(Part):
    """Something that the catalogue has no price of."""

    concept: Concept
    what: str
    path: str
    sku: str
    unit: Unit
    region: str


class NotCountedReport(Part):
    """Something that is paid by use, and nobody has said how much it is used."""

    concept: Concept
    what: str
    path: str
    ask: str
    """What to do about it."""


class DemandReport(Part):
    """The workers that the load keeps busy."""

    average: str
    peak: str
    """In the busy hours."""
    wanted: str
    """With the buffer."""
    hours_a_month: str
    """Hours of work that a month has."""


class BillReport(Part):
    """What a month costs in US dollars, list prices without tax."""

    total: AmountsReport
    complete: bool
    """Whether everything in it has a price; if not, the total is at least so much."""
    lines: tuple[LineReport, ...]
    unpriced: tuple[UnpricedReport, ...]
    not_counted: tuple[NotCountedReport, ...]
    per_task: AmountsReport | None
    """What a task costs; null when the load does not say how many come."""
    per_request: AmountsReport | None
    """What a request costs; likewise."""
    demand: DemandReport | None
    """Null when the load does not say how many tasks come, and how long each takes."""


def bill_report(bill: Bill, load: LoadSpec | None) -> BillReport:
    """Return the bill in the published form."""
    demand = demand_of(load)
    return BillReport(
        total=_amounts(*(bill.total(level) for level in LEVELS)),
        complete=not bill.unpriced,
        lines=tuple(_line(each) for each in bill.lines),
        unpriced=tuple(_unpriced(each) for each in bill.unpriced),
        not_counted=tuple(_not_counted(each) for each in bill.not_counted),
        per_task=_apiece([usd_per_task(bill, load, level) for level in LEVELS]),
        per_request=_apiece([usd_per_request(bill, load, level) for level in LEVELS]),
        demand=_demand(demand) if demand is not None else None,
    )


def _line(each: Line) -> LineReport:
    price = each.price
    return LineReport(
        concept=each.concept,
        what=each.what,
        path=dotted(each.path),
        quantity=_amounts(*(each.quantity(level) for level in LEVELS)),
        unit=price.unit,
        sku=price.sku,
        usd=_exact(price.usd),
        amount=_amounts(*(each.amount(level) for level in LEVELS)),
        source=price.source,
        as_of=price.as_of.isoformat(),
        confidence=price.confidence,
    )


def _unpriced(each: Unpriced) -> UnpricedReport:
    return UnpricedReport(
        concept=each.concept,
        what=each.what,
        path=dotted(each.path),
        sku=each.sku,
        unit=each.unit,
        region=each.region,
    )


def _not_counted(each: NotCounted) -> NotCountedReport:
    return NotCountedReport(
        concept=each.concept, what=each.what, path=dotted(each.path), ask=each.ask
    )


def _demand(each: Demand) -> DemandReport:
    return DemandReport(
        average=_exact(each.average),
        peak=_exact(each.peak),
        wanted=_exact(each.wanted),
        hours_a_month=_exact(each.hours_a_month),
    )


def _apiece(found: list[Decimal | None]) -> AmountsReport | None:
    known = [each for each in found if each is not None]
    return _amounts(*known) if known else None


def _amounts(least: Decimal, usual: Decimal, most: Decimal) -> AmountsReport:
    return AmountsReport(min=_exact(least), expected=_exact(usual), max=_exact(most))


def _exact(number: Decimal) -> str:
    return f"{number.normalize():f}"
