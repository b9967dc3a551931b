"""A real embedded cluster for tests that need one."""

import os
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from engine.embedded import kwok, processes
from engine.embedded.home import ClusterHome

_TOOLS = ("kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd", "kwok", "kwokctl")


@pytest.fixture(scope="module")
def tools() -> Generator[Path]:
    """Put the folder that PLINTH_TOOLS names first on PATH, or skip."""
    folder = Path(os.environ.get("PLINTH_TOOLS") or "/nonexistent")
    lacking = [name for name in (*_TOOLS, "kubectl") if not (folder / name).exists()]
    if lacking:
        pytest.skip(
            f"NO REAL CLUSTER TESTED: PLINTH_TOOLS={os.environ.get('PLINTH_TOOLS')!r} "
            f"lacks {', '.join(lacking)}"
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        yield folder


@pytest.fixture(scope="module")
def home(tools: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[ClusterHome]:
    """The home of a cluster that the tests of a module share; nothing is created in it yet."""
    assert tools
    shared = ClusterHome("shared", tmp_path_factory.mktemp("home") / "root")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLINTH_CLUSTERS", str(shared.root))
        yield shared
    kwok.delete(shared)
    assert processes.running(shared.folder) == {}


def eventually(holds: Callable[[], bool], what: str) -> None:
    """Wait up to 60 s for something that a controller does in its own time."""
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline, f"did not happen within 60 s: {what}"
        time.sleep(0.1)
