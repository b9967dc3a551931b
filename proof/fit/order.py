"""Which pods find a place in whatever order all of them arrive; a sound proof, not a complete one.

A pod waits only while each node that it may stand on is blocked: so much of one resource is taken
there that the rest is too little. What the other pods ask for together bounds how many nodes they
can block, wherever they stand. If that is fewer than there are, the pod has a place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from proof.fit.model import RESOURCES, Amounts, Ground, Pods, Reach, holds, reaches
from proof.fit.sizes import Sums

_ONE: Final = 1 << 40
"""A whole node in the fixed-point numbers below, whose parts are rounded up."""
_MANY: Final = 100
_ENOUGH: Final = 10
"""Of how many kinds of pods so few that are not proven make it pointless to try the others."""
STEPS: Final = 120_000
"""How many comparisons the proof may take; what is left then is not proven."""


@dataclass(frozen=True, slots=True)
class _Need:
    """A number of nodes, and how many of them must be beyond blocking."""

    groups: tuple[int, ...]
    nodes: int
    open: int
    """How many of them the pod is let onto at the least."""
    own: int = 1
    """How many of its own kind are not among those that may stand there: at least itself."""


_Without = tuple[int | None, int]
"""A kind of pods, and how many of it are not where they could block anything."""
Marks = tuple[int, ...]
"""How much of each resource must be taken of a node to block it; 0: it cannot be blocked so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Near:
    pods: Mapping[int, tuple[int, ...]]
    totals: tuple[int, ...]


class Proof:
    """A proof for pods on a ground, which counts its steps."""

    def __init__(self, pods: Sequence[Pods], ground: Ground, steps: int = STEPS) -> None:
        self._ground = ground
        self._left = steps
        wanted = [each for each in pods if each.count > 0]
        kinds: dict[object, list[int]] = {}
        places = reaches(wanted, ground)
        for at, (each, where) in enumerate(zip(wanted, places, strict=True)):
            kind = (each.requests, where, each.tied)
            kinds.setdefault((kind, each.name) if each.apart else kind, []).append(at)
        self._kinds = [[wanted[at] for at in members] for members in kinds.values()]
        self._pods = [_merged(each) for each in self._kinds]
        self._reach = [places[members[0]] for members in kinds.values()]
        self._sums: dict[tuple[int, int], Sums] = {}
        self._nears: dict[tuple[int, ...], _Near] = {}

    @cached_property
    def unproven(self) -> tuple[Pods, ...]:
        """The pods that may find no place in some order, or of which that could not be excluded."""
        alike: dict[object, list[int]] = {}
        for at, (pods, where) in enumerate(zip(self._pods, self._reach, strict=True)):
            alike.setdefault(at if pods.apart else (where, pods.tied), []).append(at)
        found: list[int] = []
        for members in alike.values():
            if len(members) > 1 and self._proven(self._largest(members), self._reach[members[0]]):
                continue
            found += self._unproven_of(members)
        return tuple(each for at in sorted(found) for each in self._kinds[at])

    def _unproven_of(self, members: Sequence[int]) -> list[int]:
        """Return which of the kinds are not proven; of very many, all once a few are not."""
        found: list[int] = []
        for number, at in enumerate(members):
            if not self._proven_alone(at):
                found.append(at)
            if len(members) > _MANY and len(found) >= _ENOUGH:
                return [*found, *members[number + 1 :]]
        return found

    def _largest(self, members: Sequence[int]) -> Pods:
        """Return a pod that asks for as much of everything as any of them."""
        asked = [self._pods[at].requests for at in members]
        most = Amounts(*(max(column) for column in zip(*asked, strict=True)))
        return replace(self._pods[members[0]], requests=most)

    def _proven_alone(self, at: int) -> bool:
        return self._proven(self._pods[at], self._reach[at], without=at)

    def _proven(self, pods: Pods, where: Reach, without: int | None = None) -> bool:
        able = tuple(at for at in where.usable if holds(self._ground.nodes[at], pods))
        needs = _needs(pods, where, able, self._ground)
        return bool(needs) and all(
            any(self._blockable(pods, each, (without, each.own)) < each.open for each in ways)
            for ways in needs
        )

    def _blockable(self, pods: Pods, need: _Need, without: _Without) -> int:
        """Return a number of nodes that the other pods cannot block more than."""
        if self._left <= 0:
            return need.nodes
        near = self._near(need.groups)
        marks = {group: self._marks(pods, group) for group in need.groups}
        blocked = sum(
            self._blocked_by(near, column, marks, without) for column in range(len(RESOURCES))
        )
        easiest = tuple(_easiest(column) for column in zip(*marks.values(), strict=True))
        for ways in (dict.fromkeys(marks, easiest), *([marks] if len(marks) > 1 else ())):
            if blocked < need.open or self._left <= 0:
                break
            blocked = min(blocked, self._blocked_at(near, ways, without))
        return blocked

    def _blocked_by(
        self, near: _Near, column: int, marks: Mapping[int, Marks], without: _Without
    ) -> int:
        """Return how many nodes can be blocked by one resource if all of it goes into that."""
        total, (own, number) = near.totals[column], without
        if own is not None and own in near.pods:
            total -= self._pods[own].requests[column] * number
        rows = sorted(
            (mark[column], self._ground.nodes[group].most)
            for group, mark in marks.items()
            if mark[column]
        )
        blocked = 0
        for mark, nodes in rows:
            taken = min(nodes, total // mark)
            blocked, total = blocked + taken, total - taken * mark
        return blocked

    def _blocked_at(self, near: _Near, marks: Mapping[int, Marks], without: _Without) -> int:
        """Return how many nodes can be blocked if each pod counts where it does most."""
        taken, (own, number) = 0, without
        first = {next(iter(marks.values()))}
        various = len(set(marks.values())) > 1
        for at, groups in near.pods.items():
            ways = {marks[group] for group in groups} if various else first
            self._left -= len(ways)
            share = max([_share(self._pods[at].requests, each) for each in ways])
            taken += share * (self._pods[at].count - (number if at == own else 0))
        return taken // _ONE

    def _near(self, groups: tuple[int, ...]) -> _Near:
        """Return the pods that may stand there, with where they may, and what all of them ask."""
        if groups not in self._nears:
            wanted = set(groups)
            pods = {at: wanted.intersection(where.usable) for at, where in enumerate(self._reach)}
            found = {at: tuple(where) for at, where in pods.items() if where}
            kinds = [self._pods[at] for at in found]
            totals = tuple(
                sum(kind.requests[column] * kind.count for kind in kinds)
                for column in range(len(RESOURCES))
            )
            self._nears[groups] = _Near(pods=found, totals=totals)
        return self._nears[groups]

    def _marks(self, pods: Pods, group: int) -> Marks:
        capacity = self._ground.nodes[group].capacity
        marks = [
            self._sum(group, column).at_least(room - asked + 1) if asked > 0 else None
            for column, (asked, room) in enumerate(zip(pods.requests, capacity, strict=True))
        ]
        return tuple(mark or 0 for mark in marks)

    def _sum(self, group: int, column: int) -> Sums:
        key = (group, column)
        if key not in self._sums:
            here = [
                (pods.requests[column], pods.count)
                for pods, where in zip(self._pods, self._reach, strict=True)
                if group in where.usable
            ]
            self._sums[key] = Sums(here, self._ground.nodes[group].capacity[column])
        return self._sums[key]


def _merged(alike: Sequence[Pods]) -> Pods:
    return replace(alike[0], count=sum(each.count for each in alike))


def _needs(pods: Pods, where: Reach, able: tuple[int, ...], ground: Ground) -> list[list[_Need]]:
    """Return what must hold: one way at least of each row; nothing if no row says enough."""
    if not able:
        return []
    zoned = pods.tied == "to_a_zone"
    if len(pods.apart) + zoned > 1:
        # The emptiest zone may have no node that is among the emptiest, or not be that of the disk.
        return []
    if zoned or "zone" in pods.apart:
        return _zone_needs(pods, where, able, ground)
    if "node" in pods.apart:
        return _node_needs(pods, where, able, ground)
    return [[_whole(groups, ground) for groups in _choices(able, ground)]]


def _choices(groups: tuple[int, ...], ground: Ground) -> list[tuple[int, ...]]:
    """Return all groups together, and those of each pool: a place in one of these is enough."""
    pools: dict[str, list[int]] = {}
    for group in groups:
        pools.setdefault(ground.nodes[group].pool, []).append(group)
    return list(dict.fromkeys([groups, *(tuple(each) for each in pools.values())]))


def _whole(groups: tuple[int, ...], ground: Ground, own: int = 1) -> _Need:
    nodes = ground.sure(groups)
    return _Need(groups=groups, nodes=nodes, open=nodes, own=own)


def _zone_needs(
    pods: Pods, where: Reach, able: tuple[int, ...], ground: Ground
) -> list[list[_Need]]:
    """Return a row for each zone, for any of them may be the only one that is left to the pod."""
    zones = {ground.nodes[group].zone for group in where.counted}
    # The emptiest of enough zones has none of its kind yet.
    own = pods.count if "zone" in pods.apart and pods.count <= len(zones) else 1
    rows: list[list[_Need]] = []
    for zone in sorted(zones):
        here = tuple(group for group in able if ground.nodes[group].zone == zone)
        if not here:
            return []
        rows.append([_whole(groups, ground, own) for groups in _choices(here, ground)])
    return rows


def _node_needs(
    pods: Pods, where: Reach, able: tuple[int, ...], ground: Ground
) -> list[list[_Need]]:
    """Return the nodes that are left to the last pod: those with the fewest of its kind."""
    nodes = ground.sure(able)
    shut = any(group not in able for group in where.counted)
    left = nodes - (pods.count - 1)
    if nodes < 1 or (shut and left < 1):
        return []
    own = pods.count if left >= 1 else 1
    return [[_Need(groups=able, nodes=nodes, open=max(1, left), own=own)]]


def _easiest(column: Sequence[int]) -> int:
    return min((mark for mark in column if mark), default=0)


def _share(asked: Amounts, marks: Marks) -> int:
    """Return which part of a blocked node a pod can make up at the most, rounded up."""
    most = 0
    # A plain loop: with a thousand workloads it runs some hundred thousand times.
    for size, mark in zip(asked, marks, strict=True):
        if mark and size > 0:
            most = max(most, _ONE if size >= mark else -(-size * _ONE // mark))
    return most
