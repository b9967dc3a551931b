"""Which stack of which project this is."""

import hashlib
import re
from dataclasses import dataclass

from components.naming import dns_label

_LONGEST = 40
"""Longest name of an embedded cluster; clouds allow more."""
_DIGEST_LENGTH = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """The engine's names of a stack; they name things outside and never decide what is made."""

    project: str
    stack: str

    @property
    def physical_name(self) -> str:
        """The name of the stack's cluster outside the engine."""
        return dns_label(_label(self.project), _label(self.stack), longest=_LONGEST)


def _label(text: str) -> str:
    """Return a DNS label for a name of the engine, which may hold capitals, '_' and '.'."""
    cleaned = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    if cleaned == text:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()[:_DIGEST_LENGTH]
    return f"{cleaned}-{digest}".lstrip("-")
