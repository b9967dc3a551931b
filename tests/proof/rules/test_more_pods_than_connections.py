"""A Postgres of the cluster's own has a hundred connections, and each pod takes one."""

from pathlib import Path

import pytest

from tests.proof.kit import cron, finds, job, judged

_RULE = "more-pods-than-connections"
_CALLS = "calls: [database.main]"


def _patch(web: str, worker: str = "") -> str:
    return (
        'databases: {main: {kind: in_cluster, version: "17"}}\n'
        f"workloads: {{web: {{{_CALLS}, scaling: {web}}}, job: {{{worker}}}}}"
    )


def _severities(tmp_path: Path, patch: str) -> list[str]:
    return [f.severity for f in judged(tmp_path, patch).findings if f.rule.id == _RULE]


def test_it_finds_more_pods_than_there_ever_are_connections(tmp_path: Path) -> None:
    patch = _patch(
        "{kind: fixed, replicas: 60}", f"{_CALLS}, scaling: {{kind: fixed, replicas: 38}}"
    )
    assert finds(tmp_path, _RULE, patch) == [
        "databases.main: takes 97 connections, and 98 pods call it: web up to 60, job up to 38"
    ]
    assert _severities(tmp_path, patch) == ["error"]


def test_a_peak_that_is_too_high_is_a_warning(tmp_path: Path) -> None:
    patch = _patch("{kind: hpa, min: 2, max: 1000, targets: {cpu_percent: 80}}")
    assert finds(tmp_path, _RULE, patch) == [
        "databases.main: takes 97 connections, and 2 to 1000 pods call it: web up to 1000"
    ]
    assert _severities(tmp_path, patch) == ["warning"]


def test_pods_that_end_some_day_count_while_they_are_there(tmp_path: Path) -> None:
    once = job(calls="[database.main]", parallelism="60", completions="50")
    night = cron(calls="[database.main]")
    inner = f"{once.removeprefix('workloads: {').removesuffix('}')}, " + night.removeprefix(
        "workloads: {"
    ).removesuffix("}")
    patch = (
        'databases: {main: {kind: in_cluster, version: "17"}}\n'
        f"workloads: {{web: {{{_CALLS}, scaling: {{kind: fixed, replicas: 47}}}}, {inner}}}"
    )
    assert finds(tmp_path, _RULE, patch) == [
        (
            "databases.main: takes 97 connections, and 47 to 98 pods call it: web up to 47, once"
            " up to 50, night up to 1"
        )
    ]


@pytest.mark.parametrize(
    "patch",
    [
        _patch("{kind: fixed, replicas: 97}"),
        _patch("{kind: fixed, replicas: 97}", "scaling: {kind: fixed, replicas: 97}"),
    ],
)
def test_it_passes_what_has_a_connection_each_and_what_does_not_call(
    tmp_path: Path, patch: str
) -> None:
    assert finds(tmp_path, _RULE, patch) == []
