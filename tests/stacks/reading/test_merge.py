"""JSON merge patch with positions."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stacks.reading.merge import idle_nulls, merge
from stacks.reading.tree import Json, Origin, at, lift, plain

BASE = Origin(Path("system.yaml"), 1, 1)
PATCH = Origin(Path("Pulumi.prod.yaml"), 2, 1)

names = st.sampled_from(["a", "b", "c", "d"])
scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=3)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)
objects = st.dictionaries(names, values, max_size=4)


def merged(base: Json, patch: Json) -> Json:
    return plain(merge(lift(base, BASE), lift(patch, PATCH)))


def rfc_7396(target: Json, patch: Json) -> Json:
    """The pseudo code of the RFC, word for word."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = rfc_7396(result.get(name), value)
    return result


@pytest.mark.parametrize(
    ("target", "patch", "result"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"a": "b"}, ["c"], ["c"]),
        ({"a": "foo"}, None, None),
        ({"a": "foo"}, "bar", "bar"),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_the_examples_of_the_rfc(target: Json, patch: Json, result: Json):
    assert merged(target, patch) == result


@given(values, values)
def test_without_kinds_it_is_the_rfc_and_nothing_else(target: Json, patch: Json):
    assert merged(target, patch) == rfc_7396(target, patch)


@given(objects, objects)
def test_applying_a_patch_twice_changes_nothing_more(target: Json, patch: Json):
    once = merged(target, patch)
    assert merged(once, patch) == once


@given(objects)
def test_the_empty_patch_changes_nothing(target: Json):
    assert merged(target, {}) == target


def test_another_kind_replaces_the_object_whole():
    base = {"cluster": {"kind": "eks", "region": "eu-central-1"}, "labels": {"a": "b"}}
    patch = {"cluster": {"kind": "local"}}
    assert merged(base, patch) == {"cluster": {"kind": "local"}, "labels": {"a": "b"}}


@pytest.mark.parametrize("patch", [{"kind": "eks", "size": 2}, {"size": 2}])
def test_the_same_kind_or_none_is_merged(patch: Json):
    base = {"kind": "eks", "region": "x"}
    assert merged(base, patch) == {"kind": "eks", "region": "x", "size": 2}


def test_a_kind_is_added_to_an_object_that_has_none():
    assert merged({"storage": "5Gi"}, {"kind": "rds"}) == {"storage": "5Gi", "kind": "rds"}


def test_an_entry_that_happens_to_be_named_kind_is_no_kind():
    base = {"kind": {"image": "a"}, "web": {"image": "b"}}
    assert merged(base, {"kind": {"image": "c"}})["web"] == {"image": "b"}  # pyright: ignore[reportIndexIssue, reportCallIssue, reportArgumentType, reportOptionalSubscript]


def test_every_value_keeps_the_origin_of_the_file_it_came_from():
    tree = merge(lift({"a": {"x": 1, "y": 2}}, BASE), lift({"a": {"y": 3}}, PATCH))
    found = {path: at(tree, ("a", path)) for path in ("x", "y")}
    assert {path: node.origin for path, node in found.items() if node} == {"x": BASE, "y": PATCH}


@pytest.mark.parametrize(
    ("base", "patch", "idle"),
    [
        ({"a": 1}, {"a": None}, []),
        ({"a": 1}, {"b": None}, [("b",)]),
        ({"a": {"x": 1}}, {"a": {"x": None, "y": None}}, [("a", "y")]),
        ({}, {"a": {"b": None}}, [("a", "b")]),
        ({"a": {"kind": "x", "b": 1}}, {"a": {"kind": "y", "b": None}}, [("a", "b")]),
        ({"a": [1]}, {"a": [None]}, []),
    ],
)
def test_nulls_that_remove_nothing_are_found(base: Json, patch: Json, idle: list[object]):
    assert [path for path, _ in idle_nulls(lift(base, BASE), lift(patch, PATCH))] == idle
