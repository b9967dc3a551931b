"""Whether the pods of a lost node find places on the nodes that are left, without moving others."""

from collections.abc import Sequence
from typing import Final

from proof.fit.model import Ground, Pods, Reach, reaches
from proof.fit.packing import Node, Placement, fitting

_TRIED: Final = 3
"""So many nodes of a pool are tried, the emptiest first."""


def survives(pods: Sequence[Pods], ground: Ground, placed: Placement, pool: str) -> bool:
    """Say whether some node of the pool may go and its pods find room on the others.

    `pods` are those that were placed, in the same order. Where it says no, another placement may
    still have room. Pods that are kept apart, or held by a disk, it moves nowhere.
    """
    places = reaches(pods, ground)
    mine = [node for node in placed if ground.nodes[node.group].pool == pool]
    emptiest = sorted(mine, key=lambda node: sum(node.pods.values()))[:_TRIED]
    return not mine or any(_moves(node, pods, places, placed) for node in emptiest)


def _moves(lost: Node, pods: Sequence[Pods], places: Sequence[Reach], placed: Placement) -> bool:
    taken: dict[int, list[int]] = {}
    for at, count in lost.pods.items():
        if pods[at].apart or pods[at].tied != "nowhere":
            return False
        if not _spread_out(at, count, pods, places, (lost, placed, taken)):
            return False
    return True


def _spread_out(
    at: int,
    left: int,
    pods: Sequence[Pods],
    places: Sequence[Reach],
    around: tuple[Node, Placement, dict[int, list[int]]],
) -> bool:
    lost, placed, taken = around
    for position, node in enumerate(placed):
        if left == 0:
            return True
        if node is lost or node.group not in places[at].usable:
            continue
        room = taken.get(position, node.room)
        some = min(left, fitting(room, pods[at]))
        if some:
            asked = pods[at].requests
            taken[position] = [have - each * some for have, each in zip(room, asked, strict=True)]
            left -= some
    return left == 0
