from pathlib import Path

import pytest

from tests.proof.kit import finds

_RULE = "shared-volume-default-class"


def _volume(fields: str) -> str:
    return f"volumes: {{data: {{storage: 1Gi, {fields}}}}}"


@pytest.mark.parametrize("mode", ["ReadWriteMany", "ReadOnlyMany"])
def test_it_finds_a_mode_that_disks_do_not_have(tmp_path: Path, mode: str) -> None:
    assert finds(tmp_path, _RULE, _volume(f"kind: claim, access_mode: {mode}")) == [
        f"volumes.data.storage_class: is missing, and access_mode is {mode}"
    ]


@pytest.mark.parametrize(
    "fields",
    [
        "kind: claim",
        "kind: claim, access_mode: ReadWriteMany, storage_class: nfs",
        "kind: host_path, path: /srv/app, access_mode: ReadWriteMany",
    ],
)
def test_it_passes_a_disk_a_named_class_and_a_folder(tmp_path: Path, fields: str) -> None:
    assert finds(tmp_path, _RULE, _volume(fields)) == []
