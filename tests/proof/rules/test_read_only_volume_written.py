from pathlib import Path

from tests.proof.kit import finds

_RULE = "read-only-volume-written"


def _patch(mode: str, access: str) -> str:
    return (
        f"volumes: {{data: {{kind: claim, storage: 1Gi, access_mode: {mode}}}}}\n"
        f"workloads: {{web: {{volumes: {{data: {{path: /data, access: {access}}}}}}}}}"
    )


def test_it_finds_who_wants_to_write(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("ReadOnlyMany", "read_write")) == [
        "workloads.web.volumes.data.access: is read_write, and data is ReadOnlyMany"
    ]


def test_it_passes_who_reads(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("ReadOnlyMany", "read_only")) == []


def test_it_passes_a_volume_for_writing(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("ReadWriteMany", "read_write")) == []
