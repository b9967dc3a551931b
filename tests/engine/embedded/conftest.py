"""A real embedded cluster for tests that need one."""

import os
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from engine.embedded import kwok, processes
from engine.embedded.home import ClusterHome


@pytest.fixture(scope="module")
def tools_on_path(tools: Path) -> Generator[Path]:
    """Put the built tools first on PATH."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
        yield tools


@pytest.fixture(scope="module")
def home(tools_on_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[ClusterHome]:
    """The home of a cluster that the tests of a module share; nothing is created in it yet."""
    assert tools_on_path.is_dir()
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
