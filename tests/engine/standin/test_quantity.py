"""Two spellings of one amount."""

import pytest

from engine.standin.quantity import same_quantity


@pytest.mark.parametrize(
    ("one", "other"), [("0.5", "500m"), ("1Gi", "1024Mi"), (2, "2"), ("1e3", "1k"), ("1.0", 1)]
)
def test_one_amount_in_two_spellings(one, other):
    assert same_quantity(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1", "1m"), ("1Gi", "1G"), ("web", "web"), (True, 1), ("1mi", "1m"), (None, 0)],
)
def test_what_is_not_the_same_amount(one, other):
    assert not same_quantity(one, other)
