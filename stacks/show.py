"""The resolved spec as YAML, each line with the file and line its value came from."""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias, cast

from pydantic import BaseModel

from stacks.file import ResolvedStack
from stacks.reading.scalars import read_unquoted
from stacks.reading.tree import Json, KeyPath

Line: TypeAlias = tuple[str, KeyPath | None]

_PLAIN: Final = re.compile(r"[0-9]*[A-Za-z_/][\w./+@%-]*(?::[\w./+@%-]+)*")
_WIDEST: Final = 60
# Text to YAML 1.2 and to the engine, but booleans to many other readers.
_BOOLEAN_LIKE: Final = frozenset({"yes", "no", "on", "off", "y", "n"})


def render_show(resolved: ResolvedStack[BaseModel]) -> str:
    """The resolved spec with all defaults, as YAML that could itself be a base document.

    Fields that are not set are left out; files are named relative to the stack file's folder.
    """
    dumped = cast("Mapping[str, Json]", resolved.spec.model_dump(mode="json", exclude_none=True))
    lines = list(_mapping_lines(dumped, (), 0))
    longest = max((len(text) for text, path in lines if path is not None), default=0)
    width = min(longest, _WIDEST)
    return "".join(
        f"{text}\n" if path is None else f"{text:<{width}}  # {_source(resolved, path)}\n"
        for text, path in lines
    )


def _source(resolved: ResolvedStack[BaseModel], path: KeyPath) -> str:
    origin = resolved.origins.get(path)
    if origin is None:
        return "default"
    file = os.path.relpath(origin.file, resolved.file.parent)
    return f"{file}:{origin.line}" if origin.line else file


def _mapping_lines(mapping: Mapping[str, Json], path: KeyPath, indent: int) -> Iterator[Line]:
    kind_first = sorted(mapping.items(), key=lambda entry: entry[0] != "kind")
    for name, value in kind_first:
        yield from _value_lines(f"{' ' * indent}{_text(name)}:", value, (*path, name), indent)


def _value_lines(start: str, value: Json, path: KeyPath, indent: int) -> Iterator[Line]:
    match value:
        case Mapping() if value:
            yield start, None
            yield from _mapping_lines(value, path, indent + 2)
        case str():
            yield f"{start} {_text(value)}", path
        case Sequence() if value:
            yield start, None
            for index, item in enumerate(value):
                yield from _item_lines(item, (*path, index), indent + 2)
        case Mapping() | Sequence():
            yield f"{start} {'{}' if isinstance(value, Mapping) else '[]'}", path
        case _:
            yield f"{start} {json.dumps(value)}", path


def _item_lines(item: Json, path: KeyPath, indent: int) -> Iterator[Line]:
    if not isinstance(item, Mapping) or not item:
        yield from _value_lines(f"{' ' * indent}-", item, path, indent)
        return
    first, *others = _mapping_lines(item, path, indent + 2)
    yield f"{' ' * indent}- {first[0].lstrip()}", first[1]
    yield from others


def _text(text: str) -> str:
    reading = read_unquoted(text)
    safe = (
        _PLAIN.fullmatch(text) is not None
        and reading.complaint is None
        and reading.value == text
        and text.lower() not in _BOOLEAN_LIKE
    )
    return text if safe else _quoted(text)


def _quoted(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in quoted)
