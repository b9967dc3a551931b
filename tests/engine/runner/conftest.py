"""One embedded cluster for all live tests of this folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from engine.embedded import kwok, processes
from engine.embedded.home import ClusterHome
from tests.engine.runner.toy import Toy
from tests.engine.runner.toy_program import namespaces

_NUMBERS = count()


@pytest.fixture(scope="session")
def shared(tools: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClusterHome]:
    """A running cluster without nodes."""
    home = ClusterHome("runner-tests", tmp_path_factory.mktemp("cluster"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
        try:
            kwok.ensure(home, [])
            yield home
        finally:
            kwok.delete(home)
    assert processes.running(home.folder) == {}


@pytest.fixture
def toy(tools: Path, shared: ClusterHome, tmp_path: Path) -> Iterator[Toy]:
    """A toy stack with namespaces of its own on the shared cluster."""
    with _toy(tools, shared, tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def standing(
    tools: Path, shared: ClusterHome, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Toy]:
    """A toy stack that is up; tests leave it so."""
    with _toy(tools, shared, tmp_path_factory.mktemp("standing")) as made:
        up = made.run("up")
        assert up.code == 0, up.text
        yield made


@contextmanager
def _toy(tools: Path, shared: ClusterHome, folder: Path) -> Iterator[Toy]:
    made = Toy(folder, tools, shared.kubeconfig, prefix=f"toy{next(_NUMBERS)}")
    yield made
    # Not by the engine: a namespace takes five seconds to go, which nobody needs to wait for.
    left = ["--wait=false", "--ignore-not-found", *namespaces(made.prefix)]
    made.kubectl("delete", "namespaces", *left)
