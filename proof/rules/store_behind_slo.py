"""Availability that hangs on one pod of a store."""

from collections.abc import Iterator

from components.cache.elasticache_spec import ElastiCacheSpec
from components.cache.spec import CacheSpec, InClusterValkeySpec
from components.database.rds_spec import RdsSpec
from components.database.spec import DatabaseSpec, InClusterPostgresSpec
from proof.plan import Plan
from proof.promises import promised
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    promise = promised(plan)
    if promise is None:
        return
    for group, stores in (("databases", plan.stack.databases), ("caches", plan.stack.caches)):
        for name, store in stores.items():
            alone = _alone(store)
            if alone is not None:
                field, what = alone
                yield Hit(path=(group, name, field), message=f"is {what}, and {promise}")


def _alone(store: DatabaseSpec | CacheSpec) -> tuple[str, str] | None:
    """Return what leaves a store without a standby; none if it has one, or nobody here can say."""
    match store:
        case InClusterPostgresSpec() | InClusterValkeySpec():
            return "kind", f"{store.kind}, one pod without a standby"
        case RdsSpec(multi_az="one_zone"):
            return "multi_az", "one_zone, without a standby"
        case ElastiCacheSpec(replicas=0):
            return "replicas", "0, so that nobody takes over"
        case _:
            return None


RULE = Rule(
    id="store-behind-slo",
    severity="warning",
    title="a promised availability and a store of one pod",
    why=(
        "Each drain, each upgrade and each failure of its node takes the store away, and with it"
        " all that calls it, for as long as a start with recovery takes. After a node fails,"
        " Kubernetes waits for some minutes, and for a disk that hangs on the node for longer."
    ),
    ways_out=(
        "use a managed store with a standby on a cluster that offers one: kind",
        "accept it with a reason, if the promise does not rest on this store",
        "take availability_percent out of objectives",
    ),
    find=_find,
)
