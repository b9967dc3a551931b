"""Data that is to stay in a network that is to go."""

from collections.abc import Iterator

from components.cache.elasticache_spec import ElastiCacheSpec
from components.database.rds_spec import RdsSpec
from components.network.spec import AwsNetworkSpec
from components.volume.spec import EfsVolumeSpec
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    if not isinstance(plan.stack.network, AwsNetworkSpec):
        return
    for path, part in plan.kept.items():
        if isinstance(part, RdsSpec | ElastiCacheSpec | EfsVolumeSpec) and (
            part.deletion == "retain"
        ):
            said = "is retain, and the network that it lies in goes with the stack"
            yield Hit(path=(*path, "deletion"), message=said)


RULE = Rule(
    id="retained-data-holds-network",
    severity="warning",
    title="data that stays in a network that goes",
    why=(
        "With retain the store stays when the stack is destroyed, and so do its ways into the"
        " subnets: AWS deletes no subnet that something lies in. The destroy ends half-way, at the"
        " network, and what is left costs money and has to be taken away by hand."
    ),
    ways_out=(
        "set deletion to protect, and use destroy --keep-data",
        "set deletion to delete with a last snapshot, which needs no network",
        "bring the network along: network.kind existing",
        "accept it, if only this part is to leave the stack file",
    ),
    find=_find,
)
