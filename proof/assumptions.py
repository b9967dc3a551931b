"""What a verdict rests on that nobody has read or proved."""

from collections.abc import Iterator
from dataclasses import dataclass

from proof.plan import Plan
from stacks.file import KeyPath


@dataclass(frozen=True, kw_only=True, slots=True)
class Assumption:
    """One thing that is taken to be so."""

    path: KeyPath
    """What it is about."""
    said: str
    """What is assumed, and why; without a full stop."""


def assumptions(plan: Plan) -> tuple[Assumption, ...]:
    """Return what the verdict rests on, each once; nothing where nothing is promised of it."""
    return tuple(dict.fromkeys(_of_the_bill(plan)))


def _of_the_bill(plan: Plan) -> Iterator[Assumption]:
    objectives, bill = plan.stack.objectives, plan.bill
    if bill is None or (objectives.monthly_usd is None and objectives.usd_per_task is None):
        return
    if bill.counts.assumption is not None:
        yield Assumption(path=("cluster", "node_pools"), said=bill.counts.assumption)
    seen: set[str] = set()
    for line in bill.assumed:
        price = line.price
        if price.sku not in seen:
            seen.add(price.sku)
            said = f"{price.sku} costs ${price.usd} in {price.region}: {price.source}"
            yield Assumption(path=line.path, said=said)
