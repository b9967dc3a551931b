"""Simulated nodes as Kubernetes objects: built from pools, and read back into pools."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, cast

from engine.embedded import metrics
from engine.embedded.pools import Json, JsonObject, Pool, Taint, amount

POOL_LABEL: Final = "plinth.dev/pool"
ZONE_LABEL: Final = "topology.kubernetes.io/zone"
ZONES: Final = ("local-a", "local-b", "local-c")
FAKE: Final = {"kwok.x-k8s.io/node": "fake"}
"""The annotation by which kwok knows the nodes that it plays the kubelet for."""

# The node life-cycle controller copies the first two into the second two by itself.
_PLATFORM: Final = {
    "kubernetes.io/arch": "amd64",
    "kubernetes.io/os": "linux",
    "beta.kubernetes.io/arch": "amd64",
    "beta.kubernetes.io/os": "linux",
}

# The node life-cycle controller sets and removes these by itself from a node's conditions.
_CONDITION_TAINTS: Final = frozenset(
    f"node.kubernetes.io/{condition}"
    for condition in (
        "not-ready",
        "unreachable",
        "memory-pressure",
        "disk-pressure",
        "pid-pressure",
        "network-unavailable",
    )
)


def node_names(pool: Pool) -> tuple[str, ...]:
    """Return the names of the pool's nodes: POOL-0, POOL-1 and so on."""
    return tuple(f"{pool.name}-{index}" for index in range(pool.nodes))


def node_labels(pool: Pool, index: int) -> dict[str, str]:
    """Return the labels of one node; the pool's own win, over its name and zone for example."""
    return {
        **_PLATFORM,
        "kubernetes.io/hostname": f"{pool.name}-{index}",
        ZONE_LABEL: ZONES[index % len(ZONES)],
        POOL_LABEL: pool.name,
        **pool.labels,
    }


def resources(pool: Pool) -> dict[str, Json]:
    """Return what pods may use of one node, as in `status.allocatable`."""
    return {
        "cpu": pool.cpu,
        "memory": pool.memory,
        "pods": str(pool.pods),
        "ephemeral-storage": pool.ephemeral_storage,
    }


def node(pool: Pool, index: int) -> dict[str, Json]:
    """Return the Node object of one node of the pool."""
    name = f"{pool.name}-{index}"
    return {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {
            "name": name,
            "annotations": {**FAKE, **metrics.node_annotations(name)},
            "labels": node_labels(pool, index),
        },
        "spec": {"taints": [_taint(taint) for taint in sorted(pool.taints)]},
        "status": {
            "addresses": [{"type": "InternalIP", "address": "127.0.0.1"}],
            "allocatable": resources(pool),
            "capacity": resources(pool),
        },
    }


def _taint(taint: Taint) -> dict[str, Json]:
    return {"key": taint.key, "value": taint.value, "effect": taint.effect}


def live_pools(live: Iterable[JsonObject], wanted: Iterable[Pool]) -> tuple[Pool, ...]:
    """Return the pools that the nodes of a cluster amount to, sorted by name.

    Nodes of one pool that are not equal appear as several pools of that name, and a label of
    ours that was changed appears among the labels: either way the result differs from what is
    wanted. Quantities that are numerically what is wanted read as they were written there.
    """
    by_name = {pool.name: pool for pool in wanted}
    shapes: dict[str, list[Pool]] = {}
    for item in sorted((item for item in live if pool_of(item)), key=name_of):
        shape = _shape(item, by_name)
        same = shapes.setdefault(shape.name, [])
        for position, known in enumerate(same):
            if _same_shape(known, shape):
                same[position] = replace(known, nodes=known.nodes + 1)
                break
        else:
            same.append(shape)
    empty = {name: [pool] for name, pool in by_name.items() if pool.nodes == 0}
    return tuple(pool for _, group in sorted({**empty, **shapes}.items()) for pool in group)


def _same_shape(one: Pool, other: Pool) -> bool:
    return {**one.to_json(), "nodes": 0} == {**other.to_json(), "nodes": 0}


def _shape(item: JsonObject, wanted: Mapping[str, Pool]) -> Pool:
    labels = _labels(item)
    name = labels.get(POOL_LABEL, "")
    model = wanted.get(name, Pool(name=name))
    allocatable = cast("Mapping[str, str]", part(item, "status", "allocatable"))
    return Pool(
        name=name,
        nodes=1,
        cpu=_as_written(allocatable.get("cpu", "0"), model.cpu),
        memory=_as_written(allocatable.get("memory", "0"), model.memory),
        pods=int(_as_written(allocatable.get("pods", "0"), str(model.pods))),
        ephemeral_storage=_as_written(
            allocatable.get("ephemeral-storage", "0"), model.ephemeral_storage
        ),
        labels=_own_labels(name_of(item), labels, model),
        taints=live_taints(item),
    )


def _own_labels(node_name: str, labels: Mapping[str, str], model: Pool) -> dict[str, str]:
    """Return the labels beyond the ones every node has; changed ones of those stay visible."""
    plain = Pool(name=model.name)
    number = node_name.rpartition("-")[2]
    given = node_labels(plain, int(number) if number.isdecimal() else 0)
    known = {key: value for key, value in given.items() if key not in model.labels}
    changed = {key: labels.get(key, "") for key in known if labels.get(key) != known[key]}
    return {key: value for key, value in labels.items() if key not in known} | changed


def live_taints(item: JsonObject) -> tuple[Taint, ...]:
    """Return the taints of a node without those that Kubernetes derives from its conditions."""
    taints = cast("Sequence[Mapping[str, str]]", part(item, "spec").get("taints") or ())
    return tuple(
        sorted(
            Taint(taint["key"], taint.get("value", ""), taint["effect"])
            for taint in taints
            if taint["key"] not in _CONDITION_TAINTS
        )
    )


def _as_written(live: str, wanted: str) -> str:
    return wanted if amount(live) == amount(wanted) else live


def metadata_patch(item: JsonObject, wanted: JsonObject) -> dict[str, Json]:
    """Return the merge patch that gives a node the annotations, labels and taints wanted.

    Taints that Kubernetes derives from conditions are kept; a cordon is lifted.
    """
    labels, want = _labels(item), _labels(wanted)
    kept = [
        taint
        for taint in cast("Sequence[Mapping[str, Json]]", part(item, "spec").get("taints") or ())
        if taint["key"] in _CONDITION_TAINTS
    ]
    taints = cast("Sequence[Json]", part(wanted, "spec")["taints"])
    return {
        "metadata": {
            "annotations": part(wanted, "metadata", "annotations"),
            "labels": {**{key: None for key in labels if key not in want}, **want},
        },
        "spec": {"taints": [*kept, *taints], "unschedulable": None},
    }


def status_patch(item: JsonObject, wanted: JsonObject) -> dict[str, Json]:
    """Return the merge patch of `/status` that gives a node the resources that are wanted."""
    patch: dict[str, Json] = {}
    for key in ("allocatable", "capacity"):
        want = part(wanted, "status", key)
        gone = {name: None for name in part(item, "status", key) if name not in want}
        patch[key] = {**gone, **want}
    return {"status": patch}


def is_schedulable(item: JsonObject) -> bool:
    """Whether a node is ready and nothing in its condition keeps pods off it."""
    conditions = cast("Sequence[Mapping[str, str]]", part(item, "status").get("conditions") or ())
    taints = cast("Sequence[Mapping[str, str]]", part(item, "spec").get("taints") or ())
    return any(c["type"] == "Ready" and c["status"] == "True" for c in conditions) and not any(
        taint["key"] in _CONDITION_TAINTS for taint in taints
    )


def pool_of(item: JsonObject) -> str:
    """Return the name of the pool a node belongs to, "" for a node that is not ours."""
    return _labels(item).get(POOL_LABEL, "")


def name_of(item: JsonObject) -> str:
    """Return an object's name."""
    return str(part(item, "metadata")["name"])


def _labels(item: JsonObject) -> Mapping[str, str]:
    return cast("Mapping[str, str]", part(item, "metadata", "labels"))


def part(item: JsonObject, *path: str) -> Mapping[str, Json]:
    """Return the object at a path inside an object, {} where there is none."""
    value: Json = item
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else {}
