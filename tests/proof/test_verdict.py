from pathlib import Path

from tests.proof.kit import judged


def test_a_sound_platform_has_no_findings(tmp_path: Path) -> None:
    assert judged(tmp_path, "workloads: {}").findings == ()


def test_a_finding_stands_where_the_value_is_written(tmp_path: Path) -> None:
    verdict = judged(tmp_path, "workloads: {web: {image: example.org/web}}")

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
        "workloads: {web: {image: example.org/web}}\n"
        'accept: {drain-blocked: {reason: a demo, until: "2026-12-31"}}',
    )

    assert [f.rule.severity for f in verdict.findings] == ["error", "warning"]
