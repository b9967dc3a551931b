"""The embedded cluster's pools in its driver's vocabulary."""

from components.cluster.pools import driver_pools
from components.cluster.spec import POOL_LABEL, SimulatedPoolSpec, TaintSpec
from components.spec import Quantity
from engine.embedded import nodes
from engine.embedded.pools import pools_from_json

POOLS = {
    "small": SimulatedPoolSpec(),
    "big": SimulatedPoolSpec(
        nodes=3,
        cpu=Quantity("8"),
        memory=Quantity("32Gi"),
        pods=50,
        ephemeral_storage=Quantity("100Gi"),
        labels={"disk": "ssd"},
        taints=(TaintSpec(key="team", value="a"),),
    ),
}


def test_every_field_of_a_pool_reaches_the_driver() -> None:
    assert driver_pools(POOLS)[0] == {
        "name": "big",
        "nodes": 3,
        "cpu": "8",
        "memory": "32Gi",
        "pods": 50,
        "ephemeral_storage": "100Gi",
        "labels": {"disk": "ssd"},
        "taints": [{"key": "team", "value": "a", "effect": "NoSchedule"}],
    }


def test_the_driver_understands_every_pool() -> None:
    assert [pool.name for pool in pools_from_json(driver_pools(POOLS))] == ["big", "small"]


def test_pods_choose_a_pool_by_the_label_that_the_driver_gives_its_nodes() -> None:
    assert nodes.POOL_LABEL == POOL_LABEL
