"""The Dockerfile of the demonstration application, read without Docker."""

import json
import re

from tests.systems.hpa_lab_app.folder import APP


def instructions(dockerfile: str) -> list[tuple[str, str]]:
    """Each instruction and its arguments, lines that go on joined, comments left out."""
    lines = [line for line in dockerfile.splitlines() if not line.startswith("#")]
    whole = re.sub(r"\\\n\s*", "", "\n".join(lines))
    split = [line.split(maxsplit=1) for line in whole.splitlines() if line]
    return [(name.upper(), rest) for name, rest in split]


INSTRUCTIONS = instructions((APP / "Dockerfile").read_text(encoding="utf-8"))


def the(name: str) -> str:
    (only,) = all_of(name)
    return only


def all_of(name: str) -> list[str]:
    return [rest for found, rest in INSTRUCTIONS if found == name]


def command() -> list[str]:
    return json.loads(the("CMD"))
