"""What somebody else does to a stack's resources at the cloud, and what becomes of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.standin.shape import JsonObject, child, number
from rehearsal.clouds.aws.eks import NODE_GROUP
from rehearsal.clouds.model import Live
from rehearsal.clouds.store import Store
from rehearsal.outcomes import RehearsalFailedError, Step
from rehearsal.scenario import Actors, Document

_SCALING, _DESIRED = "scalingConfig", "desiredSize"


@dataclass(frozen=True, slots=True)
class _Before:
    """A resource as it was before somebody changed it."""

    token: str
    id: str
    inputs: JsonObject


def is_meddled_with(actors: Actors, document: Document) -> Iterator[Step]:
    """A tag that somebody took away is put back; a pool that the autoscaler raised stays so."""
    store = actors.stage.store
    tagged = next((live for live in store.resources.values() if child(live.inputs, "tags")), None)
    pools = store.all(NODE_GROUP) if _is_autoscaled(document) else ()
    pool = next((live for live in pools if _has_room(live)), None)
    before = [_Before(live.token, live.id, live.inputs) for live in (tagged, pool) if live]
    if tagged is not None:
        store.meddle(tagged.token, tagged.id, {**tagged.inputs, "tags": {}})
    if pool is not None:
        store.meddle(pool.token, pool.id, _with_desired(pool, _desired(pool) + 1))
    changes = actors.run("up")
    if tagged is not None:
        yield _repaired(store, before[0])
    if pool is not None:
        if any(each.kind == "NodeGroup" for each in changes.done):
            raise RehearsalFailedError("up changed a node group that its autoscaler had raised")
        found = store.read(pool.token, pool.id)
        if found is None or _desired(found) != _desired(pool) + 1:
            raise RehearsalFailedError(f"up set {pool.id} back, which its autoscaler had raised")
        store.meddle(pool.token, pool.id, pool.inputs)
        said = f"{pool.id} stays at the {_desired(found)} nodes that its autoscaler chose"
        yield Step(title="owners", found=said)


def _repaired(store: Store, before: _Before) -> Step:
    found = store.read(before.token, before.id)
    if found is None or found.inputs != before.inputs:
        raise RehearsalFailedError(f"up did not put back the tags of {before.token} {before.id}")
    return Step(title="drift", found=f"the tags of {before.id}, taken away outside, are back")


def _is_autoscaled(document: Document) -> bool:
    """Whether somebody else than the program decides how many nodes there are."""
    cluster = document.get("cluster")
    return isinstance(cluster, Mapping) and cluster.get("autoscaler") is not None


def _has_room(pool: Live) -> bool:
    return _desired(pool) < number(pool.inputs, _SCALING, "maxSize")


def _desired(pool: Live) -> int:
    return number(pool.inputs, _SCALING, _DESIRED)


def _with_desired(pool: Live, size: int) -> JsonObject:
    scaling: JsonObject = {**child(pool.inputs, _SCALING), _DESIRED: size}
    return {**pool.inputs, _SCALING: scaling}
