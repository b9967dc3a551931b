"""The tables of a system's README, the YAML paths in them, and the changes that it shows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from engine import yaml_text
from stacks.reading.tree import Json, KeyPath
from stacks.spec import StackSpec


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
    """The rows of the table of facts below a heading; raises ValueError when it is no such one."""
    return tuple(_row(cells) for cells in table(readme, heading))


def table(readme: Path, heading: str) -> tuple[tuple[str, ...], ...]:
    """The cells of the table below a heading, without its head; raises ValueError."""
    lines = [line for line in _below(readme, heading).splitlines() if line.startswith("|")]
    return tuple(tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines[2:])


def change(readme: Path, heading: str) -> Json:
    """The change of a stack that is shown as YAML below a heading; raises ValueError."""
    blocks = re.findall(r"\n```yaml\n(.*?)\n```\n", _below(readme, heading), re.DOTALL)
    if len(blocks) != 1:
        raise ValueError(f"{len(blocks)} blocks of YAML instead of 1 below {heading!r}")
    return cast("Json", yaml_text.parse(blocks[0].encode()))


def _below(readme: Path, heading: str) -> str:
    _, found, below = readme.read_text(encoding="utf-8").partition(f"\n## {heading}\n")
    if not found:
        raise ValueError(f"{readme.name} has no heading {heading!r}")
    return below.partition("\n## ")[0]


def _row(cells: tuple[str, ...]) -> Row:
    if len(cells) != 4:
        raise ValueError(f"{len(cells)} cells instead of 4: {' | '.join(cells)}")
    asked, answer, field, not_yet = ("" if cell == "-" else cell for cell in cells)
    fields = tuple(re.findall(r"`([^`]+)`", field))
    if ", ".join(f"`{path}`" for path in fields) != field:
        raise ValueError(f"the field column holds more than paths: {field}")
    return Row(asked=asked, answer=answer, fields=fields, not_yet=not_yet)


def paths_in(text: str) -> tuple[str, ...]:
    """Every YAML path that a text names: in backticks, with a dot, beginning as a stack does.

    A program such as `load.py` is none.
    """
    begins = "|".join(StackSpec.model_fields)
    return tuple(re.findall(rf"`((?:{begins})\.(?!py`)[^`\s]+)`", text))


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
