"""What owners' texts ask for to the letter is refused, for the right reasons and no others."""

from datetime import date

import pytest

from cli.target import Target
from proof.verdict import Verdict, judge
from tests.shipped import AS_WRITTEN, RUNNABLE, resolved, the
from tests.systems.readme import table

ON = date(2026, 11, 21)
REASONS: dict[str, tuple[str, ...]] = {
    "gpx-tracker/as-written": (
        "vpa-modes-contradict",
        "vpa-mode-auto-deprecated",
        "vpa-and-hpa-same-resource",
        "missing-addon",
        "liveness-is-readiness",
        "probe-header-secret",
    ),
    "multimodal-ai/as-written": (
        "single-writer-scaled",
        "single-writer-overlaps",
        "sqlite-on-shared-volume",
        "volume-under-tmp",
        "liveness-is-readiness",
        "missing-probes",
        "missing-addon",
        "exposed-without-tls",
    ),
}
EVERY_TEXT = pytest.mark.parametrize("reference", REASONS)
EVERY_REASON = pytest.mark.parametrize(
    ("reference", "rule"), [(text, rule) for text, rules in REASONS.items() for rule in rules]
)


def verdict(target: Target) -> Verdict:
    return judge(resolved(target), ON)


def found(reference: str) -> set[str]:
    """The rules that speak against a stack; a note is none of them."""
    told = verdict(the(reference))
    return {f.rule.id for severity in ("error", "warning") for f in told.open(severity)}


def found_beyond_dev(reference: str) -> set[str]:
    """Those that find nothing in the stack of the same system that is meant to run."""
    return found(reference) - found(f"{the(reference).folder.name}/dev")


def test_every_text_that_contradicts_itself_is_among_them() -> None:
    assert {target.reference for target in AS_WRITTEN} == set(REASONS)


@EVERY_TEXT
def test_it_does_not_hold(reference: str) -> None:
    assert not verdict(the(reference)).holds


@EVERY_REASON
def test_it_is_refused_for_each_right_reason(reference: str, rule: str) -> None:
    assert rule in found_beyond_dev(reference)


@EVERY_TEXT
def test_it_is_refused_for_no_other_reason(reference: str) -> None:
    assert found_beyond_dev(reference) - set(REASONS[reference]) == set()


@EVERY_TEXT
def test_the_readme_names_the_same_reasons(reference: str) -> None:
    named = table(the(reference).folder / "README.md", "What cannot hold as written")
    assert sorted(cells[0].strip("`") for cells in named) == sorted(REASONS[reference])


@pytest.mark.parametrize("target", RUNNABLE, ids=lambda target: target.reference)
def test_what_is_meant_to_run_holds(target: Target) -> None:
    assert [f"{f.rule.id}: {f.message}" for f in verdict(target).open("error")] == []
