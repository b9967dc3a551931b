"""Update or replace: the differences between two sets of inputs and what they force."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.standin.objects import Kind, Place
from engine.standin.shape import Json, JsonObject, Path, Step, text
from engine.standin.wait.judge import READY, judge
from engine.standin.wire import UNKNOWN

Change: TypeAlias = Literal["add", "delete", "update"]

SELECTOR = ("spec.selector",)
ALWAYS_IMMUTABLE = ("metadata.name", "metadata.namespace")
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
    ("", "PersistentVolumeClaim"): (
        *SELECTOR,
        "spec.accessModes",
        "spec.storageClassName",
        "spec.volumeName",
    ),
    ("", "ResourceQuota"): ("spec.scopes",),
    ("", "Service"): ("spec.clusterIP",),
    ("", "Secret"): ("type",),
}
_TRIED_AGAIN = 'metadata.annotations["pulumi.com/replaceUnready"]'
CONTENT: dict[tuple[str, str], tuple[str, ...]] = {
    ("", "ConfigMap"): ("binaryData", "data"),
    ("", "Secret"): ("data",),
}


@dataclass(frozen=True)
class Decision:
    """Change by path, as the engine names both, the paths that force a replacement, its order."""

    changes: dict[str, str]
    replaces: list[str]
    order: Literal["delete first", "create first"]


def decide(
    kind: Kind, old: JsonObject, new: JsonObject, mutable: frozenset[str], live: JsonObject
) -> Decision:
    """What the inputs' change means; `mutable` names the kinds whose content may be edited.

    A Job that is not done as it was last seen `live` is made anew where its annotation says so.
    """
    names = (kind.group, kind.kind)
    content = () if kind.kind in mutable else CONTENT.get(names, ())
    immutable = (*ALWAYS_IMMUTABLE, *IMMUTABLE.get(names, ()), *content)
    found = {spelled(path): change for path, change in differences(old, new)}
    replaces = [name for name in found if _forced(name, immutable)]
    changes = {
        name: f"{change}-replace" if name in replaces else change for name, change in found.items()
    }
    if _is_tried_again(kind, new, live):
        replaces.append(_TRIED_AGAIN)
        changes[_TRIED_AGAIN] = "update-replace"
    in_the_way = replaces and Place.of(old) == Place.of(new)
    return Decision(changes, replaces, "delete first" if in_the_way else "create first")


def differences(old: Json, new: Json, path: Path = ()) -> list[tuple[Path, Change]]:
    """Paths at which two values differ, each as far down as both sides have something."""
    before, after = _entries(old), _entries(new)
    if before is None or after is None or type(old) is not type(new):
        return [] if _same(old, new) else [(path, "update")]
    found: list[tuple[Path, Change]] = []
    for step in dict.fromkeys([*before, *after]):
        here = (*path, step)
        if step not in before:
            found.append((here, "add"))
        elif step not in after:
            found.append((here, "delete"))
        else:
            found += differences(before[step], after[step], here)
    return found


def _is_tried_again(kind: Kind, new: JsonObject, live: JsonObject) -> bool:
    wanted = text(new, "metadata", "annotations", "pulumi.com/replaceUnready").lower() == "true"
    is_job = (kind.group, kind.kind) == ("batch", "Job")
    return wanted and is_job and bool(live) and judge(kind, live) != READY


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


def _entries(value: Json) -> Mapping[Step, Json] | None:
    if isinstance(value, list):
        return dict(enumerate(value))
    return {**value} if isinstance(value, dict) else None


def _same(old: Json, new: Json) -> bool:
    if isinstance(old, bool) is not isinstance(new, bool):
        return False  # Python holds 1 and True for equal
    return old == new and new != UNKNOWN


def _forced(name: str, immutable: tuple[str, ...]) -> bool:
    return any(_within(name, fixed) or _within(fixed, name) for fixed in immutable)


def _within(name: str, ancestor: str) -> bool:
    return name == ancestor or name.startswith((f"{ancestor}.", f"{ancestor}["))
