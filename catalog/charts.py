"""What is installed into clusters."""

from typing import Final

from catalog.chart_rows import Chart, EksAddon
from catalog.read import Table

CHARTS: Final = Table(Chart, "charts")
EKS_ADDONS: Final = Table(EksAddon, "eks_addons")


def chart(name: str) -> Chart:
    """Return the chart under the name it has in its repository; raises UnknownKey."""
    return CHARTS.get(name)


def eks_addon(name: str) -> EksAddon:
    """Return the managed add-on under the name that EKS gives it; raises UnknownKey."""
    return EKS_ADDONS.get(name)
