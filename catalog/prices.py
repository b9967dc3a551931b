"""What things cost."""

from typing import Final

from catalog.read import Table
from catalog.rows import EVERYWHERE, Price, PriceProvider, Unit

PRICES: Final = Table(Price, "prices.csv")


def price(provider: PriceProvider, region: str, sku: str, unit: Unit) -> Price:
    """Return the price in this region, or else the one that holds in every region.

    Raises UnknownKey: an unknown price is an error, never 0.
    """
    here = PRICES.find(provider, region, sku, unit)
    everywhere = PRICES.find(provider, EVERYWHERE, sku, unit)
    return here or everywhere or PRICES.get(provider, region, sku, unit)
