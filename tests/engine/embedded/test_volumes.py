"""Volumes as etcd's files name them."""

from pathlib import Path

import pytest

from engine.embedded import volumes

A = "1dfd1410-9568-4a8b-b7c1-312551b17ba0"
B = "92730ab7-18f3-48a8-8cdd-e4035e4531c1"


def test_only_what_is_named_as_a_volume_is_found(tmp_path: Path) -> None:
    (tmp_path / "member").mkdir()
    (tmp_path / "member" / "db").write_bytes(
        b"\x00\x12/tmp/hostpath_pv/" + A.encode() + b"\x1a\x00/tmp/hostpath_pv/../etc\x00"
        b"/tmp/hostpath_pv/short\x00/tmp/other/" + B.encode()
    )
    assert volumes.volume_folders(tmp_path) == (Path("/tmp/hostpath_pv") / A,)


def test_no_etcd_has_no_volumes(tmp_path: Path) -> None:
    assert volumes.volume_folders(tmp_path / "none") == ()


def test_the_shared_folder_goes_with_the_last_volume_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(volumes, "HOSTPATH_ROOT", tmp_path / "pv")
    for name in (A, B):
        (tmp_path / "pv" / name / "data").mkdir(parents=True)
    volumes.remove((tmp_path / "pv" / A,))
    assert [path.name for path in (tmp_path / "pv").iterdir()] == [B]
    volumes.remove((tmp_path / "pv" / B, tmp_path / "pv" / "never-there"))
    assert not (tmp_path / "pv").exists()
