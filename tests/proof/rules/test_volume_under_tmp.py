from pathlib import Path

import pytest

from tests.proof.kit import finds

_RULE = "volume-under-tmp"


def _volume(path: str, extra: str = "") -> str:
    return f"volumes: {{data: {{kind: host_path, storage: 1Gi, path: {path}{extra}}}}}"


@pytest.mark.parametrize("top", ["/tmp", "/var/tmp", "/run", "/dev/shm"])
def test_it_finds_folders_that_are_emptied(tmp_path: Path, top: str) -> None:
    assert finds(tmp_path, _RULE, _volume(f"{top}/app")) == [
        f"volumes.data.path: is {top}/app: the node empties {top}, and reclaim is Retain"
    ]


@pytest.mark.parametrize("path", ["/var/lib/app", "/tmpfiles/app", "/srv/tmp/app"])
def test_it_passes_folders_that_stay(tmp_path: Path, path: str) -> None:
    assert finds(tmp_path, _RULE, _volume(path)) == []


def test_it_passes_what_is_not_to_be_kept(tmp_path: Path) -> None:
    cluster = "cluster: {distribution: existing, context: lab}\n"
    assert finds(tmp_path, _RULE, cluster + _volume("/tmp/app", ", reclaim: Delete")) == []
