"""What the parts of a namespace take of its quota, added up exactly; pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final, Literal

from components.quantity import Quantity
from components.tenancy.quota import QuotaSpec
from components.workload.resources import AmountsSpec, ResourcesSpec
from stacks.file import KeyPath

Ceiling = Literal[
    "requests.cpu",
    "requests.memory",
    "limits.cpu",
    "limits.memory",
    "pods",
    "claims",
    "storage",
    "node_ports",
    "load_balancers",
]
"""A ceiling of a quota, by its field."""
Amounts = Mapping[Ceiling, Decimal]
"""Cores, bytes, or how many."""

COUNTED: Final[tuple[Ceiling, ...]] = (
    "requests.cpu",
    "requests.memory",
    "limits.cpu",
    "limits.memory",
)
"""What a pod must state where a quota has a ceiling for it."""
_EXACT: Final = Context(prec=120)
_NOTHING: Final = Decimal(0)
_STEP: Final = Decimal(1024)
_UNITS: Final = ("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei")


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """What one part of a namespace takes: pods that are alike, or something that is there once."""

    name: str
    each: Amounts
    count: int = 1

    def of(self, ceiling: Ceiling) -> Decimal:
        """Return what it takes of a ceiling in all."""
        return _EXACT.multiply(self.each.get(ceiling, _NOTHING), Decimal(self.count))


@dataclass(frozen=True, kw_only=True, slots=True)
class Excess:
    """A ceiling that is too low."""

    ceiling: Ceiling
    most: Decimal
    needed: Decimal
    shares: tuple[Share, ...]
    """What takes of it, in the order of the stack file."""

    @property
    def message(self) -> str:
        """The ceiling, the sum and its parts, in words."""
        parts = ", ".join(_said(share, self.ceiling) for share in self.shares)
        return f"{in_words(self.ceiling, self.needed)}: {parts}"


def pod(resources: ResourcesSpec, defaults: ResourcesSpec) -> Amounts:
    """Return what a quota counts of one pod, once Kubernetes has filled in what is not said.

    A limit alone is the request as well; then come the namespace's defaults. What nobody says is
    left out. https://kubernetes.io/docs/concepts/policy/limit-range/
    """
    limits = _first(resources.limits, defaults.limits)
    requests = _first(resources.requests, resources.limits, defaults.requests, defaults.limits)
    named: dict[Ceiling, Quantity | None] = {
        "requests.cpu": requests.cpu,
        "requests.memory": requests.memory,
        "limits.cpu": limits.cpu,
        "limits.memory": limits.memory,
    }
    counted: dict[Ceiling, Decimal] = {"pods": Decimal(1)}
    counted.update({name: given.value for name, given in named.items() if given is not None})
    return counted


def ceilings(quota: QuotaSpec) -> Amounts:
    """Return the ceilings that a quota has."""
    amounts: dict[Ceiling, Quantity | None] = {
        "requests.cpu": quota.requests.cpu,
        "requests.memory": quota.requests.memory,
        "limits.cpu": quota.limits.cpu,
        "limits.memory": quota.limits.memory,
        "storage": quota.storage,
    }
    counts: dict[Ceiling, int | None] = {
        "pods": quota.pods,
        "claims": quota.claims,
        "node_ports": quota.node_ports,
        "load_balancers": quota.load_balancers,
    }
    return {
        **{name: amount.value for name, amount in amounts.items() if amount is not None},
        **{name: Decimal(count) for name, count in counts.items() if count is not None},
    }


def total(shares: Iterable[Share], ceiling: Ceiling) -> Decimal:
    """Return what all of them take of a ceiling."""
    taken = _NOTHING
    for share in shares:
        taken = _EXACT.add(taken, share.of(ceiling))
    return taken


def left(most: Decimal, shares: Iterable[Share], ceiling: Ceiling) -> Decimal:
    """Return what is left below a ceiling; less than nothing if they take more."""
    return _EXACT.subtract(most, total(shares, ceiling))


def exceeded(most: Amounts, shares: Sequence[Share]) -> Iterator[Excess]:
    """Yield the ceilings that the shares together go beyond."""
    for ceiling, limit in most.items():
        needed = total(shares, ceiling)
        if needed > limit:
            taking = tuple(share for share in shares if share.of(ceiling) > 0)
            yield Excess(ceiling=ceiling, most=limit, needed=needed, shares=taking)


def field_of(ceiling: Ceiling) -> KeyPath:
    """Return the field of a quota that holds a ceiling."""
    return tuple(ceiling.split("."))


def in_words(ceiling: Ceiling, amount: Decimal) -> str:
    """Return an amount as Kubernetes writes it: 1500m of CPU, 768Mi of memory, 3 of pods."""
    if ceiling.endswith("cpu"):
        milli = _EXACT.multiply(amount, Decimal(1000))
        return _plain(amount) if not _whole(milli) or _whole(amount) else f"{_plain(milli)}m"
    if ceiling.endswith("memory") or ceiling == "storage":
        return _in_binary_units(amount)
    return _plain(amount)


def _first(*given: AmountsSpec) -> AmountsSpec:
    cpus = [amounts.cpu for amounts in given if amounts.cpu is not None]
    memories = [amounts.memory for amounts in given if amounts.memory is not None]
    return AmountsSpec(cpu=next(iter(cpus), None), memory=next(iter(memories), None))


def _said(share: Share, ceiling: Ceiling) -> str:
    each = in_words(ceiling, share.each.get(ceiling, _NOTHING))
    if share.count == 1:
        return f"{share.name} {each}"
    return f"{share.name} {share.count}" if each == "1" else f"{share.name} {share.count} x {each}"


def _in_binary_units(amount: Decimal) -> str:
    unit = 0
    while unit + 1 < len(_UNITS) and amount > 0 and _EXACT.remainder(amount, _STEP) == 0:
        amount, unit = _EXACT.divide(amount, _STEP), unit + 1
    return f"{_plain(amount)}{_UNITS[unit]}"


def _whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def _plain(number: Decimal) -> str:
    return f"{number.normalize(_EXACT):f}"
