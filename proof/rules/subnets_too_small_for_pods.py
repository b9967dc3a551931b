"""Subnets that run out of addresses before their nodes are full."""

from collections.abc import Iterator

from components.cluster.spec import EksSpec
from components.network.spec import AwsNetworkSpec
from proof.addresses import rooms
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    cluster, network = plan.stack.cluster, plan.stack.network
    if not isinstance(cluster, EksSpec) or not isinstance(network, AwsNetworkSpec):
        return
    small = [room for room in rooms(cluster, network) or () if room.taken > room.there]
    if small:
        worst, zones = small[0], ", ".join(room.zone for room in small)
        unit = "blocks of 16" if cluster.pod_addresses == "prefixes" else "addresses"
        message = (
            f"{network.cidr} gives each private subnet {worst.there} {unit} ({worst.cidr}), and"
            f" {worst.nodes} nodes in a zone with all their pods take {worst.taken} (zones {zones})"
        )
        yield Hit(path=("network", "cidr"), message=message)


RULE = Rule(
    id="subnets-too-small-for-pods",
    severity="error",
    title="subnets that are full before the node groups are",
    why=(
        "Each pod takes an address of its node's subnet, and each node holds more in reserve. Once"
        " none is left, nodes still come and cost money, and their pods stay in ContainerCreating;"
        " load balancers and updates of the control plane fail as well. A subnet does not grow:"
        " another network is another cluster."
    ),
    ways_out=(
        "take a larger network while there is nothing in it: network.cidr",
        "lower cluster.node_pools.*.max_nodes to what there is room for",
        "spread the nodes over more zones: network.zones",
    ),
    find=_find,
    source="https://docs.aws.amazon.com/eks/latest/best-practices/ip-opt.html",
)
