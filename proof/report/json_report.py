"""The verdict as JSON for programs; docs/check.schema.json describes it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from proof.rule import Severity
from proof.verdict import Finding, Verdict
from stacks.reading.problems import dotted, shown_file


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class FindingReport(_Part):
    """One finding."""

    rule: str
    """Id of the rule."""
    severity: Severity
    path: str
    """The value to change, below platform:spec."""
    file: str
    """The file in which the value, or what it belongs to, is written."""
    line: int
    """Its line; 0 when nobody has written it."""
    message: str
    why: str
    ways_out: tuple[str, ...]
    accepted_because: str | None
    """The reason for which the stack's owners live with it; null when they have not said so."""
    accepted_until: str | None
    """The last day on which that counts."""


class CheckReport(_Part):
    """The verdict on a stack."""

    version: Literal[1] = 1
    """Grows when a reader of this report would have to change."""
    stack: str
    on: str
    """The day for which it was judged."""
    holds: bool
    findings: tuple[FindingReport, ...]
    """The gravest first, accepted ones included."""


def report(verdict: Verdict, reference: str) -> CheckReport:
    """Return the verdict in the published form."""
    return CheckReport(
        stack=reference,
        on=verdict.on.isoformat(),
        holds=verdict.holds,
        findings=tuple(_finding(finding) for finding in verdict.findings),
    )


def _finding(finding: Finding) -> FindingReport:
    accepted = finding.accepted
    return FindingReport(
        rule=finding.rule.id,
        severity=finding.rule.severity,
        path=dotted(finding.path),
        file=shown_file(finding.origin.file),
        line=finding.origin.line,
        message=finding.message,
        why=finding.rule.why,
        ways_out=finding.rule.ways_out,
        accepted_because=accepted.reason if accepted else None,
        accepted_until=accepted.until if accepted else None,
    )
