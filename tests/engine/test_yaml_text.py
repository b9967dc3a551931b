import pytest

from engine.yaml_text import NotYamlError, parse


def test_yaml_is_read_as_version_1_2_where_on_is_a_word() -> None:
    assert parse("a: {b: [1, on]}") == {"a": {"b": [1, "on"]}}
    assert parse(b"") is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("a: 1\nb: [", "line 2: expected the node content"),
        ("a: 1\na: 2", "line 2: found duplicate key"),
        ("a: 2026-13-45", "month must be in 1..12"),
        (b"\xc3\x28", "unacceptable character"),
    ],
)
def test_what_is_no_yaml_is_told_in_one_line(content: str | bytes, reason: str) -> None:
    with pytest.raises(NotYamlError) as caught:
        parse(content)
    assert str(caught.value).startswith(reason)
    assert "\n" not in str(caught.value)
