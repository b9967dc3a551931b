"""How many nodes a bill counts on."""

from pathlib import Path

from proof.cost.node_counts import NodeCounts, node_counts
from tests.components.cloud_kit import BASE
from tests.proof.kit import SOUND
from tests.stacks.platforms import spec

GROWS = "cluster: {autoscaler: {kind: cluster_autoscaler}}"


def test_nodes_that_were_proved_to_be_needed_are_those_of_a_usual_month(tmp_path: Path) -> None:
    stack = spec(tmp_path, GROWS, BASE)
    assert node_counts(stack, {"general": 5}) == NodeCounts(
        pools={"general": {"min": 3, "expected": 5, "max": 6}}
    )


def test_they_keep_within_the_bounds_of_their_pool(tmp_path: Path) -> None:
    stack = spec(tmp_path, GROWS, BASE)
    usual = [node_counts(stack, {"general": n}).pools["general"]["expected"] for n in (1, 9)]
    assert usual == [3, 6]


def test_a_pool_that_nobody_looked_at_is_taken_to_have_its_fewest(tmp_path: Path) -> None:
    assert node_counts(spec(tmp_path, GROWS, BASE)) == NodeCounts(
        pools={"general": {"min": 3, "expected": 3, "max": 6}},
        assumption="as usual each pool has the fewest nodes that it may have",
    )


def test_a_cluster_on_this_machine_has_none_that_are_paid(tmp_path: Path) -> None:
    assert node_counts(spec(tmp_path, "workloads: {}", SOUND)) == NodeCounts(pools={})
