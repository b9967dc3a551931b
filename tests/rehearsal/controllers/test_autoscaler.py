"""Node groups grow for pods that find no place, by trying, and no further than their most."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from engine.standin.shape import JsonObject
from rehearsal.clouds.aws.eks import NODE_GROUP
from rehearsal.clouds.model import Live, Model
from rehearsal.clouds.store import Store
from rehearsal.controllers import autoscaler
from rehearsal.controllers.autoscaler import CHART, ClusterAutoscaler, desired
from tests.rehearsal.controllers.world import Objects, deployment


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autoscaler, "_LOOK_SECONDS", 0)


def group(name: str, machine: str, now: int, most: int) -> Live:
    """A node group."""
    scaling: JsonObject = {"minSize": 0, "maxSize": most, "desiredSize": now}
    inputs: JsonObject = {"scalingConfig": scaling, "instanceTypes": [machine]}
    return Live(token=NODE_GROUP, id=name, inputs=inputs, outputs={})


def waiting(name: str) -> JsonObject:
    """A pod that the scheduler found no place for."""
    refusal: JsonObject = {"type": "PodScheduled", "reason": "Unschedulable"}
    return {"metadata": {"uid": name}, "status": {"conditions": [refusal]}}


@dataclass
class Scene:
    """An account with node groups, and a scheduler that takes pods up on one of them."""

    store: Store
    world: Objects
    tried: list[str]

    @property
    def sizes(self) -> dict[str, int]:
        """How many nodes each group is to have."""
        return {live.id: desired(live) for live in self.store.all(NODE_GROUP)}


def scene(fitting: str, *groups: Live, controller: list[JsonObject]) -> Scene:
    """Pods fit the group of this name."""
    tried: list[str] = []
    world = Objects(pods=[waiting("a")], deployments=controller)

    def changed(_world: object, live: Live) -> None:
        tried.append(live.id)
        if live.id == fitting:
            world.collections["pods"] = []

    happens: Callable[..., None] = changed
    model = Model(
        token=NODE_GROUP, inputs=frozenset(), outputs=lambda _, __: {"id": "x"}, changed=happens
    )
    store = Store(models={NODE_GROUP: model})
    for each in groups:
        store.add(each)
    return Scene(store, world, tried)


SMALL, LARGE = group("small", "m6i.large", 1, 3), group("large", "m6i.2xlarge", 1, 3)


def test_the_smallest_group_that_helps_grows_by_one() -> None:
    found = scene("small", LARGE, SMALL, controller=[deployment(CHART)])
    ClusterAutoscaler(found.store).reconcile(found.world.cluster)
    assert found.sizes == {"small": 2, "large": 1}


def test_a_node_that_does_not_help_goes_again_and_is_not_tried_twice() -> None:
    found = scene("large", LARGE, SMALL, controller=[deployment(CHART)])
    scaler = ClusterAutoscaler(found.store)
    scaler.reconcile(found.world.cluster)
    assert found.sizes == {"small": 1, "large": 2}
    found.world.collections["pods"] = [waiting("a")]
    found.tried.clear()
    scaler.reconcile(found.world.cluster)
    assert "small" not in found.tried


def test_no_group_grows_past_its_most() -> None:
    found = scene("full", group("full", "m6i.large", 2, 2), controller=[deployment(CHART)])
    ClusterAutoscaler(found.store).reconcile(found.world.cluster)
    assert found.sizes == {"full": 2}


def test_without_the_controller_nothing_grows() -> None:
    found = scene("small", SMALL, controller=[])
    ClusterAutoscaler(found.store).reconcile(found.world.cluster)
    assert found.sizes == {"small": 1}
