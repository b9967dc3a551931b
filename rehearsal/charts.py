"""What stands in for a stack's charts in a rehearsal; pure."""

from components.addons.charts import chart_of
from components.addons.footprint import footprint
from components.addons.parts import parts
from components.labels import platform_labels
from rehearsal.kubernetes import Charts
from stacks.addons import addons_to_make
from stacks.spec import StackSpec


def stand_ins(spec: StackSpec, project: str) -> Charts:
    """Return the objects of each chart, with the replicas and resources that the stack asks for."""
    labels = platform_labels(spec.labels, project)
    pools = spec.cluster.node_pools
    nodes = sum(pool.fewest_nodes for pool in pools.values())
    return {
        chart_of(name).name: footprint(
            chart_of(name), parts(chart_of(name), asked, nodes, pools), labels
        )
        for name, asked in addons_to_make(spec).items()
    }
