"""Amounts in words."""

from decimal import Decimal

import pytest

from proof.cost.money import apiece, cents, dollars, plain


@pytest.mark.parametrize(
    ("amount", "shown"), [("0", "$0.00"), ("1341.636", "$1,341.64"), ("0.005", "$0.01")]
)
def test_cents(amount: str, shown: str) -> None:
    assert cents(Decimal(amount)) == shown


@pytest.mark.parametrize(
    ("amount", "shown"), [("4.2", "$4.20"), ("10", "$10"), ("1341.636", "$1,342")]
)
def test_dollars(amount: str, shown: str) -> None:
    assert dollars(Decimal(amount)) == shown


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("0", "$0"), ("0.016666", "$0.0167"), ("0.05", "$0.0500"), ("12.3456", "$12.3")],
)
def test_what_one_costs_has_three_digits(amount: str, shown: str) -> None:
    assert apiece(Decimal(amount)) == shown


def test_a_large_price_apiece_is_whole() -> None:
    assert apiece(Decimal("12345.6")) == "$12,346"


@pytest.mark.parametrize(
    ("number", "shown"),
    [("2190.0", "2,190"), ("0.107", "0.107"), ("0.5", "0.5"), ("100", "100"), ("0", "0")],
)
def test_quantities_have_no_needless_zeros(number: str, shown: str) -> None:
    assert plain(Decimal(number)) == shown


def test_a_quantity_without_end_is_cut() -> None:
    assert plain(Decimal(1) / 3) == "0.3333"
