# ruamel.yaml is typed in part only; everything untyped of it stays in this file.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false
"""YAML text as typed nodes with lines, and what to say when it is no YAML."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from stacks.reading.problems import Problem, StackFileError, looks_secret, shown_file
from stacks.reading.tree import Origin

_LONGEST_EXCERPT: Final = 60
_HALF_CHARACTER: Final = re.compile("[\ud800-\udfff]")
_PLAIN_WORDS: Final = (
    (r"'\\t' that cannot start", "a tab (YAML is indented with spaces)"),
    (
        r"mapping values are not allowed",
        "a ':' in the wrong place (check the indentation, or quote the text)",
    ),
    (r"character '([@`%&*!|>])' that cannot start", r"a value cannot begin with \1; quote it"),
    (r"expected ',' or '([\]}])'", r"a ',' or the closing '\1' is missing"),
    (r"expected <block end>", "the indentation does not fit the lines above"),
    (r"undefined alias '(.*)'", r"*\1 is used, but nothing before it is marked &\1"),
    (r"unexpected end of stream", "a quote is opened and never closed"),
    (r"could not find expected ':'", "a ':' is missing after the name"),
    (r"found another document", "'---' begins a second document; one file holds one document"),
    (r"duplicate anchor '(.*)'", r"&\1 is used twice"),
)


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value; `quoted` covers block text too."""

    tag: str
    origin: Origin
    text: str
    quoted: bool


@dataclass(eq=False, slots=True)
class Sequence:
    """A list; an alias gives the very same object again, so a list may contain itself."""

    tag: str
    origin: Origin
    items: "list[YamlNode]"


@dataclass(eq=False, slots=True)
class Mapping:
    """Pairs as they stand, doubles included."""

    tag: str
    origin: Origin
    pairs: "list[tuple[YamlNode, YamlNode]]"


YamlNode: TypeAlias = Scalar | Sequence | Mapping


def read_text(file: Path, blame: Problem | None = None) -> str:
    """The file's text; raises StackFileError, at `blame` when another file asked for this one."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        reason = "there is no such file"
    except IsADirectoryError:
        reason = "it is a folder, not a file"
    except UnicodeDecodeError as error:
        reason = f"it is not UTF-8 text (byte {error.start + 1}); save it as UTF-8"
    except OSError as error:
        reason = f"it cannot be read: {error.strerror}"
    if blame is None:
        raise StackFileError(file, [Problem((), reason, Origin(file, 0, 0))])
    message = f"{blame.message} {shown_file(file)}, but {reason}"
    raise StackFileError(file, [Problem(blame.path, message, blame.origin)])


def compose(file: Path, text: str) -> YamlNode | None:
    """The nodes of the one document in the text, None when it is empty; raises StackFileError."""
    try:
        reader = YAML(typ="safe", pure=True)
        composed = reader.compose(text)
        return None if composed is None else _typed(composed, file, {})
    except MarkedYAMLError as error:
        # The end of the file is reported as a line after the last one.
        last = len(text.splitlines())
        line = min(error.problem_mark.line + 1, last) if error.problem_mark is not None else 0
        problem = _in_plain_words(str(error.problem))
        if error.context_mark is not None and error.context_mark.line + 1 < line:
            problem += f" (begun on line {error.context_mark.line + 1})"
    except YAMLError as error:
        line, problem = 0, str(error).splitlines()[0]
    except RecursionError:
        line, problem = 0, "is nested too deeply"
    excerpt = _excerpt(text, line)
    raise StackFileError(
        file, [Problem((), f"is not YAML: {problem}{excerpt}", Origin(file, line, 1))]
    )


def _typed(
    node: ScalarNode | SequenceNode | MappingNode, file: Path, known: dict[int, YamlNode]
) -> YamlNode:
    if id(node) in known:
        return known[id(node)]
    tag = str(node.tag)
    origin = Origin(file, node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, ScalarNode):
        if _HALF_CHARACTER.search(node.value) is not None:
            # No encoding of text has these, so the engine refuses the file too.
            problem = r"an escape from \ud800 to \udfff is no character; write the character itself"
            raise MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
        return Scalar(tag, origin, str(node.value), quoted=node.style is not None)
    if isinstance(node, SequenceNode):
        known[id(node)] = sequence = Sequence(tag, origin, [])
        sequence.items.extend(_typed(item, file, known) for item in node.value)
        return sequence
    known[id(node)] = mapping = Mapping(tag, origin, [])
    mapping.pairs.extend((_typed(k, file, known), _typed(v, file, known)) for k, v in node.value)
    return mapping


def _in_plain_words(problem: str) -> str:
    for pattern, words in _PLAIN_WORDS:
        match = re.search(pattern, problem)
        if match is not None:
            return match.expand(words)
    return problem


def _excerpt(text: str, line: int) -> str:
    lines = text.splitlines()
    if not 0 < line <= len(lines) or looks_secret((lines[line - 1],)):
        return ""
    shown = lines[line - 1].strip().replace("\t", "<TAB>")
    return f", in this line: {shown[:_LONGEST_EXCERPT]}" if shown else ""
