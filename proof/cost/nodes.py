"""What the machines of node pools cost, on demand and as spot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from catalog.prices import PRICES
from catalog.rows import EVERYWHERE
from components.cluster.eks_pool_spec import Capacity, EksPoolSpec
from components.cluster.spec import EksSpec
from proof.cost.basis import Basis
from proof.cost.billing import AWS_HOURS
from proof.cost.line import Item, Line, Quantities, Unpriced, rising
from proof.levels import LEVELS, Level
from stacks.file import KeyPath

_SPOT_READINGS: Final = ("ec2-spot-2026", "ec2-spot")
"""The newest first: what spot saves has shrunk since."""


def lines(basis: Basis) -> Iterator[Item]:
    """Yield the node hours of every pool.

    The machines are the pool's first type. Of a spot pool the most is counted at the dearest of
    its types on demand: spot prices move, and on demand is what they never exceed.
    """
    cluster = basis.stack.cluster
    if not isinstance(cluster, EksSpec):
        return
    for name, pool in cluster.node_pools.items():
        counts = basis.nodes.pools[name]
        match pool.capacity:
            case "on_demand":
                yield _on_demand(basis, name, pool.instance_types[0], _hours(counts))
            case "spot":
                yield from _spot(basis, name, pool, counts)


@dataclass(frozen=True, kw_only=True, slots=True)
class WaysToPay:
    """What the usual node hours of one pool cost on demand and as spot.

    Commitments (reserved machines, Savings Plans) are not in the catalogue.
    """

    pool: str
    capacity: Capacity
    """As which its machines are asked for."""
    on_demand: Line | Unpriced
    spot: Line | Unpriced


def ways_to_pay(basis: Basis) -> Iterator[WaysToPay]:
    """Yield for each pool what its first type costs in either way."""
    cluster = basis.stack.cluster
    if not isinstance(cluster, EksSpec):
        return
    for name, pool in cluster.node_pools.items():
        machine, hours = pool.instance_types[0], _hours(basis.nodes.pools[name])
        yield WaysToPay(
            pool=name,
            capacity=pool.capacity,
            on_demand=_on_demand(basis, name, machine, hours),
            spot=_as_spot(basis, name, machine, hours),
        )


def _spot(
    basis: Basis, name: str, pool: EksPoolSpec, counts: Mapping[Level, int]
) -> Iterator[Item]:
    hours = _hours(counts)
    most: Quantities = {"max": hours["max"]}
    usual: Quantities = {level: hours[level] for level in ("min", "expected")}
    yield _as_spot(basis, name, pool.instance_types[0], usual)
    found = [_on_demand(basis, name, each, most) for each in pool.instance_types]
    missing = [each for each in found if isinstance(each, Unpriced)]
    priced = [each for each in found if isinstance(each, Line)]
    yield from missing
    if priced:
        yield max(priced, key=lambda line: line.price.usd)


def _as_spot(basis: Basis, pool: str, machine: str, hours: Quantities) -> Line | Unpriced:
    """Return the line of spot machines of a type, by the newest reading of their price."""
    region = basis.tariff.region
    known = [
        f"{reading}.{machine}"
        for reading in _SPOT_READINGS
        if any(
            PRICES.find("aws", place, f"{reading}.{machine}", "hour")
            for place in (region, EVERYWHERE)
        )
    ]
    sku = known[0] if known else f"{_SPOT_READINGS[-1]}.{machine}"
    what = f"pool {pool}: {machine} spot"
    return basis.line("nodes", what, _types(pool), sku, "hour", hours)


def _on_demand(basis: Basis, pool: str, machine: str, hours: Quantities) -> Line | Unpriced:
    what = f"pool {pool}: {machine}"
    return basis.line("nodes", what, _types(pool), f"ec2.{machine}", "hour", hours)


def _hours(counts: Mapping[Level, int]) -> Quantities:
    return rising(*(Decimal(counts[level]) * AWS_HOURS for level in LEVELS))


def _types(pool: str) -> KeyPath:
    return ("cluster", "node_pools", pool, "instance_types")
