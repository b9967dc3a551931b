"""The tables of a system's README, and the YAML paths in them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stacks.reading.tree import Json, KeyPath


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line of a table of facts or questions."""

    asked: str
    answer: str
    fields: tuple[str, ...]
    """YAML paths below platform:spec."""
    not_yet: str
    """What is missing and what will bring it; empty where nothing is missing."""


def rows(readme: Path, heading: str) -> tuple[Row, ...]:
    """The rows of the table below a heading; raises ValueError when it is no such table."""
    _, found, below = readme.read_text(encoding="utf-8").partition(f"\n## {heading}\n")
    if not found:
        raise ValueError(f"{readme.name} has no heading {heading!r}")
    lines = [line for line in below.partition("\n## ")[0].splitlines() if line.startswith("|")]
    return tuple(_row(line) for line in lines[2:])


def _row(line: str) -> Row:
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    if len(cells) != 4:
        raise ValueError(f"{len(cells)} cells instead of 4: {line}")
    asked, answer, field, not_yet = ("" if cell == "-" else cell for cell in cells)
    fields = tuple(re.findall(r"`([^`]+)`", field))
    if ", ".join(f"`{path}`" for path in fields) != field:
        raise ValueError(f"the field column holds more than paths: {field}")
    return Row(asked=asked, answer=answer, fields=fields, not_yet=not_yet)


def paths_in(text: str) -> tuple[str, ...]:
    """Every YAML path that a text names: in backticks, with a dot, beginning as a stack does."""
    begins = "cluster|configs|secrets|workloads|databases|caches|namespaces|labels"
    return tuple(re.findall(rf"`((?:{begins})\.[^`\s]+)`", text))


def keys(path: str) -> KeyPath:
    """The keys of a path as it is written: a.b[0]."c.d"; raises ValueError."""
    parts = re.findall(r'"([^"]+)"|\[(\d+)\]|([\w-]+)', path)
    spelled = "".join(
        f'."{quoted}"' if quoted else f"[{index}]" if index else f".{name}"
        for quoted, index, name in parts
    )
    if spelled.removeprefix(".") != path:
        raise ValueError(f"no YAML path: {path}")
    return tuple(int(index) if index else quoted or name for quoted, index, name in parts)


def exists(path: str, spec: Json) -> bool:
    """Whether the resolved spec has such a field, set or not."""
    here = spec
    for key in keys(path):
        match here, key:
            case Mapping(), str() if key in here:
                here = here[key]
            case str(), _:
                return False
            case Sequence(), int() if key < len(here):
                here = here[key]
            case _:
                return False
    return True
