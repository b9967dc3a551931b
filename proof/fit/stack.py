"""Whether the pods of a stack fit: at each level, in a rollout, and with a node or zone away."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from components.workload.pods import PodShape
from proof.fit.bounds import obstacle
from proof.fit.ground import Basis, ground_of
from proof.fit.judge import Answer, Fit, judge
from proof.fit.loss import survives
from proof.fit.model import Ground, Nodes, Pods, reaches
from proof.fit.pods import Crew, Moment, crews, present
from proof.levels import headcounts
from stacks.spec import StackSpec

PLACED: Final[tuple[Answer, ...]] = ("fits", "fits_if_packed")
_MOST_ALONE: Final = 40
"""Workloads whose rollouts are looked at one by one where all at once have no room."""


@dataclass(frozen=True)
class StackFit:
    """The answers for a stack whose nodes are known; each is worked out when first asked for."""

    stack: StackSpec
    shapes: Mapping[str, PodShape]
    planned: Ground
    best: Ground
    """The same nodes if every doubtful figure turns out well."""

    @cached_property
    def _all(self) -> tuple[Crew, ...]:
        return crews(self.stack, self.shapes, headcounts(self.stack))

    @cached_property
    def _housed(self) -> frozenset[str]:
        pods = [each.pods for each in self._all]
        where = zip(pods, reaches(pods, self.planned), strict=True)
        return frozenset(each.name for each, reach in where if reach.allowed)

    @cached_property
    def homeless(self) -> tuple[Crew, ...]:
        """The pods that no node ever takes: none has their labels, or taints keep them off."""
        return tuple(each for each in self._all if each.pods.name not in self._housed)

    @cached_property
    def crews(self) -> tuple[Crew, ...]:
        """The pods of all other parts; whether these fit is what the answers are about."""
        return tuple(each for each in self._all if each.pods.name in self._housed)

    @cached_property
    def stranded(self) -> tuple[str, ...]:
        """What the cluster itself brings and no node takes that is there to begin with.

        The autoscaler that would start others is a pod itself.
        """
        pods = [each.pods for each in self._all if each.pods.name.startswith("system.")]
        where = zip(pods, reaches(pods, at_first(self.planned)), strict=True)
        return tuple(each.name for each, reach in where if not reach.allowed)

    @cached_property
    def min(self) -> Fit:
        """With autoscaled parts at their fewest, on as many nodes as it takes."""
        return self._at("min")

    @cached_property
    def expected(self) -> Fit:
        """In the usual busy hour."""
        same = present(self.crews, "expected") == present(self.crews, "min")
        return self.min if same else self._at("expected", self.min)

    @cached_property
    def max(self) -> Fit:
        """With everything at its most at once."""
        same = present(self.crews, "max") == present(self.crews, "expected")
        return self.expected if same else self._at("max", self.expected)

    @cached_property
    def rollout(self) -> Fit:
        """While new versions of all workloads come at once; if that has no room, of one alone.

        One that has room when alone gets it as soon as the others are done.
        """
        together = self._at("rollout", self.min)
        if together.answer in PLACED or self.expected.answer not in PLACED:
            return together
        alone = [self._ahead(crew) for crew in self.crews if crew.headcount.ahead]
        if len(alone) > _MOST_ALONE:
            return together
        stuck = (fit for fit in alone if fit.answer not in PLACED)
        return next(stuck, replace(together, answer="fits_if_packed", obstacle=None))

    def moments(self) -> Iterator[tuple[Moment, Fit]]:
        """Yield the answers in the order in which a stack comes to them."""
        yield "min", self.min
        yield "expected", self.expected
        yield "rollout", self.rollout
        yield "max", self.max

    def nodes_of(self, pool: str) -> int:
        """Return how many nodes a pool may come to."""
        return sum(each.most for each in self.planned.nodes if each.pool == pool)

    def without_a_node(self, pool: str) -> Fit:
        """Return the answer for the usual busy hour with one node of a pool away.

        Where its pods find room without moving others, that is the answer as it was.
        """
        pods = [each for each in present(self.crews, "expected") if each.count > 0]
        if survives(pods, self.planned, self.expected.placed, pool):
            return self.expected
        return judge(pods, one_less(self.planned, pool))

    def without_zone(self, zone: str) -> Fit:
        """Return the answer for the usual busy hour with nothing left in a zone.

        Pods whose disks are there are not among those that come back elsewhere: that their disks
        may be in any zone is left out of account.
        """
        pods = [replace(each, tied="nowhere") for each in present(self.crews, "expected")]
        left = ground_of(self.stack, lost_zone=zone)
        return judge(pods, left if left is not None else self.planned)

    @property
    def zones(self) -> tuple[str, ...]:
        """The zones that have nodes."""
        return tuple(sorted({each.zone for each in self.planned.nodes if each.zone}))

    def _ahead(self, crew: Crew) -> Fit:
        """Return the answer while a new version of one part alone comes."""
        planned = self._with_one_ahead(crew, "planned")
        return self._judge(planned, self._with_one_ahead(crew, "best"))

    def _with_one_ahead(self, crew: Crew, basis: Basis) -> list[Pods]:
        others = {each.pods.name: each.headcount.ahead for each in self.crews if each is not crew}
        return [
            replace(each, count=each.count - others.get(each.name, 0))
            for each in present(self.crews, "rollout", basis)
        ]

    def _at(self, moment: Moment, with_fewer: Fit | None = None) -> Fit:
        pods, at_best = present(self.crews, moment), present(self.crews, moment, "best")
        return self._judge(pods, at_best, with_fewer.unproven if with_fewer else ())

    def _judge(
        self, pods: Sequence[Pods], at_best: Sequence[Pods], unproven: Sequence[str] = ()
    ) -> Fit:
        """Return the answer; what doubtful figures alone stand in the way of is not proven."""
        found = judge(pods, self.planned, unproven)
        if found.answer != "does_not_fit":
            return found
        certain = obstacle(at_best, self.best) is not None
        return found if certain else replace(found, answer="not_proven")


def fit_of(stack: StackSpec, shapes: Mapping[str, PodShape]) -> StackFit | None:
    """Return the answers for a stack; none where it does not say which nodes there are."""
    planned, best = ground_of(stack), ground_of(stack, "best")
    if planned is None or best is None:
        return None
    return StackFit(stack=stack, shapes=shapes, planned=planned, best=best)


def one_less(ground: Ground, pool: str) -> Ground:
    """Return the ground with one node of a pool away, of the zone that has most of them."""
    mine = [each for each in ground.nodes if each.pool == pool]
    largest = max(mine, key=lambda each: each.most, default=None)
    nodes = tuple(_less(each) if each is largest else each for each in ground.nodes)
    ceiling = ground.ceiling - 1 if ground.ceiling is not None and largest else ground.ceiling
    return replace(ground, nodes=nodes, ceiling=ceiling)


def at_first(ground: Ground) -> Ground:
    """Return the nodes that there are before an autoscaler has made any."""
    nodes = tuple(replace(each, most=each.least) for each in ground.nodes)
    return replace(ground, nodes=nodes, ceiling=None)


def _less(nodes: Nodes) -> Nodes:
    return replace(nodes, least=max(0, nodes.least - 1), most=max(0, nodes.most - 1))
