"""What is installed into clusters."""

from typing import Final

from catalog.chart_rows import Chart, EksAddon
from catalog.read import Table, UnknownKey
from catalog.rows import minor_number

CHARTS: Final = Table(Chart, "charts")
EKS_ADDONS: Final = Table(EksAddon, "eks_addons")


def chart(name: str) -> Chart:
    """Return the chart under the name it has in its repository; raises UnknownKey."""
    return CHARTS.get(name)


def eks_addon(name: str) -> EksAddon:
    """Return the managed add-on under the name that EKS gives it; raises UnknownKey."""
    return EKS_ADDONS.get(name)


def eks_addon_version(name: str, kubernetes: str) -> str:
    """Return which version of the add-on a cluster of this version gets; raises UnknownKey."""
    known = {each.kubernetes: each.version for each in eks_addon(name).versions}
    if kubernetes not in known:
        raise UnknownKey("version of an EKS add-on", EKS_ADDONS.place, (name, kubernetes), ())
    return known[kubernetes]


def eks_versions() -> tuple[str, ...]:
    """Return the versions of Kubernetes for which every managed add-on is pinned, oldest first."""
    rows = [[each.kubernetes for each in row.versions] for row in EKS_ADDONS.rows if row.versions]
    known = {minor for row in rows for minor in row}
    return tuple(sorted((m for m in known if all(m in row for row in rows)), key=minor_number))
