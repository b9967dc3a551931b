"""Small stacks in AWS, and the lines of their bills."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from proof.cost.bill import Bill
from proof.cost.line import Line
from proof.levels import LEVELS
from proof.plan import Plan
from stacks.reading.problems import dotted
from tests.components.cloud_kit import BASE
from tests.proof.kit import ON
from tests.stacks.platforms import spec

US = "account: {region: us-east-1}\n"
"""Where most prices were read and few recalled."""


def bill(folder: Path, patch: str, on: date = ON) -> Bill:
    """The bill of a small stack in AWS with the patch over it."""
    found = Plan(stack=spec(folder, patch, BASE), on=on).bill
    assert found is not None
    return found


def rows(bill: Bill, concept: str) -> list[str]:
    """The lines of one concept, each as `path: what: quantities x price = amounts`."""
    return [_row(line) for line in bill.lines if line.concept == concept]


def gaps(bill: Bill, concept: str) -> list[str]:
    """What is not counted of a concept, as `what: what to do`."""
    return [f"{each.what}: {each.ask}" for each in bill.not_counted if each.concept == concept]


def _row(line: Line) -> str:
    quantities = _or([line.quantity(level) for level in LEVELS])
    amounts = _or([line.amount(level) for level in LEVELS])
    price = f"{line.price.sku} {line.price.usd}"
    return f"{dotted(line.path)}: {line.what}: {quantities} x {price} = {amounts}"


def _or(numbers: list[Decimal]) -> str:
    """One number where all are alike, else the three."""
    shown = [f"{number.normalize():f}" for number in numbers]
    return shown[0] if len(set(shown)) == 1 else "/".join(shown)
