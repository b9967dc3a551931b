"""What no placement can get around: proofs that pods do not fit, wherever they are put."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Final, Literal

from proof.fit.model import (
    RESOURCES,
    Amounts,
    Ground,
    Nodes,
    Pods,
    Reach,
    Resource,
    Topology,
    reaches,
    stopped_by,
)

Cause = Literal["labels", "taints", "size", "spread", "sum", "each"]
"""labels, taints: no node takes them; size: no node has room for one; spread: too few places that
are apart; sum: all together ask for more than there is; each: a node holds only so many of them."""
_MOST_SETS: Final = 60
_MOST_PAIRWISE: Final = 150
"""Kinds of pods above which sizes are compared in one resource at a time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Obstacle:
    """Why pods do not fit, with the first one that finds no place."""

    cause: Cause
    pods: str
    """The part whose pod it is."""
    number: int
    """Which of its pods, in the order of the stack; 1 is the first."""
    count: int
    """How many it has."""
    pools: tuple[str, ...] = ()
    """The pools that could take it but for that."""
    limit: Resource | Topology = "pods"
    """What there is too little of."""
    needed: int = 0
    """How much of it is asked for: millicores, bytes or pods."""
    there: int = 0
    """How much there can be at the most."""
    nodes: int = 0
    """How many nodes those pools can have together."""
    nodes_needed: int | None = None
    """How many they would have to have at the least, of the best kind; none: no number helps."""


def obstacle(pods: Sequence[Pods], ground: Ground) -> Obstacle | None:
    """Return why the pods do not fit; none if no bound says that, which proves nothing."""
    wanted = [each for each in pods if each.count > 0]
    placed = list(zip(wanted, reaches(wanted, ground), strict=True))
    for each, where in placed:
        found = _alone(each, where, ground) or _spread(each, where, ground)
        if found is not None:
            return found
    return max(_together(placed, ground), key=_overshoot, default=None)


def _overshoot(found: Obstacle) -> float:
    return found.needed / found.there if found.there else float("inf")


def _alone(pods: Pods, where: Reach, ground: Ground) -> Obstacle | None:
    """Return why not even one of the pods has a place."""
    if where.usable:
        return None
    allowed = [ground.nodes[at] for at in where.allowed]
    if allowed:
        nearest = max(allowed, key=lambda each: _lack(pods, each))
        short = stopped_by(pods.requests, nearest.capacity) or "pods"
    else:
        short = "pods"
    column = RESOURCES.index(short)
    return Obstacle(
        cause="size" if allowed else "taints" if where.counted else "labels",
        pods=pods.name,
        number=1,
        count=pods.count,
        pools=_pools(ground, where.allowed or where.counted),
        limit=short,
        needed=pods.requests[column],
        there=max((max(0, each.capacity[column]) for each in allowed), default=0),
        nodes=_nodes(where.allowed, ground),
    )


def _lack(pods: Pods, nodes: Nodes) -> tuple[int, int]:
    """Return how near the node comes to holding the pod."""
    left = [room - asked for asked, room in zip(pods.requests, nodes.capacity, strict=True)]
    return sum(each >= 0 for each in left), min(left)


def _spread(pods: Pods, where: Reach, ground: Ground) -> Obstacle | None:
    """Return why so many pods find no places apart: some node or zone stays empty for ever.

    A node that an autoscaler has not made yet is no empty one to the scheduler.
    """
    standing = [at for at in where.counted if ground.nodes[at].least]
    zones = {ground.nodes[at].zone for at in where.usable}
    rows: tuple[tuple[Topology, bool, int], ...] = (
        ("node", any(at not in where.usable for at in standing), _nodes(where.usable, ground)),
        ("zone", any(ground.nodes[at].zone not in zones for at in standing), len(zones)),
    )
    for topology, shut, places in rows:
        if topology in pods.apart and shut and pods.count > places:
            return Obstacle(
                cause="spread",
                pods=pods.name,
                number=places + 1,
                count=pods.count,
                pools=_pools(ground, where.usable),
                limit=topology,
                needed=pods.count,
                there=places,
                nodes=_nodes(where.usable, ground),
            )
    return None


def _together(placed: Sequence[tuple[Pods, Reach]], ground: Ground) -> Iterator[Obstacle]:
    """Yield the sets of pools of which the pods that fit nowhere else ask too much."""
    for groups in _sets([where.usable for _, where in placed]):
        inside = [pods for pods, where in placed if groups.issuperset(where.usable)]
        there = _Room(ground, tuple(sorted(groups)))
        for column in range(len(RESOURCES)):
            found = there.sum_exceeded(inside, column)
            if found is not None:
                yield found
        yield from there.each_exceeded(inside)


def _sets(reached: Iterable[tuple[int, ...]]) -> list[frozenset[int]]:
    """Return sets of groups to look at: where some kind of pods may stand, and unions of those."""
    single = list(dict.fromkeys(frozenset(each) for each in reached))
    pairs = (one | other for one, other in combinations(single[:_MOST_SETS], 2))
    found = dict.fromkeys([*single, frozenset[int]().union(*single)])
    for pair in pairs:
        if len(found) >= _MOST_SETS:
            break
        found.setdefault(pair)
    return list(found)


class _Room:
    """What a set of groups of nodes can hold at the most."""

    def __init__(self, ground: Ground, groups: tuple[int, ...]) -> None:
        self._ground = ground
        self._groups = groups
        self._nodes = _nodes(groups, ground)

    def _best(self, values: Sequence[int]) -> tuple[int, int]:
        """Return the largest sum over as many nodes as there may be, and the largest value."""
        left, total = self._nodes, 0
        mine = [self._ground.nodes[at].most for at in self._groups]
        for value, most in sorted(zip(values, mine, strict=True), reverse=True):
            taken = min(left, most)
            total, left = total + max(value, 0) * taken, left - taken
        return total, max(values, default=0)

    def sum_exceeded(self, inside: Sequence[Pods], column: int) -> Obstacle | None:
        """Return the obstacle if the pods together ask for more of a resource than there is."""
        there, best = self._best([self._ground.nodes[at].capacity[column] for at in self._groups])
        needed = sum(pods.requests[column] * pods.count for pods in inside)
        if needed <= there:
            return None
        left = there
        for pods in inside:
            each = pods.requests[column]
            if each * pods.count > left:
                return self._obstacle("sum", pods, left // each + 1, column, (needed, there, best))
            left -= each * pods.count
        raise AssertionError("the sum is more than its parts")

    def each_exceeded(self, inside: Sequence[Pods]) -> Iterator[Obstacle]:
        """Yield the obstacles of pods of some size, of which a node holds only so many."""
        sizes = list(dict.fromkeys(pods.requests for pods in inside))
        if len(sizes) <= _MOST_PAIRWISE:
            for size in sizes:
                big = [pods for pods in inside if _as_large(pods, size)]
                yield from self._too_many(big, size, (0, 1))
        for column in (0, 1):
            yield from self._larger_exceeded(inside, column)

    def _larger_exceeded(self, inside: Sequence[Pods], column: int) -> Iterator[Obstacle]:
        """Yield those of pods that ask for so much of one resource, whatever else they ask for."""
        ranked = sorted(inside, key=lambda pods: -pods.requests[column])
        counted = 0
        for at, pods in enumerate(ranked):
            counted += pods.count
            size = pods.requests[column]
            last = at + 1 == len(ranked) or ranked[at + 1].requests[column] < size
            if last and size > 0:
                there, _ = self._best(self._held(pods.requests, (column,)))
                if counted > there:
                    big = [each for each in inside if each.requests[column] >= size]
                    yield from self._too_many(big, pods.requests, (column,))

    def _too_many(
        self, big: Sequence[Pods], size: Amounts, columns: tuple[int, ...]
    ) -> Iterator[Obstacle]:
        if any(size[column] <= 0 for column in columns):
            return
        there, best = self._best(self._held(size, columns))
        needed, left = sum(pods.count for pods in big), there
        if needed <= there:
            return
        for pods in big:
            if pods.count > left:
                column = self._tightest(size, columns)
                yield self._obstacle("each", pods, left + 1, column, (needed, there, best))
                return
            left -= pods.count

    def _tightest(self, size: Amounts, columns: tuple[int, ...]) -> int:
        """Return the resource of which the best group's nodes are the first to have too little."""
        held = self._held(size, columns)
        room = self._ground.nodes[self._groups[held.index(max(held))]].capacity
        return min((*columns, 2), key=lambda at: Fraction(room[at], size[at]))

    def _held(self, size: Amounts, columns: tuple[int, ...]) -> list[int]:
        """Return how many pods of this size a node of each group holds."""
        rooms = [self._ground.nodes[at].capacity for at in self._groups]
        return [max(0, min(room.pods, *(room[at] // size[at] for at in columns))) for room in rooms]

    def _obstacle(
        self, cause: Cause, pods: Pods, number: int, column: int, amounts: tuple[int, int, int]
    ) -> Obstacle:
        needed, there, best = amounts
        return Obstacle(
            cause=cause,
            pods=pods.name,
            number=number,
            count=pods.count,
            pools=_pools(self._ground, self._groups),
            limit=RESOURCES[column],
            needed=needed,
            there=there,
            nodes=self._nodes,
            nodes_needed=self._nodes - (there - needed) // best if best > 0 else None,
        )


def _as_large(pods: Pods, size: Amounts) -> bool:
    return pods.requests.cpu >= size.cpu and pods.requests.memory >= size.memory


def _nodes(groups: Sequence[int], ground: Ground) -> int:
    """Return how many nodes the groups can have together at the most."""
    most = sum(ground.nodes[at].most for at in groups)
    if ground.ceiling is None:
        return most
    chosen = set(groups)
    others = sum(each.least for at, each in enumerate(ground.nodes) if at not in chosen)
    least = sum(ground.nodes[at].least for at in chosen)
    return max(least, min(most, ground.ceiling - others))


def _pools(ground: Ground, groups: Sequence[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ground.nodes[at].pool for at in groups))
