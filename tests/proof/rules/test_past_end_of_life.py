from datetime import date
from pathlib import Path

import pytest

from tests.proof.catalogue import lifecycle
from tests.proof.kit import finds, judged

_RULE = "past-end-of-life"
_OLD = 'databases: {main: {kind: in_cluster, version: "14.9"}}'


def test_it_finds_a_database(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _OLD) == [
        (
            "databases.main.version: PostgreSQL 14.9: support ended on 2026-11-12, 9 days before"
            " 2026-11-21"
        )
    ]


def test_it_finds_the_embedded_cluster_on_a_later_day(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, "workloads: {}", on=date(2027, 6, 29)) == [
        (
            "cluster.distribution: Kubernetes 1.36: support ended on 2027-06-28, 1 day before"
            " 2027-06-29"
        )
    ]


def test_it_finds_the_version_that_an_existing_cluster_is_said_to_have(tmp_path: Path) -> None:
    patch = 'cluster: {distribution: existing, context: lab, version: "1.34"}'
    assert finds(tmp_path, _RULE, patch) == [
        ("cluster.version: Kubernetes 1.34: support ended on 2026-10-27, 25 days before 2026-11-21")
    ]


def test_it_finds_it_as_a_warning_on_an_assumption(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = (
        "kubernetes,1.36,,2027-06-28,,2026-11-01,read at the vendor,confirmed",
        "postgresql,14,,2026-11-12,,2026-11-01,recalled by somebody,memory",
    )
    lifecycle(monkeypatch, tmp_path, *rows)
    (finding,) = (f for f in judged(tmp_path, _OLD).findings if f.rule.id == _RULE)

    assert finding.severity == "warning"
    assert finding.message.endswith("; on an assumption: recalled by somebody")


def test_it_passes_the_last_day(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _OLD, on=date(2026, 11, 12)) == []


def test_it_passes_a_version_whose_end_nobody_knows(tmp_path: Path) -> None:
    patch = 'caches: {queue: {kind: in_cluster, version: "9.1"}}'
    assert finds(tmp_path, _RULE, patch, on=date(2027, 1, 1)) == []
