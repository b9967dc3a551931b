from datetime import date
from pathlib import Path

from tests.proof.kit import judged


def test_a_sound_platform_has_no_findings(tmp_path: Path) -> None:
    assert judged(tmp_path, "workloads: {}").findings == ()


def test_a_finding_stands_where_the_value_is_written(tmp_path: Path) -> None:
    verdict = judged(tmp_path, "workloads: {web: {image: images.internal/web}}")

    (finding,) = verdict.findings
    assert (finding.origin.file.name, finding.origin.line) == ("Pulumi.prod.yaml", 4)
    assert not verdict.holds


def test_what_nobody_wrote_stands_where_its_nearest_ancestor_is(tmp_path: Path) -> None:
    verdict = judged(tmp_path, "workloads:\n  web: {resources: {limits: {cpu: null}}}")

    (finding,) = verdict.findings
    assert (finding.origin.file.name, finding.origin.line) == ("Pulumi.prod.yaml", 5)


def test_the_gravest_come_first(tmp_path: Path) -> None:
    verdict = judged(
        tmp_path,
        "workloads: {web: {image: images.internal/web}}\n"
        'accept: {drain-blocked: {reason: a demo, until: "2026-12-31"}}',
    )

    assert [f.rule.severity for f in verdict.findings] == ["error", "warning"]


def test_what_is_less_grave_here_than_the_rule_says_counts_as_that(tmp_path: Path) -> None:
    verdict = judged(tmp_path, "addons: {keda: {}}")
    (finding,) = (f for f in verdict.findings if f.rule.id == "addon-unsupported-kubernetes")

    assert (finding.rule.severity, finding.severity) == ("error", "warning")
    assert finding in verdict.open("warning")


def test_the_verdict_has_the_calendar_of_its_day(tmp_path: Path) -> None:
    early, late = (judged(tmp_path, "workloads: {}", on=date(year, 7, 1)) for year in (2026, 2027))

    assert [each.state for each in early.calendar] == ["fine"]
    assert [each.state for each in late.calendar] == ["ended"]
    assert [f.rule.id for f in late.open("error")] == ["past-end-of-life"]
