from pathlib import Path

from tests.proof.kit import finds, web

_RULE = "unused-volume"
_VOLUME = "volumes: {data: {kind: claim, storage: 10Gi}}\n"


def test_it_finds_a_volume_without_a_user(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _VOLUME) == ["volumes.data: no workload uses its 10Gi"]


def test_it_passes_a_volume_with_one(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _VOLUME + web("volumes: {data: {path: /data}}")) == []
