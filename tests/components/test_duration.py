"""Durations with their unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from components.duration import Duration
from components.fields import FieldError


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("0s", 0), ("90s", 90), ("5m", 300), ("1h30m", 5400), ("2h", 7200), ("1h1s", 3601)],
)
def test_the_length_is_in_seconds(text: str, seconds: int):
    assert Duration(text).seconds == seconds
    assert str(Duration(text)) == text


@pytest.mark.parametrize("text", ["", "90", "s", "1.5h", "-5m", "1d", "5m1h", "5 m", "100ms", "٣s"])
def test_anything_without_a_clear_unit_is_refused(text: str):
    with pytest.raises(FieldError, match=r"with its unit, such as 90s, 5m or 1h30m, got "):
        Duration(text)


@pytest.mark.parametrize("given", [90, 1.5, True, None])
def test_a_field_refuses_bare_numbers(given: object):
    with pytest.raises(ValidationError, match="must be a duration with its unit"):
        TypeAdapter(Duration).validate_python(given)


def test_a_field_keeps_the_text():
    adapter = TypeAdapter(Duration)
    assert adapter.dump_json(adapter.validate_python("1h30m")) == b'"1h30m"'


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))
def test_equality_and_order_go_by_length(hours: int, minutes: int, seconds: int):
    duration = Duration(f"{hours}h{minutes}m{seconds}s")
    total = hours * 3600 + minutes * 60 + seconds
    assert duration == Duration(f"{total}s")
    assert hash(duration) == hash(Duration(f"{total}s"))
    assert duration < Duration(f"{total + 1}s")
