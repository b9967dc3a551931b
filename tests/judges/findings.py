"""What judges say of objects, and what is left of it after the reasoned exceptions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True, order=True, kw_only=True)
class Finding:
    """One thing that a judge holds against one object of a stack."""

    stack: str
    kind: str
    name: str
    rule: str
    """The judge's own id for it."""
    says: str

    def __str__(self) -> str:
        return f"{self.stack}: {self.kind} {self.name}: {self.rule}: {self.says}"


@dataclass(frozen=True)
class Verdict:
    """What one run of a judge looked at, and what it found."""

    judged: tuple[tuple[str, str], ...]
    """Kind and name of each object, sorted: silence about the others says nothing."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class Suppression:
    """A finding that stays, and why; `stack`, `kind` and `name` are patterns with `*`."""

    rule: str
    reason: str
    stack: str = "*"
    kind: str = "*"
    name: str = "*"

    def covers(self, finding: Finding) -> bool:
        """Whether the finding is one of those that stay."""
        return self.rule == finding.rule and all(
            fnmatchcase(value, pattern)
            for value, pattern in (
                (finding.stack, self.stack),
                (finding.kind, self.kind),
                (finding.name, self.name),
            )
        )


def unexplained(
    findings: Iterable[Finding], suppressions: Sequence[Suppression]
) -> tuple[Finding, ...]:
    """The findings that no suppression covers, sorted."""
    return tuple(sorted(f for f in findings if not any(s.covers(f) for s in suppressions)))


def idle(
    findings: Iterable[Finding], suppressions: Iterable[Suppression]
) -> tuple[Suppression, ...]:
    """The suppressions that cover nothing any more: what they excused has been mended."""
    known = tuple(findings)
    return tuple(s for s in suppressions if not any(s.covers(f) for f in known))
