"""The judges' tools, each of which is missed loudly, and the schemas of a real API server."""

import os
from pathlib import Path

import pytest

from engine.embedded import kwok, startup
from engine.embedded.api import Api
from engine.embedded.home import ClusterHome
from tests.judges.kubeconform import write_schemas
from tests.judges.openapi import published
from tests.session import tools as built


@pytest.fixture(scope="session")
def kube_score() -> Path:
    """The executable."""
    return _tool(built.KUBE_SCORE)


@pytest.fixture(scope="session")
def kubeconform() -> Path:
    """The executable."""
    return _tool(built.KUBECONFORM)


@pytest.fixture(scope="session")
def checkov() -> Path:
    """The executable, in an environment of its own."""
    return _tool(built.CHECKOV)


def _tool(name: str) -> Path:
    reason = built.why_skipped(os.environ, [name], f"SHIPPED STACKS NOT JUDGED BY {name}")
    if reason is not None:
        pytest.skip(reason)
    return Path(os.environ["PLINTH_TOOLS"]) / name


@pytest.fixture(scope="session")
def schemas(kubeconform: Path, tools: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a schema for each kind that the pinned API server knows."""
    assert kubeconform.exists(), "no cluster is made for a judge that is not here"
    folder = tmp_path_factory.mktemp("schemas")
    home = ClusterHome("schemas", tmp_path_factory.mktemp("home") / "root")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
        try:
            kwok.ensure(home, ())
            with Api(home.folder / "pki", startup.read_ports(home)["kubeApiserverPort"]) as api:
                write_schemas(published(api.get), folder)
        finally:
            kwok.delete(home)
    return folder
