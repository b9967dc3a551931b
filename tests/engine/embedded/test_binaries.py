"""Programs on PATH."""

from pathlib import Path

import pytest

from engine.embedded import binaries
from engine.embedded.errors import ClusterError

NAMES = (*binaries.COMPONENTS.values(), "kwokctl", "kubectl")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in NAMES:
        (folder / name).touch(mode=0o755)
    monkeypatch.setenv("PATH", str(folder))
    return folder


def test_programs_are_looked_up_at_the_time_of_the_call(programs: Path) -> None:
    assert binaries.find() == {name: programs / name for name in NAMES}


def test_missing_programs_are_all_named(programs: Path) -> None:
    (programs / "etcd").unlink()
    (programs / "kwok").unlink()
    with pytest.raises(ClusterError, match="lacks etcd, kwok\n"):
        binaries.find()


def test_links_follow_a_tool_cache_that_has_moved(programs: Path, tmp_path: Path) -> None:
    cluster = tmp_path / "cluster"
    (cluster / "bin").mkdir(parents=True)
    (cluster / "bin" / "etcd").symlink_to(tmp_path / "old" / "etcd")
    binaries.link(cluster)
    binaries.link(cluster)
    assert {place.name: place.readlink() for place in (cluster / "bin").iterdir()} == {
        component: programs / program for component, program in binaries.COMPONENTS.items()
    }


def test_the_metrics_server_is_looked_for_only_by_a_cluster_that_has_one(
    programs: Path, tmp_path: Path
) -> None:
    with pytest.raises(ClusterError, match="lacks metrics-server\n"):
        binaries.link(tmp_path / "cluster", binaries.METRICS_SERVER)
    (programs / "metrics-server").touch(mode=0o755)
    binaries.link(tmp_path / "cluster", binaries.METRICS_SERVER)
    (place,) = (tmp_path / "cluster" / "bin").iterdir()
    assert place.readlink() == programs / "metrics-server"
