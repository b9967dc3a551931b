"""The toy platform as tests drive it: started, stopped, killed, and looked at from outside."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from engine.embedded import kwok
from engine.embedded.home import ClusterHome
from engine.runner.workspace import LocalStack
from tests.engine.runner.toy_plinth import ROOT, toy_stack
from tests.engine.runner.toy_program import DELAY_ENV, PREFIX_ENV, TICKETS_ENV, namespaces

PATIENCE = 90.0
"""Seconds after which a run that should end is given up."""


@dataclass(frozen=True)
class Ended:
    """How a run ended."""

    code: int
    text: str


@dataclass(frozen=True)
class Toy:
    """One toy stack: its folder, and a cluster that is given or made by its own program."""

    folder: Path
    tools: Path
    kubeconfig: Path
    own_cluster: str = ""
    prefix: str = "toy"

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    @property
    def stack(self) -> LocalStack:
        """The stack as the runner knows it."""
        return toy_stack(self.data, self.tools)

    @property
    def tickets(self) -> set[str]:
        """The tickets that exist."""
        return {path.name for path in (self.folder / "tickets").iterdir()}

    def start(self, operation: str, delay: float = 0.3) -> subprocess.Popen[str]:
        """Begin a run in a process of its own."""
        given = "" if self.own_cluster else str(self.kubeconfig)
        words = [operation, str(self.data), str(self.tools), self.own_cluster, given]
        (self.folder / "tickets").mkdir(parents=True, exist_ok=True)
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "tests.engine.runner.toy_plinth", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                TICKETS_ENV: str(self.folder / "tickets"),
                DELAY_ENV: str(delay),
                PREFIX_ENV: self.prefix,
            },
        )

    def run(self, operation: str, delay: float = 0.0) -> Ended:
        """Run to the end."""
        return ended(self.start(operation, delay))

    def kubectl(self, *arguments: str) -> str:
        """Standard output of kubectl on the toy's cluster."""
        command = [str(self.tools / "kubectl"), "--kubeconfig", str(self.kubeconfig), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def everything(self) -> set[str]:
        """What belongs in the toy's namespaces."""
        return {
            entry
            for space in namespaces(self.prefix)
            for entry in (
                f"Namespace {space}/{space}",
                f"Secret {space}/secret",
                *(f"ConfigMap {space}/map-{index}" for index in range(4)),
            )
        }

    def objects(self) -> set[str]:
        """What is in the toy's namespaces, Kubernetes' own root certificates aside."""
        found = set[str]()
        for item in json.loads(self.kubectl("get", "ns,cm,secret", "-A", "-o", "json"))["items"]:
            metadata = item["metadata"]
            space = metadata.get("namespace", metadata["name"])
            if space in namespaces(self.prefix) and metadata["name"] != "kube-root-ca.crt":
                found.add(f"{item['kind']} {space}/{metadata['name']}")
        return found


TICKETS = {f"ticket-{index}" for index in range(3)}


def ended(process: subprocess.Popen[str], patience: float = PATIENCE) -> Ended:
    """Wait for a run to end; a run that does not end fails the test and is killed."""
    try:
        text, _ = process.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        kill_all(process)
        raise
    return Ended(process.returncode, text)


def line_of(process: subprocess.Popen[str], wanted: str) -> None:
    """Wait for a line of a run's output."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == wanted:
            return
    raise AssertionError(f"ended without {wanted!r}")


def kill_all(process: subprocess.Popen[str]) -> None:
    """Kill a run and everything it started, parents first."""
    try:
        family = [psutil.Process(process.pid)]
        family += family[0].children(recursive=True)
    except psutil.NoSuchProcess:
        family = []
    for member in family:
        with suppress(psutil.NoSuchProcess):
            member.send_signal(signal.SIGKILL)
    process.communicate(timeout=PATIENCE)


def wait_for(holds: Callable[[], bool], what: str) -> None:
    """Wait for something that happens in its own time."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"did not happen: {what}"
        time.sleep(0.02)


def moments(seed: int, count: int, longest: float) -> list[float]:
    """Seconds after which runs are killed, the same for a seed."""
    chance = random.Random(seed)
    return [round(chance.uniform(0.1, longest), 2) for _ in range(count)]


@contextmanager
def own_cluster(folder: Path, tools: Path, name: str) -> Iterator[Toy]:
    """A toy whose program makes its own cluster, which is gone afterwards in any case."""
    home = ClusterHome(name, folder / "data" / "clusters")
    try:
        yield Toy(folder, tools, home.kubeconfig, name)
    finally:
        kwok.delete(home)
