"""Update or replace: the differences between two sets of inputs and what they force."""

import re
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from engine.standin.objects import Kind
from engine.standin.shape import Json, JsonObject, Path, dig
from engine.standin.wire import UNKNOWN

Change: TypeAlias = Literal["add", "delete", "update"]

SELECTOR = ("spec.selector",)
VOLUME_SOURCES = (
    "awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder", "csi", "fc", "flexVolume",
    "flocker", "gcePersistentDisk", "glusterfs", "hostPath", "iscsi", "local", "nfs",
    "photonPersistentDisk", "portworxVolume", "quobyte", "rbd", "scaleIO", "storageos",
    "vsphereVolume",
)  # fmt: skip
IMMUTABLE: dict[tuple[str, str], tuple[str, ...]] = {
    ("apps", "Deployment"): SELECTOR,
    ("apps", "DaemonSet"): SELECTOR,
    ("apps", "StatefulSet"): (
        *SELECTOR,
        "spec.podManagementPolicy",
        "spec.revisionHistoryLimit",
        "spec.serviceName",
        "spec.volumeClaimTemplates",
    ),
    ("batch", "Job"): (*SELECTOR, "spec.template", "spec.completions", "spec.parallelism"),
    ("rbac.authorization.k8s.io", "RoleBinding"): ("roleRef",),
    ("rbac.authorization.k8s.io", "ClusterRoleBinding"): ("roleRef",),
    ("storage.k8s.io", "StorageClass"): ("parameters", "provisioner"),
    ("", "PersistentVolume"): tuple(f"spec.{source}" for source in VOLUME_SOURCES),
    ("", "PersistentVolumeClaim"): (
        *SELECTOR,
        "spec.accessModes",
        "spec.storageClassName",
        "spec.volumeName",
    ),
    ("", "ResourceQuota"): ("spec.scopes",),
    ("", "Service"): ("spec.clusterIP",),
    ("", "Secret"): ("type",),
    ("", "Pod"): ("spec",),
}
CONTENT: dict[tuple[str, str], tuple[str, ...]] = {
    ("", "ConfigMap"): ("binaryData", "data"),
    ("", "Secret"): ("type", "data"),
}
ALWAYS_IMMUTABLE = ("metadata.name", "metadata.namespace")
IN_PLACE_ON_PODS = re.compile(r"^spec\.(activeDeadlineSeconds|tolerations)\b")


@dataclass(frozen=True)
class Decision:
    """Detailed diff by path, the paths that force a replacement, and its order."""

    changes: dict[str, str] = field(default_factory=lambda: dict[str, str]())
    replaces: tuple[str, ...] = ()
    delete_first: Literal["delete first", "create first"] = "create first"
    tops: tuple[str, ...] = ()


def decide(
    kind: Kind,
    old: JsonObject,
    new: JsonObject,
    live: JsonObject,
    mutable: frozenset[str],
) -> Decision:
    """What the inputs' change means; `mutable` names the kinds whose content may be edited."""
    immutable = _immutable(kind, old, new, mutable)
    changes: dict[str, str] = {}
    replaces: list[str] = []
    found = differences(old, new)
    for path, change in found:
        name = spelled(path)
        forced = _forced(name, immutable) and not (kind.kind == "Pod" and _edits_in_place(name))
        if forced and change == "add" and _covers(dig(live, *path), dig(new, *path)):
            forced = False  # spelled out in the program now, but live all along: after an import
        changes[name] = f"{change}-replace" if forced else change
        replaces += [name] if forced else []
    same_object = all(
        dig(old, "metadata", key) == dig(new, "metadata", key) for key in ("name", "namespace")
    )
    return Decision(
        changes,
        tuple(replaces),
        "delete first" if replaces and same_object else "create first",
        tuple(sorted({str(path[0]) for path, _ in found})),
    )


def differences(old: Json, new: Json, path: Path = ()) -> list[tuple[Path, Change]]:
    """Paths at which two values differ, each as far down as both sides have something."""
    if isinstance(old, dict) and isinstance(new, dict):
        return [
            found
            for key in sorted(old.keys() | new.keys())
            for found in _keyed(old, new, key, (*path, key))
        ]
    if isinstance(old, list) and isinstance(new, list):
        shared = min(len(old), len(new))
        found = [
            each for at in range(shared) for each in differences(old[at], new[at], (*path, at))
        ]
        found.extend(((*path, at), "delete") for at in range(shared, len(old)))
        found.extend(((*path, at), "add") for at in range(shared, len(new)))
        return found
    return [] if _same(old, new) else [(path, "update")]


def spelled(path: Path) -> str:
    """A path as the engine writes it: `a.b[0]["c.d"]`."""
    name = ""
    for step in path:
        if isinstance(step, int):
            name += f"[{step}]"
        elif re.search(r'[.\["\]]', step) or not step:
            escaped = step.replace("\\", "\\\\").replace('"', '\\"')
            name += f'["{escaped}"]'
        else:
            name += f".{step}" if name else step
    return name


def _keyed(old: JsonObject, new: JsonObject, key: str, path: Path) -> list[tuple[Path, Change]]:
    if key not in old:
        return [(path, "add")]
    if key not in new:
        return [(path, "delete")]
    return differences(old[key], new[key], path)


def _same(old: Json, new: Json) -> bool:
    if isinstance(old, bool) is not isinstance(new, bool):
        return False  # Python holds 1 and True for equal
    return old == new and new != UNKNOWN


def _immutable(
    kind: Kind, old: JsonObject, new: JsonObject, mutable: frozenset[str]
) -> tuple[str, ...]:
    names = (kind.group, kind.kind)
    locked = old.get("immutable") is True or new.get("immutable") is True
    content = CONTENT.get(names, ())
    editable = kind.kind in mutable and not locked
    return (*ALWAYS_IMMUTABLE, *IMMUTABLE.get(names, ()), *(() if editable else content))


def _forced(name: str, immutable: tuple[str, ...]) -> bool:
    return any(_within(name, fixed) or _within(fixed, name) for fixed in immutable)


def _within(name: str, ancestor: str) -> bool:
    return name == ancestor or (name.startswith(ancestor) and name[len(ancestor)] in (".", "["))


def _edits_in_place(name: str) -> bool:
    return bool(IN_PLACE_ON_PODS.match(name))


def _covers(live: Json, wanted: Json) -> bool:
    if isinstance(live, dict) and isinstance(wanted, dict):
        return all(_covers(live.get(key), inner) for key, inner in wanted.items())
    return live is not None and live == wanted
