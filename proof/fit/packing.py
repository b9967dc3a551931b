"""A search for one placement of all pods: the same for the same input, and with an end."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from proof.fit.model import Amounts, Ground, Pods, Reach, Topology, reaches

STEPS: Final = 400_000
"""How many nodes the search may look at before it gives up."""
_MANY: Final = 150
"""Kinds of pods above which the first placement is good enough."""
_DEEP: Final = 40
"""Pods up to which it goes back on what it has done."""
_DEEP_STEPS: Final = 20_000


@dataclass(slots=True)
class Node:
    """A node that there is, and what stands on it."""

    group: int
    room: list[int]
    pods: dict[int, int] = field(default_factory=dict[int, int])
    """How many of each kind, by the position of the kind."""


Placement = Sequence[Node]


class _OutOfSteps(Exception):  # noqa: N818 - ends a search, is no error of anybody
    pass


def pack(pods: Sequence[Pods], ground: Ground, steps: int = STEPS) -> Placement | None:
    """Return nodes with a place for every pod, few of them; none if the search found no way.

    That it found none proves nothing. Nodes that there are to begin with are always among them.
    """
    search = _Search(pods, ground, steps)
    found = [placed for placed in search.attempts() if placed is not None]
    return min(found, key=len, default=None)


Key = Callable[[Amounts], float]


class _Search:
    def __init__(self, pods: Sequence[Pods], ground: Ground, steps: int) -> None:
        self._pods = pods
        self._ground = ground
        self._reach = reaches(pods, ground)
        self._left, self._deep_steps = steps, min(steps, _DEEP_STEPS)
        self._largest = [max(1, *column) for column in zip(*_rooms(ground), strict=True)]

    def attempts(self) -> Iterator[Placement | None]:
        """Yield what each way of doing it comes to, as long as there are steps left."""
        keys: tuple[Key, ...] = (self._share, lambda each: each.memory, lambda each: each.cpu)
        won = 0
        for key in keys:
            for groups in (self._least_wanted(), self._smallest()):
                placed = self._within_steps(lambda k=key, g=groups: self._greedy(k, g))
                won += placed is not None
                yield placed
                if won and len(self._pods) > _MANY:
                    return
        if not won and sum(each.count for each in self._pods) <= _DEEP:
            self._left = self._deep_steps
            yield self._within_steps(self._deep)

    def _within_steps(self, attempt: Callable[[], Placement | None]) -> Placement | None:
        try:
            return attempt()
        except _OutOfSteps:
            return None

    def _share(self, asked: Amounts) -> float:
        return max(size / most for size, most in zip(asked, self._largest, strict=True))

    def _least_wanted(self) -> list[int]:
        """Return the groups, first those that the fewest pods may stand on."""
        wanted = [0.0] * len(self._ground.nodes)
        for pods, where in zip(self._pods, self._reach, strict=True):
            for at in where.usable:
                wanted[at] += pods.count * self._share(pods.requests)
        return sorted(range(len(wanted)), key=lambda at: (wanted[at], at))

    def _smallest(self) -> list[int]:
        nodes = self._ground.nodes
        return sorted(range(len(nodes)), key=lambda at: (nodes[at].capacity[1], at))

    def _hardest(self, key: Key) -> list[int]:
        """Return the kinds of pods, first those with the fewest nodes to stand on, then by size."""

        def rank(at: int) -> tuple[int, int, float, int]:
            pods, where = self._pods[at], self._reach[at]
            nodes = sum(self._ground.nodes[group].most for group in where.usable)
            return nodes, -len(pods.apart), -key(pods.requests), at

        return sorted(range(len(self._pods)), key=rank)

    def _greedy(self, key: Key, groups: Sequence[int]) -> Placement | None:
        floor = _Floor(self._ground, groups, self._spend)
        order = self._hardest(key)
        smallest = _smallest_from([self._pods[at].requests for at in order])
        for at, least in zip(order, smallest, strict=True):
            if not floor.place(at, self._pods[at], self._reach[at], least):
                return None
        return floor.nodes

    def _deep(self) -> Placement | None:
        """Try the pods one by one on every node that differs, and go back where none is left."""
        floor = _Floor(self._ground, self._least_wanted(), self._spend)
        while floor.open_any():
            pass
        order = [at for at in self._hardest(self._share) for _ in range(self._pods[at].count)]
        return floor.nodes if self._descend(floor, order, 0) else None

    def _descend(self, floor: "_Floor", order: Sequence[int], depth: int) -> bool:
        if depth == len(order):
            return True
        at = order[depth]
        tried: set[object] = set()
        for node in floor.allowed(at, self._pods[at], self._reach[at]):
            state = (node.group, *node.room, *sorted(node.pods.items()))
            if state not in tried:
                tried.add(state)
                put(node, at, self._pods[at], 1)
                if self._descend(floor, order, depth + 1):
                    return True
                put(node, at, self._pods[at], -1)
        return False

    def _spend(self, steps: int) -> None:
        self._left -= steps
        if self._left < 0:
            raise _OutOfSteps


class _Floor:
    """The nodes as they fill up."""

    def __init__(self, ground: Ground, groups: Sequence[int], spend: Callable[[int], None]) -> None:
        self._ground = ground
        self._groups = groups
        self._spend = spend
        self._by_group: dict[int, list[Node]] = {at: [] for at in groups}
        self._with_room: dict[int, list[Node]] = {at: [] for at in groups}
        self.nodes: list[Node] = []
        for at in groups:
            for _ in range(ground.nodes[at].least):
                self._open(at)

    def place(self, at: int, pods: Pods, where: Reach, least: Amounts) -> bool:
        """Put all pods of a kind onto nodes and say whether there was room.

        `least` is what no pod that is still to come asks for less than.
        """
        if pods.tied == "nowhere" or pods.count == 1:
            return self._place(at, pods, where, least)
        zones = sorted({self._ground.nodes[group].zone for group in where.usable})
        return any(self._in_zone(zone, at, pods, where) for zone in zones)

    def _in_zone(self, zone: str, at: int, pods: Pods, where: Reach) -> bool:
        """Put all pods into one zone, or none of them."""
        here = tuple(each for each in where.usable if self._ground.nodes[each].zone == zone)
        if self._place(at, pods, replace(where, usable=here), Amounts(0, 0, 0)):
            return True
        for node in self.nodes:
            put(node, at, pods, -node.pods.get(at, 0))
        return False

    def _place(self, at: int, pods: Pods, where: Reach, least: Amounts) -> bool:
        if pods.apart:
            return self._apart(at, pods, where)
        left = pods.count
        usable = set(where.usable)
        for group in (each for each in self._groups if each in usable):
            nodes = self._with_room[group]
            self._spend(len(nodes))
            full = False
            for node in nodes:
                if left == 0:
                    break
                left -= put(node, at, pods, min(left, fitting(node.room, pods)))
                full = full or _is_full(node, least)
            if full:
                self._with_room[group] = [node for node in nodes if not _is_full(node, least)]
        while left > 0:
            node = self._open_first(usable)
            if node is None:
                return False
            left -= put(node, at, pods, min(left, fitting(node.room, pods)))
        return True

    def _apart(self, at: int, pods: Pods, where: Reach) -> bool:
        usable = set(where.usable)
        for _ in range(pods.count):
            while (node := next(self.allowed(at, pods, where), None)) is None:
                if self._open_first(usable) is None:
                    return False
            put(node, at, pods, 1)
        return True

    def allowed(self, at: int, pods: Pods, where: Reach) -> Iterator[Node]:
        """Yield the nodes that may take one more of the pods now, as the scheduler would say."""
        usable = {each for each in where.usable if self._is_open_to(at, pods, each)}
        counted = [node for group in where.counted for node in self._by_group[group]]
        self._spend(len(counted))
        fewest = {topology: self._fewest(at, counted, topology) for topology in pods.apart}
        zones = self._zones(at, counted)
        for group in (each for each in self._groups if each in usable):
            for node in self._by_group[group]:
                if fitting(node.room, pods) == 0:
                    continue
                if "node" in fewest and node.pods.get(at, 0) > fewest["node"]:
                    continue
                if "zone" in fewest and zones[self._zone(node)] > fewest["zone"]:
                    continue
                yield node

    def _is_open_to(self, at: int, pods: Pods, group: int) -> bool:
        """Say whether the disk of the pods, if they have one, is not in another zone."""
        zone = self._ground.nodes[group].zone
        return pods.tied == "nowhere" or all(
            self._zone(node) == zone for node in self.nodes if at in node.pods
        )

    def _fewest(self, at: int, counted: Sequence[Node], topology: Topology) -> int:
        if topology == "node":
            return min((node.pods.get(at, 0) for node in counted), default=0)
        return min(self._zones(at, counted).values(), default=0)

    def _zones(self, at: int, counted: Sequence[Node]) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for node in counted:
            zone = self._zone(node)
            found[zone] = found.get(zone, 0) + node.pods.get(at, 0)
        return found

    def _zone(self, node: Node) -> str:
        return self._ground.nodes[node.group].zone

    def open_any(self) -> bool:
        """Make one more node if there may be one."""
        return self._open_first(set(self._groups)) is not None

    def _open_first(self, usable: set[int]) -> Node | None:
        if len(self.nodes) >= self._ground.most:
            return None
        for group in self._groups:
            if group in usable and len(self._by_group[group]) < self._ground.nodes[group].most:
                return self._open(group)
        return None

    def _open(self, group: int) -> Node:
        node = Node(group=group, room=list(self._ground.nodes[group].capacity))
        self._by_group[group].append(node)
        self._with_room[group].append(node)
        self.nodes.append(node)
        return node


def put(node: Node, at: int, pods: Pods, count: int) -> int:
    """Put so many pods of a kind onto a node, or take them away again, and return how many."""
    if count:
        for column, asked in enumerate(pods.requests):
            node.room[column] -= asked * count
        node.pods[at] = node.pods.get(at, 0) + count
        if node.pods[at] == 0:
            del node.pods[at]
    return count


def fitting(room: Sequence[int], pods: Pods) -> int:
    """Return how many of the pods go into that room."""
    asked = zip(pods.requests, room, strict=True)
    return max(0, min([left // each for each, left in asked if each > 0]))


def _is_full(node: Node, least: Amounts) -> bool:
    return any(left < asked for asked, left in zip(least, node.room, strict=True))


def _smallest_from(asked: Sequence[Amounts]) -> list[Amounts]:
    """Return, for each position, the least amounts that are asked for from there on."""
    found: list[Amounts] = []
    for each in reversed(asked):
        last = found[-1] if found else each
        found.append(Amounts(*(min(pair) for pair in zip(each, last, strict=True))))
    return found[::-1]


def _rooms(ground: Ground) -> list[Amounts]:
    return [each.capacity for each in ground.nodes] or [Amounts(1, 1, 1)]
