from pathlib import Path

from tests.proof.kit import finds

_RULE = "host-path-size-not-held"


def test_it_finds_a_folder_of_the_node(tmp_path: Path) -> None:
    patch = "volumes: {data: {kind: host_path, path: /srv/app, storage: 10Gi}}"
    assert finds(tmp_path, _RULE, patch) == [
        "volumes.data.storage: is 10Gi, and nothing ends /srv/app there"
    ]


def test_it_passes_a_claim(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, "volumes: {data: {kind: claim, storage: 10Gi}}") == []
