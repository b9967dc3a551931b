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
            if not _has_standby(store):
                field, what = _reason(store)
                yield Hit(path=(group, name, field), message=f"is {what}, and {promise}")


def _has_standby(store: DatabaseSpec | CacheSpec) -> bool:
    match store:
        case InClusterPostgresSpec() | InClusterValkeySpec():
            return False
        case RdsSpec():
            return store.multi_az == "standby"
        case ElastiCacheSpec():
            return store.replicas > 0


def _reason(store: DatabaseSpec | CacheSpec) -> tuple[str, str]:
    match store:
        case InClusterPostgresSpec() | InClusterValkeySpec():
            return "kind", f"{store.kind}, one pod without a standby"
        case RdsSpec():
            return "multi_az", f"{store.multi_az}: without a standby"
        case ElastiCacheSpec():
            return "replicas", f"{store.replicas}: nobody takes over"


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
