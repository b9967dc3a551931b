"""The verdict as JSON for programs; docs/check.schema.json describes it."""

from typing import Literal

from catalog.rows import Confidence
from proof.assumptions import Assumption
from proof.lifecycle import Dated, State
from proof.report.bill_report import BillReport, bill_report
from proof.report.part import Part
from proof.rule import Severity
from proof.verdict import Finding, Verdict
from stacks.reading.problems import dotted, shown_file


class FindingReport(Part):
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


class DatedReport(Part):
    """Something that has a version, and when the support of that version ends."""

    what: str
    """What it is, as people call it."""
    version: str | None
    """Its version; null when the stack does not say."""
    path: str
    """Where the version stands, or what decides it, below platform:spec."""
    state: State
    """ending: within 90 days; undated: nobody has said when; unknown: the catalogue has no such
    version."""
    ends: str | None
    """The last day of its support; null when none is known."""
    source: str | None
    """Where the catalogue has this from; null when it knows nothing of it."""
    as_of: str | None
    """The day on which it was read there."""
    confidence: Confidence | None
    """memory: recalled or derived, so that no error rests on it."""


class AssumptionReport(Part):
    """Something that the verdict takes to be so, though nobody has read or proved it."""

    path: str
    """What it is about, below platform:spec."""
    said: str


class CheckReport(Part):
    """The verdict on a stack."""

    version: Literal[1] = 1
    """Grows when a reader of this report would have to change."""
    stack: str
    on: str
    """The day for which it was judged."""
    holds: bool
    findings: tuple[FindingReport, ...]
    """The gravest first, accepted ones included."""
    calendar: tuple[DatedReport, ...]
    """Everything that has a version."""
    bill: BillReport | None
    """What a month costs; null where no cloud bills it."""
    assumptions: tuple[AssumptionReport, ...]
    """What the verdict rests on; with any, it holds on assumptions."""


def report(verdict: Verdict, reference: str) -> CheckReport:
    """Return the verdict in the published form."""
    return CheckReport(
        stack=reference,
        on=verdict.on.isoformat(),
        holds=verdict.holds,
        findings=tuple(_finding(finding) for finding in verdict.findings),
        calendar=tuple(_dated(each) for each in verdict.calendar),
        bill=bill_report(verdict.bill, verdict.load) if verdict.bill is not None else None,
        assumptions=tuple(_assumption(each) for each in verdict.assumptions),
    )


def _finding(finding: Finding) -> FindingReport:
    accepted = finding.accepted
    return FindingReport(
        rule=finding.rule.id,
        severity=finding.severity,
        path=dotted(finding.path),
        file=shown_file(finding.origin.file),
        line=finding.origin.line,
        message=finding.message,
        why=finding.rule.why,
        ways_out=finding.rule.ways_out,
        accepted_because=accepted.reason if accepted else None,
        accepted_until=accepted.until if accepted else None,
    )


def _assumption(each: Assumption) -> AssumptionReport:
    return AssumptionReport(path=dotted(each.path), said=each.said)


def _dated(each: Dated) -> DatedReport:
    fact = each.fact
    return DatedReport(
        what=each.title,
        version=each.version,
        path=dotted(each.path),
        state=each.state,
        ends=each.ends.isoformat() if each.ends else None,
        source=fact.source if fact else None,
        as_of=fact.as_of.isoformat() if fact else None,
        confidence=fact.confidence if fact else None,
    )
