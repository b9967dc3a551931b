"""Which stack of which project this is."""

from dataclasses import dataclass

from components.naming import dns_label, dns_label_of

_LONGEST = 40
"""Longest name of an embedded cluster; clouds allow more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """The engine's names of a stack; they name things outside and never decide what is made."""

    project: str
    stack: str

    @property
    def physical_name(self) -> str:
        """The name of the stack's cluster outside the engine."""
        return dns_label(dns_label_of(self.project), dns_label_of(self.stack), longest=_LONGEST)
