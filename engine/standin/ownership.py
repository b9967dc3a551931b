"""Who owns which field: what an update takes over, and what of the program's inputs is live."""

from typing import Literal, TypeAlias

from kubernetes.utils.quantity import parse_quantity  # pyright: ignore[reportUnknownVariableType]  # untyped library

from engine.standin.shape import Json, JsonObject, child, dig, objects, text

CREATOR = "pulumi-kubernetes"
# The managers whose fields an update takes over; a conflict with any other is the user's to solve.
TAKEN_OVER = (CREATOR, "kubectl")
FREE_TEXT = frozenset(
    {"annotations", "args", "binaryData", "command", "data", "env", "labels", "matchLabels"}
)
Setting: TypeAlias = Literal["quantities", "free text"]


def taken_over(live: JsonObject, manager: str) -> list[JsonObject] | None:
    """Managed fields after `manager` has taken over what was created here or edited with kubectl.

    None when there is nothing to take over. An object made by a client-side create belongs to
    another manager, so without this a field removed from the program would stay forever; client-go
    calls the same step csaupgrade.
    """
    mine: list[JsonObject] = []
    moved: list[JsonObject] = []
    rest: list[JsonObject] = []
    for entry in objects(live, "metadata", "managedFields"):
        name = text(entry, "manager")
        if name == manager:
            mine.append(entry)
        elif "subresource" not in entry and name.startswith(TAKEN_OVER):
            moved.append(entry)
        else:
            rest.append(entry)
    if not moved:
        return None
    fields: JsonObject = {}
    for entry in [*mine, *moved]:
        fields = united(fields, child(entry, "fieldsV1"))
    owned: JsonObject = {"manager": manager, "operation": "Apply", "fieldsV1": fields}
    return [*rest, {**[*mine, *moved][0], **owned}]


def united(one: JsonObject, other: JsonObject) -> JsonObject:
    """Union of two fieldsV1 sets."""
    both: JsonObject = dict(one)
    for key, inner in other.items():
        both[key] = united(child(both, key), child(inner))
    return both


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


def same_quantity(one: Json, other: Json) -> bool:
    """Whether both are Kubernetes quantities of the same amount; never true of a boolean."""
    try:
        return parse_quantity(str(one)) == parse_quantity(str(other))
    except ValueError:
        return False


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
