"""All orders of arrival and all choices of a scheduler, tried one after another; for tiny cases."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from proof.fit.model import Ground, Pods, matches, stopped_by, tolerates


class Outcome(NamedTuple):
    """What can come of it."""

    may_wait: bool
    """Some order and choice leaves a pod without a place, however long it waits."""
    may_fit: bool
    """Some order and choice gives every pod a place."""


@dataclass(frozen=True)
class _State:
    """The nodes, each with its group and how many of each kind stand on it, in sorted order."""

    nodes: tuple[tuple[int, tuple[int, ...]], ...]


def outcome(pods: Sequence[Pods], ground: Ground) -> Outcome:
    """Try everything: which pod comes next, which node takes it, where a disk was made."""
    ties = [_zones(each, ground) if each.tied == "to_a_zone" else [None] for each in pods]
    found = [_Tries(pods, ground, tie).all() for tie in product(*ties)]
    return Outcome(any(each.may_wait for each in found), any(each.may_fit for each in found))


def _zones(pods: Pods, ground: Ground) -> Sequence[str | None]:
    """Where a disk of the pods can have been made; anywhere if none of them can ever stand."""
    zones = {each.zone for each in ground.nodes if each.most and matches(pods, each)}
    return sorted(zones) or [None]


class _Tries:
    def __init__(self, pods: Sequence[Pods], ground: Ground, tied: Sequence[str | None]) -> None:
        self._pods, self._ground, self._tied = pods, ground, tied

    def all(self) -> Outcome:
        none = tuple(0 for _ in self._pods)
        nodes = tuple((at, none) for at, g in enumerate(self._ground.nodes) for _ in range(g.least))
        open_, seen = [_State(nodes)], set[_State]()
        may_wait = may_fit = False
        while open_:
            state = open_.pop()
            if state in seen:
                continue
            seen.add(state)
            coming = [
                at for at, each in enumerate(self._pods) if self._count(state, at) < each.count
            ]
            may_fit = may_fit or not coming
            for at in coming:
                after = list(self._placed(state, at)) or list(self._grown(state, at))
                may_wait = may_wait or not after
                open_ += after
        return Outcome(may_wait, may_fit)

    def _count(self, state: _State, at: int) -> int:
        return sum(on[at] for _, on in state.nodes)

    def _placed(self, state: _State, at: int) -> Iterator[_State]:
        pods = self._pods[at]
        counted = [
            (group, on[at]) for group, on in state.nodes if matches(pods, self._ground.nodes[group])
        ]
        zones: dict[str, int] = {}
        for group, there in counted:
            zone = self._ground.nodes[group].zone
            zones[zone] = zones.get(zone, 0) + there
        for position, (group, on) in enumerate(state.nodes):
            nodes = self._ground.nodes[group]
            if not self._may_stand(at, group) or self._full(group, on, at):
                continue
            if "node" in pods.apart and on[at] > min(there for _, there in counted):
                continue
            if "zone" in pods.apart and zones[nodes.zone] > min(zones.values()):
                continue
            after = (*on[:at], on[at] + 1, *on[at + 1 :])
            rest = (*state.nodes[:position], *state.nodes[position + 1 :])
            yield _State(tuple(sorted((*rest, (group, after)))))

    def _may_stand(self, at: int, group: int) -> bool:
        pods, nodes = self._pods[at], self._ground.nodes[group]
        return (
            matches(pods, nodes) and tolerates(pods, nodes) and self._tied[at] in (None, nodes.zone)
        )

    def _full(self, group: int, on: Sequence[int], at: int) -> bool:
        taken = [
            sum(there * pods.requests[column] for there, pods in zip(on, self._pods, strict=True))
            for column in range(3)
        ]
        room = self._ground.nodes[group].capacity
        left = type(room)(*(have - used for have, used in zip(room, taken, strict=True)))
        return stopped_by(self._pods[at].requests, left) is not None

    def _grown(self, state: _State, at: int) -> Iterator[_State]:
        """Yield what the autoscaler may do about a pod that waits: a node that would take it."""
        none = tuple(0 for _ in self._pods)
        if self._ground.ceiling is not None and len(state.nodes) >= self._ground.ceiling:
            return
        for group, nodes in enumerate(self._ground.nodes):
            there = sum(each == group for each, _ in state.nodes)
            if (
                there < nodes.most
                and self._may_stand(at, group)
                and not self._full(group, none, at)
            ):
                yield _State(tuple(sorted((*state.nodes, (group, none)))))
