"""The plan check as a command: which day, which form, which exit code."""

from collections.abc import Iterator
from datetime import date

from cli.failures import FAILED, HOLDS
from cli.stack import read
from cli.target import Target
from proof.registry import all_rules
from proof.report import terminal
from proof.report.json_report import report
from proof.rule import Rule
from proof.verdict import Verdict, judge
from stacks.reading.explain import closest


class UnknownRuleError(Exception):
    """There is no such rule; the text says which ones there are."""


def check(target: Target, on: date) -> Verdict:
    """Return the verdict on a stack for a day; raises StackFileError."""
    return judge(read(target), on)


def exit_code(verdict: Verdict) -> int:
    """Return what the shell is told of a verdict."""
    return HOLDS if verdict.holds else FAILED


def as_text(verdict: Verdict, reference: str) -> list[str]:
    """Return the verdict's lines for a terminal."""
    return terminal.lines(verdict, reference)


def as_json(verdict: Verdict, reference: str) -> str:
    """Return the verdict as JSON."""
    return report(verdict, reference).model_dump_json(indent=2)


def explained(rule_id: str) -> Iterator[str]:
    """Yield what a rule is about; raises UnknownRuleError."""
    known = {rule.id: rule for rule in all_rules()}
    if rule_id not in known:
        meant = closest(rule_id, sorted(known))
        hint = f"did you mean {meant}?" if meant else "docs/rules.md lists them"
        raise UnknownRuleError(f"no such rule: {rule_id}; {hint}")
    yield from _explanation(known[rule_id])


def _explanation(rule: Rule) -> Iterator[str]:
    yield f"{rule.id} ({rule.severity}): {rule.title}"
    yield f"  why: {rule.why}"
    for way in rule.ways_out:
        yield f"  way out: {way}"
    if rule.source:
        yield f"  source: {rule.source}"
    yield f'  to live with it: accept: {{{rule.id}: {{reason: ..., until: "YYYY-MM-DD"}}}}'
