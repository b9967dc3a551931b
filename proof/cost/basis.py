"""What every part of a bill is worked out from, and how a line comes about."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from catalog.lifecycle import version as version_row
from catalog.prices import price
from catalog.read import UnknownKey
from catalog.rows import PriceProvider, ProductVersion, Unit
from proof.cost.billing import above_free
from proof.cost.line import Concept, Item, Line, NotCounted, Quantities, Unpriced, rising
from proof.cost.node_counts import NodeCounts
from stacks.file import KeyPath
from stacks.spec import StackSpec

UsageField = Literal[
    "nat_gb",
    "internet_gb",
    "cross_zone_gb",
    "endpoint_gb",
    "load_balancer_units",
    "log_gb",
    "log_kept_gb",
    "bucket_gb",
    "bucket_put_millions",
    "bucket_get_millions",
    "image_gb",
    "file_gb",
    "file_read_gb",
    "file_written_gb",
    "file_backup_gb",
    "database_backup_gb",
    "cache_snapshot_gb",
    "key_request_millions",
    "secret_request_millions",
]
"""A field of UsageSpec that says how much of something there is."""
_NOTHING = Decimal(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tariff:
    """The prices of one region of a cloud."""

    provider: PriceProvider
    region: str

    def line(
        self,
        concept: Concept,
        what: str,
        path: KeyPath,
        sku: str,
        unit: Unit,
        quantities: Quantities,
    ) -> Line | Unpriced:
        """Return the line; an unknown price is never 0."""
        try:
            found = price(self.provider, self.region, sku, unit)
        except UnknownKey:
            return Unpriced(
                concept=concept, what=what, sku=sku, unit=unit, region=self.region, path=path
            )
        return Line(concept=concept, what=what, quantities=quantities, price=found, path=path)


@dataclass(frozen=True, kw_only=True, slots=True)
class Basis:
    """A stack in a cloud on a day, its nodes, and the prices where it is."""

    stack: StackSpec
    on: date
    nodes: NodeCounts
    tariff: Tariff

    def line(
        self,
        concept: Concept,
        what: str,
        path: KeyPath,
        sku: str,
        unit: Unit,
        quantities: Quantities,
    ) -> Line | Unpriced:
        """Return the line; an unknown price is never 0."""
        return self.tariff.line(concept, what, path, sku, unit, quantities)

    def metered(
        self,
        concept: Concept,
        what: str,
        sku: str,
        unit: Unit,
        field: UsageField,
        *,
        times: Decimal = Decimal(1),
        free: Decimal = _NOTHING,
    ) -> Item:
        """Return the line of something that is paid by use, as far as somebody has said how much.

        At the least there is nothing of it, at the most what the worst month has. `times` turns
        the field into the price's unit, `free` is what costs nothing of it.
        """
        path: KeyPath = ("usage", field)
        used: Decimal | None = getattr(self.stack.usage, field)
        if used is None:
            ask = f"say usage.{field}"
            return NotCounted(concept=concept, what=what, ask=ask, path=path)
        usual = above_free(used, free) * times
        most = above_free(used * self.stack.usage.worst_month, free) * times
        return self.line(concept, what, path, sku, unit, rising(0, usual, most))


def past_standard(product: str, version: str, on: date) -> ProductVersion | None:
    """Return the version's row when its standard support has ended on the day; else none."""
    try:
        row = version_row(product, version)
    except UnknownKey:
        return None  # the rule unknown-version tells of it
    ends = row.standard_support_end
    return row if ends is not None and on > ends else None
