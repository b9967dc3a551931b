"""Digests of secrets."""

from components.secret.kubernetes_secret import keyed_digest


def test_a_keyed_digest_changes_with_key_names_and_values() -> None:
    base = keyed_digest("key", {"a": "1", "b": "2"})
    assert keyed_digest("key", {"b": "2", "a": "1"}) == base
    others = [
        keyed_digest("other", {"a": "1", "b": "2"}),
        keyed_digest("key", {"a": "1", "b": "3"}),
        keyed_digest("key", {"a": "1", "c": "2"}),
        keyed_digest("key", {"a": "1"}),
    ]
    assert len({base, *others}) == 5


def test_a_keyed_digest_holds_no_value() -> None:
    assert "sentinel" not in keyed_digest("key", {"a": "sentinel"})
