from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "single-writer-overlaps"
_DATA = "volumes: {data: {kind: claim, storage: 1Gi}}\n"
_OWNS = "volumes: {data: {path: /data, writers: one}}"
_ONE = "and writers of data at /data is one"


def test_it_finds_the_default_rollout(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _DATA + web(_OWNS)) == [
        (
            "workloads.web.rollout.kind: is rolling_update: the new pod starts beside the old"
            f" one, {_ONE}"
        )
    ]


def test_it_finds_a_rollout_without_a_surge_that_does_not_wait_either(tmp_path: Path) -> None:
    rollout = "rollout: {kind: rolling_update, max_unavailable: 1, max_surge: 0}"
    assert finds(tmp_path, _RULE, _DATA + web(f"{_OWNS}, {rollout}")) == [
        (
            "workloads.web.rollout.kind: is rolling_update: the new pod starts while the old one"
            f" still stops, {_ONE}"
        )
    ]


def test_it_finds_a_migration_beside_the_old_version(tmp_path: Path) -> None:
    fields = f"{_OWNS}, rollout: {{kind: recreate}}, migration: {{command: [migrate]}}"
    assert finds(tmp_path, _RULE, _DATA + web(fields)) == [
        f"workloads.web.migration: runs beside the pods of the old version, {_ONE}"
    ]


@pytest.mark.parametrize(
    "fields",
    [
        f"{_OWNS}, rollout: {{kind: recreate}}",
        "volumes: {data: {path: /data}}",
        f"{_OWNS}, scaling: {{kind: fixed, replicas: 0}}",
    ],
    ids=["recreate", "many writers", "no pods"],
)
def test_it_passes_what_never_overlaps(tmp_path: Path, fields: str) -> None:
    assert finds(tmp_path, _RULE, _DATA + web(fields)) == []
