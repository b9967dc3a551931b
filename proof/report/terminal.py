"""The verdict as text for a terminal."""

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from proof.report import bill, calendar
from proof.report.calendar import Showing
from proof.rule import Rule, Severity
from proof.verdict import Finding, Verdict
from stacks.reading.problems import dotted, shown_file

_WIDTH = 100
_INDENT = "    "


def lines(verdict: Verdict, reference: str, dates: Showing = "if_needed") -> list[str]:
    """Return the verdict's first lines, each rule once with all its places, and the tables.

    The calendar is shown where it is needed; with `always`, so are the bill and the assumptions.
    """
    told = [finding for finding in verdict.findings if finding.accepted is None]
    return [
        headline(verdict, reference),
        *_cost(verdict),
        *(line for head, found in groupby(told, _head) for line in _section(*head, found)),
        *(line for finding in verdict.accepted for line in _accepted(finding)),
        *calendar.lines(verdict.calendar, verdict.on, dates),
        *(_all_of_it(verdict) if dates == "always" else ()),
    ]


def headline(verdict: Verdict, reference: str) -> str:
    """Return one line: does the plan hold, and how many findings there are."""
    counted = [
        _count(len(verdict.open("error")), "error"),
        _count(len(verdict.open("warning")), "warning"),
        _count(len(verdict.open("note")), "note"),
    ]
    found = ", ".join(text for text in counted if text) or "nothing found"
    accepted = f"; {len(verdict.accepted)} accepted" if verdict.accepted else ""
    holds = "holds on assumptions" if verdict.assumptions else "holds"
    says = holds if verdict.holds else "does not hold"
    return f"{reference} {says}: {found}{accepted}"


def _cost(verdict: Verdict) -> Iterator[str]:
    if verdict.bill is not None:
        yield bill.headline(verdict.bill, verdict.load)


def _all_of_it(verdict: Verdict) -> Iterator[str]:
    if verdict.bill is not None:
        yield from bill.lines(verdict.bill, verdict.load)
    if verdict.assumptions:
        yield ""
        yield "what the verdict assumes"
        for each in verdict.assumptions:
            yield from _wrapped(f"{dotted(each.path)}: {each.said}", "- ")


def short(verdict: Verdict, reference: str) -> list[str]:
    """Return the headline, the bill, the errors in a line each, and how to read the rest."""
    errors = verdict.open("error")
    first = [headline(verdict, reference), *_cost(verdict)]
    if not any(finding.accepted is None for finding in verdict.findings):
        return first
    told = [f"  {f.rule.id}  {_place(f)}  {dotted(f.path)}: {f.message}" for f in errors]
    return [*first, *told, f"  ./plinth check {reference} says it all"]


def _section(rule: Rule, severity: Severity, found: Iterable[Finding]) -> Iterator[str]:
    yield ""
    yield f"{severity}  {rule.id}: {rule.title}"
    for finding in found:
        place = f"{_place(finding)}  {dotted(finding.path)}: {finding.message}"
        yield from _wrapped(place, "- ")
    yield from _wrapped(rule.why, "why: ")
    for number, way in enumerate(rule.ways_out):
        yield from _wrapped(way, "way out: " if number == 0 else "     or: ")


def _head(finding: Finding) -> tuple[Rule, Severity]:
    return finding.rule, finding.severity


def _accepted(finding: Finding) -> Iterator[str]:
    if finding.accepted is not None:
        yield ""
        yield f"accepted  {finding.rule.id}  {_place(finding)}"
        yield from _wrapped(f"{dotted(finding.path)}: {finding.message}", "")
        why = f"{finding.accepted.reason} (until {finding.accepted.until})"
        yield from _wrapped(why, "because: ")


def _place(finding: Finding) -> str:
    line = f":{finding.origin.line}" if finding.origin.line else ""
    return f"{shown_file(finding.origin.file)}{line}"


def _wrapped(text: str, start: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=_INDENT + start,
        subsequent_indent=_INDENT + " " * len(start),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _count(number: int, noun: str) -> str:
    return "" if not number else f"{number} {noun}{'' if number == 1 else 's'}"
