"""One cluster for all live tests of this folder, and a stack for each."""

import gc
import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.engine.standin.world import Stack, World, install_standin, world

PLUGIN = "pulumi-resource-kubernetes"
# The real plugin runs the very same tests wherever it is installed.
PLUGINS = ["stand-in", *(["real"] if shutil.which(PLUGIN) else [])]


@pytest.fixture(scope="session")
def cluster(tools: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A running API server."""
    with world(tools, tmp_path_factory.mktemp("cluster")) as running:
        yield running


@pytest.fixture(scope="session", params=PLUGINS)
def plugin(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Value for PATH in front of everything else: where the plugin under test is."""
    if request.param == "real":
        return str(Path(shutil.which(PLUGIN) or "").parent)
    return str(install_standin(tmp_path_factory.mktemp("plugin") / "bin"))


@pytest.fixture
def stack(
    cluster: World, plugin: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stack]:
    """An empty stack; what its test left behind is destroyed."""
    for folder in ("state", "home"):
        (tmp_path / folder).mkdir()
    environment = {
        "PATH": os.pathsep.join([plugin, str(cluster.tools), os.environ["PATH"]]),
        "PULUMI_BACKEND_URL": f"file://{tmp_path / 'state'}",
        "PULUMI_CONFIG_PASSPHRASE": "none",
        "PULUMI_HOME": str(tmp_path / "home"),
        "PULUMI_SKIP_UPDATE_CHECK": "1",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    made = Stack(tmp_path)
    yield made
    made.destroy()
    # What a failed automation run leaves to the collector complains of the loop it belonged to.
    with warnings.catch_warnings(), _silenced_collection():
        warnings.simplefilter("ignore", ResourceWarning)  # see world.SOCKETS
        gc.collect()


@contextmanager
def _silenced_collection() -> Iterator[None]:
    usual = sys.unraisablehook
    sys.unraisablehook = lambda _: None
    try:
        yield
    finally:
        sys.unraisablehook = usual
