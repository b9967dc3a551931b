from datetime import date
from pathlib import Path

import pytest

from proof.verdict import Verdict
from tests.proof.kit import judged

_WEB = "workloads: {web: {image: images.internal/web}, job: {image: images.internal/job}}\n"


def _said(verdict: Verdict) -> list[tuple[str, str, bool]]:
    return [
        (f.rule.id, ".".join(map(str, f.path)), f.accepted is not None) for f in verdict.findings
    ]


def _with(
    folder: Path, acceptance: str, on: date = date(2026, 11, 21)
) -> list[tuple[str, str, bool]]:
    return _said(judged(folder, f"{_WEB}accept: {{latest-image: {acceptance}}}", on=on))


_BOTH = [
    ("latest-image", "workloads.job.image", True),
    ("latest-image", "workloads.web.image", True),
]


def test_reason_and_date_make_a_finding_accepted(tmp_path: Path) -> None:
    verdict = judged(
        tmp_path, f'{_WEB}accept: {{latest-image: {{reason: a demo, until: "2026-12-31"}}}}'
    )

    assert _said(verdict) == _BOTH
    assert verdict.holds


def test_the_last_day_counts(tmp_path: Path) -> None:
    assert _with(tmp_path, '{reason: a demo, until: "2026-11-21"}') == _BOTH


@pytest.mark.parametrize(
    ("acceptance", "rule", "path"),
    [
        ("{}", "acceptance-incomplete", "accept.latest-image"),
        ('{until: "2026-12-31"}', "acceptance-incomplete", "accept.latest-image"),
        ('{reason: "  ", until: "2026-12-31"}', "acceptance-incomplete", "accept.latest-image"),
        ("{reason: a demo}", "acceptance-incomplete", "accept.latest-image"),
        (
            '{reason: a demo, until: "2026-11-20"}',
            "acceptance-expired",
            "accept.latest-image.until",
        ),
    ],
)
def test_what_does_not_count_is_a_finding_and_covers_nothing(
    tmp_path: Path, acceptance: str, rule: str, path: str
) -> None:
    assert _with(tmp_path, acceptance) == [
        (rule, path, False),
        ("latest-image", "workloads.job.image", False),
        ("latest-image", "workloads.web.image", False),
    ]


def test_an_acceptance_of_a_place_covers_only_that_place(tmp_path: Path) -> None:
    assert _with(tmp_path, '{reason: a demo, until: "2026-12-31", at: [workloads.web]}') == [
        ("latest-image", "workloads.job.image", False),
        ("latest-image", "workloads.web.image", True),
    ]


def test_a_place_is_no_prefix_of_a_longer_name(tmp_path: Path) -> None:
    found = _with(tmp_path, '{reason: a demo, until: "2026-12-31", at: [workloads.we]}')

    assert ("latest-image", "workloads.web.image", False) in found
    assert ("acceptance-unused", "accept.latest-image", False) in found


def test_an_acceptance_of_nothing_is_told(tmp_path: Path) -> None:
    verdict = judged(tmp_path, 'accept: {latest-image: {reason: a demo, until: "2026-12-31"}}')

    assert _said(verdict) == [("acceptance-unused", "accept.latest-image", False)]
    assert verdict.holds


def test_a_misspelt_rule_is_told(tmp_path: Path) -> None:
    verdict = judged(tmp_path, 'accept: {latest-images: {reason: a demo, until: "2026-12-31"}}')

    (finding,) = verdict.findings
    assert finding.message == "there is no rule latest-images; did you mean latest-image?"
