from pathlib import Path

import pytest

from tests.proof.kit import finds

_RULE = "rollout-waits-for-volume"


def _patch(mode: str, web: str = "user: 10001", nodes: int = 2) -> str:
    return (
        f"cluster: {{node_pools: {{default: {{nodes: {nodes}}}}}}}\n"
        f"volumes: {{data: {{kind: claim, storage: 1Gi, access_mode: {mode}}}}}\n"
        f"workloads: {{web: {{volumes: {{data: {{path: /data}}}}, {web}}}}}"
    )


@pytest.mark.parametrize(("mode", "nodes"), [("ReadWriteOnce", 2), ("ReadWriteOncePod", 1)])
def test_it_finds_the_default_rollout(tmp_path: Path, mode: str, nodes: int) -> None:
    assert finds(tmp_path, _RULE, _patch(mode, nodes=nodes)) == [
        (
            f"workloads.web.rollout.kind: is rolling_update: the old pod keeps data ({mode}) until"
            " the new one is ready"
        )
    ]


def test_it_finds_a_migration_that_needs_the_volume(tmp_path: Path) -> None:
    web = "rollout: {kind: recreate}, migration: {command: [migrate]}"
    assert finds(tmp_path, _RULE, _patch("ReadWriteOnce", web)) == [
        (
            "workloads.web.migration: needs a pod of its own, and the old pod keeps data"
            " (ReadWriteOnce) until it is done"
        )
    ]


@pytest.mark.parametrize(
    ("mode", "web", "nodes"),
    [
        ("ReadWriteOnce", "rollout: {kind: recreate}", 2),
        ("ReadWriteOnce", "rollout: {kind: rolling_update, max_unavailable: 1, max_surge: 0}", 2),
        ("ReadWriteOnce", "user: 10001", 1),
        ("ReadWriteMany", "user: 10001", 2),
        ("ReadWriteOnce", "scaling: {kind: fixed, replicas: 2}", 2),
    ],
    ids=["recreate", "old one first", "one node", "mode for many", "another rule's"],
)
def test_it_passes_a_rollout_that_can_move(tmp_path: Path, mode: str, web: str, nodes: int) -> None:
    assert finds(tmp_path, _RULE, _patch(mode, web, nodes)) == []
