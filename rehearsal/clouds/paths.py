"""Changes of property values at paths; pure."""

import json
from collections.abc import Iterable

from engine.standin.shape import Json, JsonObject, Path, Step, dig
from engine.standin.wire import UNKNOWN


def with_old_at(new: JsonObject, old: JsonObject, paths: Iterable[str]) -> JsonObject:
    """Return the new values with the old ones at every path that changes are ignored at.

    Paths are as in `ignoreChanges`: scalingConfig.desiredSize, tags, subnetMappings[0].subnetId.
    """
    return with_values_of(old, new, (parsed(path) for path in paths))


def with_values_of(source: JsonObject, value: JsonObject, paths: Iterable[Path]) -> JsonObject:
    """Return a value with what another one has at each of the paths."""
    for path in paths:
        value = _replaced(value, path, dig(source, *path))
    return value


def with_unknown_at(value: JsonObject, paths: Iterable[Path]) -> JsonObject:
    """Return the values with every one of the paths open, as it is until the thing is there."""
    for path in paths:
        value = _replaced(value, path, UNKNOWN)
    return value


def parsed(path: str) -> Path:
    """Return the steps of a property path."""
    spelled = path.replace("[", ".").replace("]", "").replace('"', "")
    return tuple(int(step) if step.isdecimal() else step for step in spelled.split("."))


def _replaced(value: JsonObject, path: Path, by: Json) -> JsonObject:
    copied: JsonObject = json.loads(json.dumps(value))
    *above, last = path
    _put(dig(copied, *above), last, by)
    return copied


def _put(above: Json, step: Step, by: Json) -> None:
    if isinstance(above, list) and isinstance(step, int) and step < len(above):
        above[step] = by
    elif isinstance(above, dict) and isinstance(step, str):
        if by is None:
            above.pop(step, None)
        else:
            above[step] = by
