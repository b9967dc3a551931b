"""When versions end."""

from typing import Final

from catalog.read import Table
from catalog.rows import ProductVersion

LIFECYCLE: Final = Table(ProductVersion, "lifecycle.csv")


def version(product: str, version: str) -> ProductVersion:
    """Return the version, or the line that a release belongs to: 17 for postgresql 17.2.

    Raises UnknownKey.
    """
    parts = version.split(".")
    for length in range(len(parts), 0, -1):
        line = LIFECYCLE.find(product, ".".join(parts[:length]))
        if line is not None:
            return line
    return LIFECYCLE.get(product, version)


def versions(product: str) -> tuple[ProductVersion, ...]:
    """Return every version of the product that is known, oldest first; raises UnknownKey."""
    known = tuple(row for row in LIFECYCLE.rows if row.product == product)
    return known or (LIFECYCLE.get(product),)
