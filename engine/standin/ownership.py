"""Who owns which field: what an update takes over, and inputs read back from a live object."""

import json
from typing import Literal, TypeAlias

from engine.standin.defaults import without_defaults
from engine.standin.quantity import same_quantity
from engine.standin.shape import Json, JsonObject, child, dig, items, objects, text

CREATOR = "pulumi-kubernetes"
# The managers whose fields an update takes over; a conflict with any other is the user's to solve.
TAKEN_OVER = (CREATOR, "kubectl", "before-first-apply")
SERVER_METADATA = (
    "creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "generation",
    "managedFields", "ownerReferences", "resourceVersion", "selfLink", "uid",
)  # fmt: skip
# Set while an object is created, so they are recorded as its creator's.
SERVER_ANNOTATIONS = (
    "deprecated.daemonset.template.generation",
    "deployment.kubernetes.io/revision",
)
FREE_TEXT = frozenset(
    {"annotations", "args", "binaryData", "command", "data", "env", "labels", "matchLabels"}
)
Setting: TypeAlias = Literal["quantities", "free text"]


def taken_over(live: JsonObject, manager: str) -> list[Json] | None:
    """Managed fields after `manager` has taken over what was created here or edited with kubectl.

    None when there is nothing to take over. An object made by a client-side create belongs to
    another manager, so without this a field removed from the program would stay forever; client-go
    calls the same step csaupgrade.
    """
    mine: JsonObject | None = None
    rest: list[Json] = []
    moved: list[JsonObject] = []
    for entry in objects(live, "metadata", "managedFields"):
        operation = text(entry, "operation")
        if text(entry, "manager") == manager and operation == "Apply":
            mine = entry
        elif "subresource" not in entry and _takes_over(text(entry, "manager"), operation):
            moved.append(entry)
        else:
            rest.append(entry)
    if not moved:
        return None
    fields = child(mine, "fieldsV1")
    for entry in moved:
        fields = united(fields, child(entry, "fieldsV1"))
    base: JsonObject = dict(mine or moved[0])
    base |= {"manager": manager, "operation": "Apply", "fieldsV1": fields}
    return [*rest, base]


def forceable(managers: list[str]) -> bool:
    """Whether an update would have taken over the fields of all these managers."""
    return bool(managers) and all(each.startswith(TAKEN_OVER) for each in managers)


def united(one: JsonObject, other: JsonObject) -> JsonObject:
    """Union of two fieldsV1 sets."""
    both: JsonObject = dict(one)
    for key, inner in other.items():
        both[key] = united(child(both, key), child(inner))
    return both


def _takes_over(manager: str, operation: str) -> bool:
    if operation == "Apply":
        return manager == "kubectl"
    return manager.startswith(TAKEN_OVER)


def selected(live: Json, fields: JsonObject) -> Json:
    """The part of a live value that a fieldsV1 set names."""
    inner = {key: each for key, each in fields.items() if key != "."}
    if not inner:
        return live if "." not in fields else _empty_like(live)
    if isinstance(live, dict):
        chosen = {
            key[2:]: selected(live[key[2:]], child(each))
            for key, each in inner.items()
            if key.startswith("f:") and key[2:] in live
        }
        return dict(chosen)
    if isinstance(live, list):
        return [picked for entry in live for picked in _selected_entry(entry, inner)]
    return live


def _selected_entry(entry: Json, fields: JsonObject) -> list[Json]:
    for key, each in fields.items():
        if key.startswith("v:") and json.loads(key[2:]) == entry:
            return [entry]
        if key.startswith("k:") and isinstance(entry, dict):
            wanted = json.loads(key[2:])
            if all(entry.get(name) == value for name, value in wanted.items()):
                return [selected(entry, child(each))]
    return []


def _empty_like(live: Json) -> Json:
    if isinstance(live, dict):
        return {}
    return [] if isinstance(live, list) else live


def imported(live: JsonObject) -> JsonObject:
    """Inputs that would describe a live object: what this provider wrote, else all but what the
    server sets, both without well-known defaults."""
    fields: JsonObject = {}
    for entry in objects(live, "metadata", "managedFields"):
        if text(entry, "manager").startswith(CREATOR) and "subresource" not in entry:
            fields = united(fields, child(entry, "fieldsV1"))
    if fields:
        part = selected(live, fields)
        chosen = part if isinstance(part, dict) else {}
    else:
        chosen = {key: value for key, value in live.items() if key != "status"}
    whole: JsonObject = {**chosen, "metadata": _imported_metadata(live, chosen)}
    whole |= {"apiVersion": live.get("apiVersion"), "kind": live.get("kind")}
    return without_defaults(text(live, "kind"), whole)


def _imported_metadata(live: JsonObject, chosen: JsonObject) -> JsonObject:
    metadata: JsonObject = {
        key: value for key, value in child(chosen, "metadata").items() if key not in SERVER_METADATA
    }
    for key in ("name", "namespace"):
        if dig(live, "metadata", key) is not None:
            metadata[key] = dig(live, "metadata", key)
    annotations: JsonObject = {
        key: value
        for key, value in child(metadata, "annotations").items()
        if key not in SERVER_ANNOTATIONS
    }
    metadata.pop("annotations", None)
    if annotations:
        metadata["annotations"] = annotations
    template = dig(chosen, "spec", "template", "metadata", "labels")
    if text(live, "kind") == "Job" and metadata.get("labels") == template:
        metadata.pop("labels", None)  # a Job without labels gets its template's
    return metadata


def as_live(wanted: Json, live: Json, before: Json, setting: Setting = "quantities") -> Json:
    """The program's inputs with the values they have now.

    Fields the program never set are left out, and so are values that only look different: a
    quantity in another spelling, an empty value the server does not store (`before`, the last
    known live value, tells that from one somebody removed).
    """
    if isinstance(wanted, dict) and isinstance(live, dict):
        present: JsonObject = {}
        for key, value in wanted.items():
            last = dig(before, key)
            inner: Setting = "free text" if key in FREE_TEXT else setting
            if key in live:
                present[key] = as_live(value, live[key], last, inner)
            elif not value and last is None:
                present[key] = value
        return present
    if isinstance(wanted, list) and isinstance(live, list):
        return _list_as_live(wanted, live, before, setting)
    if setting == "quantities" and same_quantity(wanted, live):
        return wanted
    return live


def _list_as_live(
    wanted: list[Json], live: list[Json], before: Json, setting: Setting
) -> list[Json]:
    if _named(wanted) and _named(live):
        now = {text(entry, "name"): entry for entry in live}
        then = {text(entry, "name"): entry for entry in objects(before)}
        return [
            as_live(entry, now[name], then.get(name), setting)
            for entry in wanted
            if (name := text(entry, "name")) in now
        ]
    paired = [
        as_live(entry, live[at], dig(before, at), setting)
        for at, entry in enumerate(wanted[: len(live)])
    ]
    return paired + live[len(wanted) :]


def _named(entries: list[Json]) -> bool:
    names = [text(entry, "name") for entry in entries]
    return all(names) and len(set(names)) == len(names)


def drifted(wanted: JsonObject, live: JsonObject, before: JsonObject) -> JsonObject:
    """Inputs of a managed object as they are live now; raises nothing, an object is an object."""
    now = as_live(wanted, live, before)
    return now if isinstance(now, dict) else {}


def conflict_managers(causes: list[JsonObject]) -> list[str]:
    """Managers named in the causes of a server-side apply conflict."""
    return [
        text(cause, "message").split('"')[1] for cause in causes if '"' in text(cause, "message")
    ]


def finalizers(live: JsonObject) -> list[str]:
    """Names of the object's finalizers, for the message of a deletion that hangs."""
    return [str(each) for each in items(live, "metadata", "finalizers")]
