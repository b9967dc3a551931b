"""The plan check as a command: which day, which form, which exit code."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Literal

from cli.failures import FAILED, HOLDS
from cli.reading import read
from cli.target import Target, WrongQuestionError
from proof.registry import all_rules
from proof.report import terminal
from proof.report.calendar import Showing
from proof.report.json_report import report
from proof.rule import Rule
from proof.verdict import Verdict, judge
from stacks.reading.explain import closest


def day(text: str | None) -> date:
    """Return the day to judge for, today when none is given; raises WrongQuestionError."""
    if text is None:
        return datetime.now(tz=UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"--on {text}: must be a day of the calendar, such as 2027-01-31"
        raise WrongQuestionError(message) from None


def check(target: Target, on: date) -> Verdict:
    """Return the verdict on a stack for a day; raises StackFileError."""
    return judge(read(target), on)


def exit_code(verdict: Verdict) -> int:
    """Return what the shell is told of a verdict."""
    return HOLDS if verdict.holds else FAILED


def told(
    verdict: Verdict, reference: str, form: Literal["text", "json"], dates: Showing = "if_needed"
) -> list[str]:
    """Return the verdict's lines, for people or for programs; programs always get the calendar."""
    match form:
        case "text":
            return terminal.lines(verdict, reference, dates)
        case "json":
            return [report(verdict, reference).model_dump_json(indent=2)]


def in_short(verdict: Verdict, reference: str) -> list[str]:
    """Return one line on a verdict beside a run, and each error's id and place below it."""
    return terminal.short(verdict, reference)


def explained(rule_id: str) -> Iterator[str]:
    """Yield what a rule is about; raises WrongQuestionError."""
    known = {rule.id: rule for rule in all_rules()}
    if rule_id not in known:
        meant = closest(rule_id, sorted(known))
        hint = f"did you mean {meant}?" if meant else "docs/rules.md lists them"
        raise WrongQuestionError(f"no such rule: {rule_id}; {hint}")
    yield from _explanation(known[rule_id])


def _explanation(rule: Rule) -> Iterator[str]:
    yield f"{rule.id} ({rule.severity}): {rule.title}"
    yield f"  why: {rule.why}"
    for way in rule.ways_out:
        yield f"  way out: {way}"
    if rule.source:
        yield f"  source: {rule.source}"
    yield f'  to live with it: accept: {{{rule.id}: {{reason: ..., until: "YYYY-MM-DD"}}}}'
