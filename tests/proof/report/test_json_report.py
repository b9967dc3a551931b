from pathlib import Path

from proof.report.json_report import DatedReport, report
from tests.proof.kit import judged


def test_the_calendar_is_told_with_its_facts(tmp_path: Path) -> None:
    verdict = judged(tmp_path, 'caches: {queue: {kind: in_cluster, version: "8"}}')
    cluster, cache = report(verdict, "prod").calendar

    assert (cluster.what, cluster.version, cluster.state) == ("Kubernetes", "1.36", "fine")
    assert (cluster.ends, cluster.as_of) == ("2027-06-28", "2026-08-22")
    assert cluster.confidence == "confirmed"
    assert cluster.source is not None
    assert cache == DatedReport(
        what="Valkey",
        version="8",
        path="caches.queue.version",
        state="unknown",
        ends=None,
        source=None,
        as_of=None,
        confidence=None,
    )


def test_a_finding_is_as_grave_as_it_is_here(tmp_path: Path) -> None:
    findings = report(judged(tmp_path, "addons: {keda: {}}"), "prod").findings

    assert {f.rule: f.severity for f in findings}["addon-unsupported-kubernetes"] == "warning"
