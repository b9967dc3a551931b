"""Names within Kubernetes' limits."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from components.fields import FieldError
from components.naming import dns_label, dns_label_of, label_value

labels = st.from_regex(r"[a-z0-9]([-a-z0-9]{0,120}[a-z0-9])?", fullmatch=True)
LABEL_VALUE = re.compile(r"([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?")


def test_short_names_are_joined_and_nothing_else():
    assert dns_label("shop", "web") == "shop-web"


def test_a_long_name_keeps_its_beginning_and_ends_in_a_hash():
    assert dns_label("a" * 64) == "a" * 54 + "-ffe054fe"
    assert dns_label("a" * 53, "b" * 20) == "a" * 53 + "-af3ec493"


@pytest.mark.parametrize("parts", [(), ("",), ("a", ""), ("A",), ("a_b",), ("-a",), ("a.b",)])
def test_what_makes_no_dns_label_is_refused(parts: tuple[str, ...]):
    with pytest.raises(FieldError, match=r"must give a DNS label: .*, got "):
        dns_label(*parts)


@given(st.lists(labels, min_size=1, max_size=3), st.integers(20, 63))
def test_a_name_stays_a_label_within_its_limit(parts: list[str], longest: int):
    name = dns_label(*parts, longest=longest)
    assert len(name) <= longest
    assert re.fullmatch(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?", name)


def test_any_text_gives_a_dns_label_of_its_own():
    assert dns_label_of("shop-2") == "shop-2"
    assert dns_label_of("Sh_op") == "sh-op-" + dns_label_of("Sh_op")[-8:]
    assert dns_label_of("Sh_op") != dns_label_of("sh_op")
    assert re.fullmatch(r"[0-9a-f]{8}", dns_label_of("___"))


@given(labels)
def test_naming_a_name_again_changes_nothing(text: str):
    assert dns_label(dns_label(text)) == dns_label(text)


@given(labels, labels)
def test_different_names_stay_different(left: str, right: str):
    assume(left != right)
    assert dns_label("x" * 60, left) != dns_label("x" * 60, right)


@pytest.mark.parametrize("text", ["", "data-platform", "v1.2_3", "A" * 63])
def test_a_label_value_is_left_alone(text: str):
    assert label_value(text) == text


@given(st.text(max_size=100))
def test_any_text_becomes_a_label_value_and_stays_it(text: str):
    value = label_value(text)
    assert LABEL_VALUE.fullmatch(value)
    assert label_value(value) == value


@given(st.text(max_size=100), st.text(max_size=100))
def test_different_texts_give_different_label_values(left: str, right: str):
    assume(left != right)
    assert label_value(left) != label_value(right)
