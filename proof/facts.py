"""How sure a finding is of the facts that it rests on."""

from catalog.rows import Sourced
from proof.rule import Hit, Severity
from stacks.file import KeyPath


def hit(path: KeyPath, message: str, fact: Sourced, severity: Severity | None = None) -> Hit:
    """Return the hit; on a fact that was recalled or derived it says so and is no error."""
    if fact.confidence != "memory":
        return Hit(path=path, message=message, severity=severity)
    said = f"{message}; on an assumption: {fact.source}"
    return Hit(path=path, message=said, severity="note" if severity == "note" else "warning")
