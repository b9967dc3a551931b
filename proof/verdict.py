"""The verdict on a stack: what the rules found, where it stands, what was accepted."""

from dataclasses import dataclass
from datetime import date

from proof.accept import weigh
from proof.assumptions import Assumption, assumptions
from proof.cost.bill import Bill
from proof.lifecycle import Dated
from proof.plan import Plan
from proof.registry import all_rules
from proof.rule import Rule, Severity
from stacks.acceptance import AcceptanceSpec
from stacks.demand import LoadSpec
from stacks.file import KeyPath, Origin, ResolvedStack
from stacks.spec import StackSpec

_ORDER: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that a rule found, at its place in the YAML."""

    rule: Rule
    severity: Severity
    path: KeyPath
    message: str
    origin: Origin
    accepted: AcceptanceSpec | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """All findings on a stack for a day, the gravest first."""

    on: date
    findings: tuple[Finding, ...]
    calendar: tuple[Dated, ...] = ()
    """When the support of what the stack runs ends."""
    bill: Bill | None = None
    """What it costs in a month; none where no cloud bills it."""
    load: LoadSpec | None = None
    """What comes in on a usual day, which the bill is shared out over."""
    assumptions: tuple[Assumption, ...] = ()
    """What it rests on that nobody has read or proved."""

    def open(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of that severity that nobody has accepted."""
        return tuple(f for f in self.findings if f.accepted is None and f.severity == severity)

    @property
    def accepted(self) -> tuple[Finding, ...]:
        """The findings that the stack's owners live with."""
        return tuple(f for f in self.findings if f.accepted is not None)

    @property
    def holds(self) -> bool:
        """Whether the plan holds: no error is left that nobody has accepted."""
        return not self.open("error")


def judge(resolved: ResolvedStack[StackSpec], on: date) -> Verdict:
    """Return the verdict of all rules on a stack, for the day `on`."""
    plan = Plan(stack=resolved.spec, on=on)
    rules = all_rules()
    found = [(rule, hit) for rule in rules for hit in rule.find(plan)]
    weighed = weigh(found, plan, {rule.id for rule in rules})
    findings = [
        Finding(
            rule=each.rule,
            severity=each.hit.severity or each.rule.severity,
            path=each.hit.path,
            message=each.hit.message,
            origin=resolved.where(each.hit.path),
            accepted=each.accepted,
        )
        for each in weighed
    ]
    ranked = tuple(sorted(findings, key=_rank))
    return Verdict(
        on=on,
        findings=ranked,
        calendar=plan.calendar,
        bill=plan.bill,
        load=plan.stack.load,
        assumptions=assumptions(plan),
    )


def _rank(finding: Finding) -> tuple[int, str, str]:
    return _ORDER[finding.severity], finding.rule.id, repr(finding.path)
