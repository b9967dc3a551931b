from pathlib import Path

import pytest

from tests.proof.kit import finds

_RULE = "quota-blocks-rollout"


def _patch(quota: str, web: str = "user: 10001") -> str:
    job = "rollout: {kind: recreate}"
    return (
        f"namespaces: {{app: {{quota: {{{quota}}}}}}}\n"
        f"workloads: {{web: {{{web}}}, job: {{{job}}}}}"
    )


_FOUND = [
    (
        "namespaces.app.quota.requests.cpu: is 299m, of which 99m is left at the least: too little"
        " for one pod more of web (100m)"
    )
]


def test_it_finds_no_room_for_a_surge(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("requests: {cpu: 299m}")) == _FOUND


def test_it_finds_no_room_for_a_migration(tmp_path: Path) -> None:
    web = "rollout: {kind: recreate}, migration: {command: [migrate]}"
    assert finds(tmp_path, _RULE, _patch("requests: {cpu: 299m}", web)) == _FOUND


@pytest.mark.parametrize(
    ("quota", "web"),
    [
        ("requests: {cpu: 300m}", "user: 10001"),
        ("pods: 2", "rollout: {kind: recreate}"),
        ("pods: 2", "rollout: {kind: rolling_update, max_unavailable: 1}"),
        ("claims: 0", "user: 10001"),
    ],
    ids=["room for one", "recreate", "an old one goes first", "a ceiling of other things"],
)
def test_it_passes_a_rollout_that_can_move(tmp_path: Path, quota: str, web: str) -> None:
    assert finds(tmp_path, _RULE, _patch(quota, web)) == []


def test_it_passes_what_is_too_small_already(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("pods: 1")) == []
