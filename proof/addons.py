"""The add-ons of a stack, as the catalogue knows their charts."""

from catalog.chart_rows import Chart
from components.addons.charts import chart_of
from components.addons.spec import AddonName
from stacks.spec import StackSpec


def charts(stack: StackSpec) -> dict[AddonName, Chart]:
    """Return the charts of the add-ons that are asked for."""
    return {name: chart_of(name) for name in stack.addons.asked()}
