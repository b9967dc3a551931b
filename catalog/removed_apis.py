"""What Kubernetes no longer serves."""

from typing import Final

from catalog.read import Table
from catalog.rows import RemovedApi

REMOVED_APIS: Final = Table(RemovedApi, "removed_apis.csv")


def removal(api_version: str, kind: str) -> RemovedApi | None:
    """Return when Kubernetes stopped to serve the kind in this version; none: it still does."""
    return REMOVED_APIS.find(api_version, kind)
