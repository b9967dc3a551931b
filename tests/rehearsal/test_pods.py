"""The scheduler's verdict in words."""

from engine.standin.shape import JsonObject
from rehearsal.pods import placement, undecided

NODES: list[JsonObject] = [
    {"metadata": {"name": f"general-{n}", "labels": {"plinth.dev/pool": "general"}}}
    for n in range(2)
]


def pod(name: str, node: str = "", why: str = "", phase: str = "Running") -> JsonObject:
    """A pod on a node, or one that waits."""
    status: JsonObject = {"phase": phase}
    if why:
        status["conditions"] = [{"type": "PodScheduled", "status": "False", "message": why}]
    return {
        "metadata": {"namespace": "app", "name": name},
        "spec": {"nodeName": node} if node else {},
        "status": status,
    }


def test_every_pod_is_counted_on_its_pool() -> None:
    found = placement([pod("a", "general-0"), pod("b", "general-1")], NODES)
    assert found.told() == (
        "2 pods placed by the real scheduler (general: 2 on 2 nodes); none is pending"
    )


def test_a_pod_without_a_place_is_named_with_the_schedulers_words() -> None:
    found = placement([pod("a", "general-0"), pod("b", why="0/2 nodes: Insufficient cpu")], NODES)
    assert found.pending == {"app/b": "0/2 nodes: Insufficient cpu"}
    assert found.pods == 2
    assert found.told().endswith("; 1 pending")


def test_what_is_done_is_not_counted() -> None:
    assert placement([pod("a", "general-0", phase="Succeeded")], NODES).pods == 0


def test_a_pod_that_nobody_looked_at_yet_is_undecided() -> None:
    assert undecided([pod("a", "general-0"), pod("b")])
    assert not undecided([pod("a", "general-0"), pod("b", why="no room")])
