"""What unquoted scalars mean; the rows were compared with what the real engine reads and writes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stacks.reading.scalars import read_unquoted


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("False", False),
        ("0", 0),
        ("-17", -17),
        ("+1", 1),
        ("1.30", 1.3),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("yes", "yes"),
        ("on", "on"),
        ("1:30", "1:30"),
        ("500m", "500m"),
        ("1.2.3", "1.2.3"),
        ("2026-12", "2026-12"),
        ("a_1", "a_1"),
        ("0s", "0s"),
        ("10.0.0.0/16", "10.0.0.0/16"),
        ("9007199254740992", 2**53),
    ],
)
def test_safe_scalars_have_one_meaning(text: str, value: object):
    reading = read_unquoted(text)
    assert (reading.value, type(reading.value), reading.complaint) == (value, type(value), None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-12-31", 'an unquoted date is rewritten as a time of day; quote it: "2026-12-31"'),
        ("2026-12-31T10:00:00Z", 'quote it: "2026-12-31T10:00:00Z"'),
        ("0755", '0755 is rewritten as 493; quote it: "0755", or write 493'),
        ("-0755", 'is rewritten as -493; quote it: "-0755", or write -493'),
        ("0o755", 'is rewritten as 493; quote it: "0o755", or write 493'),
        ("0x1F", 'is rewritten as 31; quote it: "0x1F", or write 31'),
        ("0b11", 'is rewritten as 3; quote it: "0b11", or write 3'),
        ("08", 'is rewritten as 8; quote it: "08", or write 8'),
        ("1_000", 'is rewritten as 1000; quote it: "1_000", or write 1000'),
        ("1_0.5", '1_0.5 is read as a number; quote it: "1_0.5"'),
        (".inf", 'cannot be stored; if it is text, quote it: ".inf"'),
        (".NaN", 'cannot be stored; if it is text, quote it: ".NaN"'),
        ("9007199254740993", "is too large to be kept exactly"),
        ("9" * 5000, f"{'9' * 40}... is too large to be kept exactly"),
        ("1e999", "is too large for a number"),
    ],
)
def test_what_the_engine_would_rewrite_is_refused_with_the_way_out(text: str, message: str):
    reading = read_unquoted(text)
    assert reading.value == text
    assert message in (reading.complaint or "")


@given(st.text(alphabet="0123456789_.+-eExXobnaif:TZ ", max_size=20))
def test_reading_never_fails_and_text_stays_the_same_text(text: str):
    value = read_unquoted(text).value
    assert value == text if isinstance(value, str) else value is None or value == value
