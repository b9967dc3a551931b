"""What is wrong with a stack file, and how it is told."""

import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from stacks.reading.tree import KeyPath, Node, Origin

_LONGEST_VALUE: Final = 40
_SECRET_WORDS: Final = re.compile(
    r"password|passwd|passphrase|secret|secure|token|credential|(?:^|[-_.])(?:api)?keys?(?:$|[-_.])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right; `path` is as it stands in the YAML, below platform:spec."""

    path: KeyPath
    message: str
    origin: Origin


class StackFileError(Exception):
    """A stack file that does not hold together; the text lists every problem with its line."""

    def __init__(self, file: Path, problems: Iterable[Problem]) -> None:
        self.file = file
        self.problems = tuple(
            sorted(problems, key=lambda each: (each.origin.file != file, *_place(each.origin)))
        )
        super().__init__(self._text())

    def _text(self) -> str:
        count = len(self.problems)
        noun = "problem" if count == 1 else "problems"
        lines = [f"{shown_file(self.file)} does not hold together ({count} {noun})"]
        lines += [f"  {self._line(problem)}" for problem in self.problems]
        return "\n".join(lines)

    def _line(self, problem: Problem) -> str:
        origin = problem.origin
        place = "" if origin.file == self.file else shown_file(origin.file)
        place += f":{origin.line}" if origin.line else ""
        words = [place, f"{dotted(problem.path)}:" if problem.path else "", problem.message]
        return " ".join(word for word in words if word)


def dotted(path: KeyPath) -> str:
    """The path as a reader would say it: workloads.web.calls[0], labels."example.org/team"."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
            continue
        name = part if re.fullmatch(r"[\w:-]+", part) else json.dumps(part, ensure_ascii=False)
        text += f".{name}" if text else name
    return text


def shown_file(file: Path) -> str:
    """The file as it is named in messages: relative to the current folder when it is inside it."""
    full = Path(os.path.normpath(file.absolute()))
    here = Path.cwd()
    return str(full.relative_to(here)) if full.is_relative_to(here) else str(file)


def looks_secret(path: KeyPath) -> bool:
    """Whether a name on the path hints at a secret, so that the value must not be printed."""
    return any(isinstance(part, str) and _SECRET_WORDS.search(part) for part in path)


def shown_value(node: Node) -> str:
    """A value short enough for a message: scalars as written, collections by what they are."""
    match node.content:
        case None:
            return "nothing"
        case str() as text:
            return _shortened(json.dumps(text, ensure_ascii=False))
        case bool() | int() | float() as scalar:
            return _shortened(node.origin.text or json.dumps(scalar))
        case tuple():
            return "a list"
        case _:
            return "a mapping"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 3] + "..."


def _place(origin: Origin) -> tuple[str, int, int]:
    return str(origin.file), origin.line, origin.column
