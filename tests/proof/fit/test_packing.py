"""Whatever the search finds is a placement, and a lost node's pods go where there is room."""

from dataclasses import replace

from hypothesis import given, settings

from proof.fit.loss import survives
from proof.fit.model import Amounts, Ground, Nodes, Pods, reaches
from proof.fit.packing import Placement, pack
from tests.proof.fit.test_every_order import grounds, kinds

GIB = 2**30


def _wrong(pods: list[Pods], ground: Ground, placed: Placement) -> list[str]:
    """What of a placement breaks a rule of the scheduler."""
    found: list[str] = []
    for node in placed:
        have = ground.nodes[node.group].capacity
        for column, room in enumerate(have):
            taken = sum(pods[at].requests[column] * count for at, count in node.pods.items())
            if taken > room or room - taken != node.room[column]:
                found.append(f"{taken} of {room} in column {column}")
    for at, (each, where) in enumerate(zip(pods, reaches(pods, ground), strict=True)):
        mine = [node for node in placed if at in node.pods]
        if sum(node.pods[at] for node in mine) != each.count:
            found.append(f"{each.name}: not all are placed")
        if any(node.group not in where.usable for node in mine):
            found.append(f"{each.name}: where it may not stand")
        zones = {ground.nodes[node.group].zone for node in mine}
        if each.tied == "to_a_zone" and len(zones) > 1:
            found.append(f"{each.name}: its disk is in one zone")
        counted = [node.pods.get(at, 0) for node in placed if node.group in where.counted]
        # A node that came later may be empty where the others had to take their turns.
        grown = len(placed) > sum(nodes.least for nodes in ground.nodes)
        if each.apart == {"node"} and not grown and max(counted) - min(counted) > 1:
            found.append(f"{each.name}: not spread")
    for at, nodes in enumerate(ground.nodes):
        number = sum(node.group == at for node in placed)
        if not nodes.least <= number <= nodes.most:
            found.append(f"{number} nodes of {nodes}")
    return found if len(placed) <= ground.most else [*found, "more nodes than may be"]


@settings(max_examples=150, deadline=None)
@given(kinds(), grounds())
def test_a_placement_keeps_all_rules(pods: list[Pods], ground: Ground) -> None:
    placed = pack(pods, ground)
    assert placed is None or _wrong(pods, ground, placed) == []


def test_it_takes_few_nodes() -> None:
    nodes = Nodes(pool="a", least=0, most=9, capacity=Amounts(1000, GIB, 9))
    sizes = [(2, 600), (2, 400), (2, 500)]
    pods = [Pods(name=f"p{cpu}", count=n, requests=Amounts(cpu, 0)) for n, cpu in sizes]
    placed = pack(pods, Ground(nodes=(nodes,)))
    assert placed is not None
    assert len(placed) == 3


def test_it_goes_back_where_the_largest_first_does_not_do() -> None:
    # 8 + 3 + 2 and 4 + 4 + 3 + 2 fill two nodes of 13; 8 + 4 and 4 + 3 + 3 leave a 2 over.
    nodes = Nodes(pool="a", least=2, most=2, capacity=Amounts(13, GIB, 9))
    sizes = [(1, 8), (2, 4), (2, 3), (2, 2)]
    pods = [Pods(name=f"p{cpu}", count=n, requests=Amounts(cpu, 0)) for n, cpu in sizes]
    ground = Ground(nodes=(nodes,))
    placed = pack(pods, ground)
    assert placed is not None
    assert _wrong(pods, ground, placed) == []


def test_the_pods_of_a_lost_node_need_room_on_the_others() -> None:
    nodes = Nodes(pool="a", least=3, most=3, capacity=Amounts(1000, GIB, 9))
    ground = Ground(nodes=(nodes,))
    pods = [Pods(name="p", count=4, requests=Amounts(500, 0))]
    placed = pack(pods, ground)
    assert placed is not None
    assert survives(pods, ground, placed, "a")
    five = [replace(pods[0], count=5)]
    tight = pack(five, ground)
    assert tight is not None
    assert not survives(five, ground, tight, "a")


def test_pods_that_are_held_or_apart_move_nowhere() -> None:
    nodes = Nodes(pool="a", least=2, most=2, capacity=Amounts(1000, GIB, 9))
    ground = Ground(nodes=(nodes,))
    for held in (
        Pods(name="p", count=2, requests=Amounts(1, 0), apart=frozenset({"node"})),
        Pods(name="p", count=2, requests=Amounts(501, 0), tied="to_a_zone"),
    ):
        placed = pack([held], ground)
        assert placed is not None
        assert not survives([held], ground, placed, "a")
