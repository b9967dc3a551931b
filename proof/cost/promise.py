"""Whether a sum keeps within what was promised, and how sure that is."""

from dataclasses import dataclass
from decimal import Decimal

from proof.cost.bill import Bill
from proof.cost.money import dollars
from proof.levels import Level
from proof.rule import Severity


@dataclass(frozen=True, kw_only=True, slots=True)
class Breach:
    """A sum above its limit."""

    total: Decimal
    severity: Severity | None
    """How grave it is, where that is less than the rule says."""
    said: str
    """What the sum rests on, to be put behind it; empty where all of it was read somewhere."""


def breach(bill: Bill, level: Level, limit: Decimal) -> Breach | None:
    """Return by what the month's sum is above the limit; on assumptions alone it is no error."""
    total = bill.total(level)
    if total <= limit:
        return None
    if bill.sure(level) > limit:
        return Breach(total=total, severity=None, said="")
    said = "; on assumptions: without prices that were recalled or derived it is not proven"
    return Breach(total=total, severity="warning", said=said)


def at_least(bill: Bill) -> str:
    """Return the words before a sum that lacks something."""
    return "at least " if bill.unpriced else ""


def dearest(bill: Bill, level: Level, most: int = 3) -> str:
    """Return the largest lines of a bill with their amounts."""
    lines = sorted(bill.lines, key=lambda line: line.amount(level), reverse=True)[:most]
    return ", ".join(f"{line.what} {dollars(line.amount(level))}" for line in lines)
