"""Configs as ConfigMaps."""

import base64

from components.config.config_map import split_text
from components.config.digest import combined, digest


def test_text_stays_text_and_the_rest_is_base64() -> None:
    text, binary = split_text({"a.txt": "grüß\n".encode(), "b.bin": b"\xff\x00", "EMPTY": b""})
    assert text == {"a.txt": "grüß\n", "EMPTY": ""}
    assert binary == {"b.bin": base64.b64encode(b"\xff\x00").decode()}


def test_a_digest_changes_with_names_and_content_and_not_with_their_order() -> None:
    base = digest({"a": b"1", "b": b"2"})
    assert digest({"b": b"2", "a": b"1"}) == base
    others = [{"a": b"1"}, {"a": b"1", "c": b"2"}, {"a": b"12", "b": b""}, {"ab": b"12"}]
    assert len({base, *(digest(other) for other in others)}) == 5
    assert len(base) == 16


def test_a_combined_digest_changes_with_each_part() -> None:
    assert combined(["a", "b"]) == combined(["a", "b"])
    assert len({combined(parts) for parts in (["a", "b"], ["a"], ["ab"], ["b", "a"], [])}) == 5
