"""Quantities as Kubernetes counts them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from components.fields import FieldError
from components.quantity import Quantity

SUFFIXES = ["", "n", "u", "m", "k", "M", "G", "Ki", "Mi", "Gi", "e3", "E-2"]
texts = st.builds(
    "{}{}{}".format,
    st.integers(0, 10**6),
    st.sampled_from(["", ".5", ".125", "."]),
    st.sampled_from(SUFFIXES),
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("2", "2"),
        ("+2", "2"),
        (".5", "0.5"),
        ("500m", "0.5"),
        ("1.5k", "1500"),
        ("100u", "0.0001"),
        ("1n", "0.000000001"),
        ("1e3", "1000"),
        ("1E", "1000000000000000000"),
        ("1E3", "1000"),
        ("5e-1", "0.5"),
        ("1Ki", "1024"),
        ("256Mi", "268435456"),
        ("1.5Gi", "1610612736"),
        ("7Ei", "8070450532247928832"),
    ],
)
def test_the_value_is_exact(text: str, value: str):
    assert Quantity(text).value == Decimal(value)
    assert str(Quantity(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "m", "-1", "5MB", "5 Gi", "1,5", "1.2.3", "0x10", "1_000", "٣", "1e999", "Infinity"],
)
def test_garbage_is_refused_with_examples(text: str):
    with pytest.raises(FieldError, match=r"such as 500m, 2 or 256Mi, got "):
        Quantity(text)


def test_more_than_kubernetes_can_count_is_refused():
    assert Quantity("9223372036854775807").value == 2**63 - 1
    with pytest.raises(FieldError, match=r"at most 2\^63-1"):
        Quantity("8Ei")


def test_equality_hash_and_order_go_by_value_and_not_by_text():
    assert Quantity("1000m") == Quantity("1") != Quantity("1001m")
    assert len({Quantity("1024Mi"), Quantity("1Gi")}) == 1
    assert Quantity("128Mi") < Quantity("1G") < Quantity("1Gi")
    assert Quantity("1") != "1"


def test_milli_and_mebibytes_round_up():
    assert (Quantity("1.0001").milli, Quantity("0").milli, Quantity("1n").milli) == (1001, 0, 1)
    assert (Quantity("1").mebibytes, Quantity("1Gi").mebibytes) == (1, 1024)
    assert Quantity("9223372036854775807").milli == (2**63 - 1) * 1000


@given(texts)
def test_reading_its_own_text_gives_the_same_quantity(text: str):
    assert Quantity(str(Quantity(text))) == Quantity(text)


@given(texts, texts)
def test_exactly_one_of_less_equal_and_more_holds(left: str, right: str):
    a, b = Quantity(left), Quantity(right)
    assert [a < b, a == b, a > b].count(True) == 1
    assert (a < b) == (a.value < b.value)


@given(st.integers(0, 10**9), st.sampled_from(["", "k", "Mi"]))
def test_a_thousandth_is_a_thousand_times_smaller(number: int, suffix: str):
    assert Quantity(f"{number}m").value * 1000 == Quantity(f"{number}").value
    assert Quantity(f"{number}{suffix}").milli == Quantity(f"{number}{suffix}").value * 1000


adapter = TypeAdapter(Quantity)


@pytest.mark.parametrize(
    ("given", "text"), [("500m", "500m"), (2, "2"), (0.5, "0.5"), (1.0, "1.0")]
)
def test_a_field_takes_text_and_plain_numbers_and_gives_the_text_back(given: object, text: str):
    assert adapter.dump_json(adapter.validate_python(given)) == f'"{text}"'.encode()


@pytest.mark.parametrize("given", [True, None, [], -1, -0.5, float("inf"), float("nan")])
def test_a_field_refuses_everything_else(given: object):
    with pytest.raises(ValidationError, match="must be a Kubernetes quantity"):
        adapter.validate_python(given)
