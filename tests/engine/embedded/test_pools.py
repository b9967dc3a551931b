"""Pools as JSON."""

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import cast

import pytest

from engine.embedded.pools import Json, Pool, Taint, amount, pools_from_json, pools_to_json

FULL = Pool(
    name="gpu",
    nodes=2,
    cpu="500m",
    memory="1.5Gi",
    pods=20,
    ephemeral_storage="10G",
    labels={"b": "2", "a": "1"},
    taints=(Taint("gpu", "yes", "NoExecute"), Taint("a")),
)


@pytest.mark.parametrize("pool", [Pool(name="default"), FULL, Pool(name="none", nodes=0)])
def test_a_pool_survives_json(pool: Pool) -> None:
    assert Pool.from_json(pool.to_json()).to_json() == pool.to_json()


def test_json_is_sorted_so_that_equal_pools_look_equal() -> None:
    assert FULL.to_json() == {
        "name": "gpu",
        "nodes": 2,
        "cpu": "500m",
        "memory": "1.5Gi",
        "pods": 20,
        "ephemeral_storage": "10G",
        "labels": {"a": "1", "b": "2"},
        "taints": [
            {"key": "a", "value": "", "effect": "NoSchedule"},
            {"key": "gpu", "value": "yes", "effect": "NoExecute"},
        ],
    }
    assert list(cast("Mapping[str, str]", FULL.to_json()["labels"])) == ["a", "b"]


def test_whole_numbers_may_come_as_floats_because_the_engine_sends_them_so() -> None:
    assert Pool.from_json({"name": "a", "nodes": 3.0, "pods": 7.0}) == Pool(
        name="a", nodes=3, pods=7
    )


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("default", "a pool must be an object"),
        ({}, "name must be a DNS label"),
        ({"name": "Upper"}, "name must be a DNS label"),
        ({"name": "a", "node": 1}, "a pool has no node; it has cpu"),
        ({"name": "a", "nodes": 1.5}, "nodes must be a whole number"),
        ({"name": "a", "nodes": True}, "nodes must be a whole number"),
        ({"name": "a", "nodes": math.nan}, "nodes must be a whole number"),
        ({"name": "a", "nodes": math.inf}, "nodes must be a whole number"),
        ({"name": "a", "nodes": -1}, "nodes must be 0 or more"),
        ({"name": "a", "cpu": "4 cores"}, "cpu must be a quantity"),
        ({"name": "a", "memory": 8}, "memory must be a quantity"),
        ({"name": "a", "labels": {"x": 1}}, "labels must map names to strings"),
        ({"name": "a", "taints": "gpu"}, "taints must be a list"),
        ({"name": "a", "taints": ["gpu"]}, "a taint must be an object"),
        ({"name": "a", "taints": [{"value": "x"}]}, "a taint must have a key"),
        ({"name": "a", "taints": [{"key": "x", "effect": "Never"}]}, "effect must be one of"),
    ],
)
def test_what_is_no_pool_is_refused_with_the_field_and_the_rule(value: Json, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Pool.from_json(value)


def test_pools_are_sorted_by_name() -> None:
    listed = pools_to_json([Pool(name="b"), Pool(name="a")])
    assert [pool.name for pool in pools_from_json(listed)] == ["a", "b"]


def test_two_pools_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="these are not: a"):
        pools_from_json([{"name": "a"}, {"name": "a"}])


@pytest.mark.parametrize(
    ("quantity", "number"),
    [
        ("4", "4"),
        ("0.5", "0.5"),
        ("500m", "0.5"),
        ("3u", "0.000003"),
        ("2n", "0.000000002"),
        ("1k", "1000"),
        ("8Gi", "8589934592"),
        ("1024Mi", "1073741824"),
        ("1.5Ki", "1536"),
        ("2E", "2000000000000000000"),
    ],
)
def test_quantities_are_exact_numbers(quantity: str, number: str) -> None:
    assert amount(quantity) == Decimal(number)
