"""JSON values as Kubernetes and Pulumi exchange them, and safe ways to look into them."""

from collections.abc import Iterator
from typing import TypeAlias, cast

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
JsonObject: TypeAlias = dict[str, Json]
Step: TypeAlias = str | int
Path: TypeAlias = tuple[Step, ...]


def dig(value: Json, *path: Step) -> Json:
    """Value at a path; None where any step is missing."""
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def child(value: Json, *path: Step) -> JsonObject:
    """Object at a path; an empty one where there is none."""
    found = dig(value, *path)
    return found if isinstance(found, dict) else {}


def objects(value: Json, *path: Step) -> list[JsonObject]:
    """Objects of the list at a path, everything else left out."""
    found = dig(value, *path)
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def text(value: Json, *path: Step) -> str:
    """String at a path; empty where there is none."""
    found = dig(value, *path)
    return found if isinstance(found, str) else ""


def number(value: Json, *path: Step) -> int:
    """Whole number at a path; 0 where there is none."""
    found = dig(value, *path)
    return int(found) if isinstance(found, int | float) else 0


def strings(value: Json) -> Iterator[str]:
    """Every string value anywhere inside."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def as_object(value: object) -> JsonObject:
    """Freshly parsed JSON or YAML seen as an object; an empty one where it is something else."""
    return cast("JsonObject", value) if isinstance(value, dict) else {}


def condition(value: Json, kind: str) -> JsonObject:
    """The status condition of that type; an empty object where there is none."""
    found = [each for each in objects(value, "status", "conditions") if each.get("type") == kind]
    return found[0] if found else {}
