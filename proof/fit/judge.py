"""Whether pods fit on nodes, in one of four answers; a plain function of plain data."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from proof.fit.bounds import Obstacle, obstacle
from proof.fit.model import Amounts, Ground, Pods
from proof.fit.order import Proof
from proof.fit.packing import Placement, pack

Answer = Literal["fits", "fits_if_packed", "does_not_fit", "not_proven"]
"""fits: in every order of arrival each pod finds a place; fits_if_packed: a placement exists, but
the scheduler may miss it; does_not_fit: a bound says so; not_proven: neither was shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PoolUse:
    """What a placement takes of a pool."""

    pool: str
    nodes: int
    """How many nodes it has in it."""
    least: int
    """How many there are to begin with."""
    most: int
    """How many there may be."""
    taken: Amounts
    there: Amounts
    """What those nodes have for pods."""

    @property
    def shares(self) -> tuple[Fraction, ...]:
        """Which share of each resource is taken."""
        return tuple(
            Fraction(used, have) if have > 0 else Fraction(0)
            for used, have in zip(self.taken, self.there, strict=True)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Fit:
    """The answer, and what it rests on."""

    answer: Answer
    obstacle: Obstacle | None = None
    """What nothing gets around, if it does not fit."""
    unproven: tuple[str, ...] = ()
    """The parts whose pods may find no place in some order of arrival."""
    pools: tuple[PoolUse, ...] = ()
    """The pools under the placement that was found; empty if none was."""
    placed: Placement = field(default=(), compare=False, repr=False)
    """That placement, of the pods of which there are any, by their position."""


def judge(pods: Sequence[Pods], ground: Ground, unproven: Sequence[str] = ()) -> Fit:
    """Return whether the pods fit on the nodes that there may be.

    `unproven` are parts that may find no place even among fewer pods than these: more pods never
    make that better, so that nothing is tried to prove for all orders.
    """
    found = obstacle(pods, ground)
    if found is not None:
        return Fit(answer="does_not_fit", obstacle=found)
    wanted = [each for each in pods if each.count > 0]
    placed = pack(wanted, ground)
    names = unproven or [each.name for each in Proof(wanted, ground).unproven]
    pools = _pools(placed, ground) if placed is not None else ()
    if not names:
        return Fit(answer="fits", pools=pools, placed=placed or ())
    answer: Answer = "fits_if_packed" if placed is not None else "not_proven"
    return Fit(
        answer=answer, unproven=tuple(dict.fromkeys(names)), pools=pools, placed=placed or ()
    )


def _pools(placed: Placement, ground: Ground) -> tuple[PoolUse, ...]:
    return tuple(
        _use(pool, placed, ground) for pool in dict.fromkeys(each.pool for each in ground.nodes)
    )


def _use(pool: str, placed: Placement, ground: Ground) -> PoolUse:
    groups = [each for each in ground.nodes if each.pool == pool]
    mine = [node for node in placed if ground.nodes[node.group].pool == pool]
    rooms = [ground.nodes[node.group].capacity for node in mine]
    there = [sum(room[column] for room in rooms) for column in range(len(Amounts._fields))]
    left = [sum(node.room[column] for node in mine) for column in range(len(there))]
    return PoolUse(
        pool=pool,
        nodes=len(mine),
        least=sum(each.least for each in groups),
        most=sum(each.most for each in groups),
        taken=Amounts(*(have - free for have, free in zip(there, left, strict=True))),
        there=Amounts(*there),
    )
