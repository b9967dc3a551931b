"""A user's view of plinth: a project's copied files, a data folder of its own, whole commands."""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from cli.target import CHECKOUT, Target


@dataclass(frozen=True, slots=True)
class Ended:
    """A finished command."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        """Everything that it printed."""
        return f"{self.out}\n{self.err}"


@dataclass(frozen=True, kw_only=True)
class User:
    """Somebody with a copy of a shipped project; the shipped files themselves stay as they are."""

    folder: Path
    """The copied project."""
    stack: str
    home: Path
    tools: Path

    @classmethod
    def of(cls, target: Target, home: Path, tools: Path) -> "User":
        """Copy the project of a shipped stack into `home`."""
        folder = home / "project"
        folder.mkdir()
        for path in target.folder.glob("*.yaml"):
            shutil.copy(path, folder)
        if (target.folder / "routes").is_dir():
            shutil.copytree(target.folder / "routes", folder / "routes")
        return cls(folder=folder, stack=target.stack, home=home, tools=tools)

    @property
    def data(self) -> Path:
        """The data folder; everything that plinth keeps for this user."""
        return self.home / "data"

    @property
    def stack_file(self) -> Path:
        """The copied stack file."""
        return self.folder / f"Pulumi.{self.stack}.yaml"

    @property
    def environment(self) -> dict[str, str]:
        """A clean environment: an empty home, the tools, nothing of the engine's."""
        kept = {n: v for n, v in os.environ.items() if not n.startswith(("PULUMI_", "PLINTH_"))}
        home = {"HOME": str(self.home), "PLINTH_DATA": str(self.data)}
        return {**kept, **home, "PLINTH_TOOLS": str(self.tools), "COLUMNS": "200"}

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start a command in the project's folder, in a session of its own."""
        return subprocess.Popen(
            [str(CHECKOUT / "plinth"), *words],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def plinth(self, *words: str, seconds: float = 150) -> Ended:
        """Run a command to its end."""
        process = self.start(*words)
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        return Ended(process.returncode, out, err)

    def must(self, *words: str) -> Ended:
        """Run a command that has to succeed."""
        ended = self.plinth(*words)
        assert ended.code == 0, ended.text
        return ended

    def kubectl(self, *words: str) -> str:
        """Ask the stack's cluster; raises CalledProcessError."""
        [kubeconfig] = self.data.glob("clusters/clusters/*/plinth.kubeconfig")
        command = [str(self.tools / "kubectl"), "--kubeconfig", str(kubeconfig), *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def settle(self) -> None:
        """Wait until autoscalers have made their first move and its pods are ready."""
        shown = self.kubectl("get", "hpa", "-A", "--no-headers", "-o", _BOUNDS)
        for namespace, name, least in (line.split() for line in shown.splitlines()):
            wanted = f"jsonpath={{.status.readyReplicas}}={least}"
            at = ["-n", namespace, "wait", f"deployment/{name}", f"--for={wanted}"]
            self.kubectl(*at, "--timeout=90s")

    def objects(self) -> list[str]:
        """Every object of the kinds that a platform makes, outside of the system's namespaces."""
        kinds = "deployments,statefulsets,services,configmaps,secrets,pvc,networkpolicies,hpa,pdb"
        shown = self.kubectl("get", kinds, "--all-namespaces", "--no-headers", "-o", _COLUMNS)
        rows = (line.split() for line in shown.splitlines())
        own = (row for row in rows if not row[1].startswith(("kube-", "default")))
        return sorted("/".join(row) for row in own if row[2] != "kube-root-ca.crt")

    def processes(self) -> list[psutil.Process]:
        """Every process that was started for this user."""
        mark = str(self.home)
        found: list[psutil.Process] = []
        for process in psutil.process_iter():
            try:
                words = [*process.cmdline(), process.environ().get("PLINTH_DATA", "")]
            except (psutil.Error, OSError):
                continue
            if any(mark in word for word in words):
                found.append(process)
        return found

    def kill_everything(self) -> None:
        """Kill every process of this user, the cluster's included."""
        while found := self.processes():
            for process in found:
                try:
                    process.kill()
                    process.wait(5)
                except psutil.Error:
                    continue

    def kill_runs(self) -> None:
        """Kill plinth, the engine and its plugins, and leave the cluster alone."""
        names = ("kube", "etcd", "kwok", "metrics-server")
        for process in self.processes():
            try:
                if not process.name().startswith(names):
                    process.kill()
                    process.wait(5)
            except psutil.Error:
                continue


_BOUNDS = "custom-columns=N:.metadata.namespace,D:.spec.scaleTargetRef.name,M:.spec.minReplicas"
_COLUMNS = "custom-columns=KIND:.kind,NAMESPACE:.metadata.namespace,NAME:.metadata.name"


def patched_file(path: Path, changes: Mapping[str, str]) -> None:
    """Replace texts in a file, each of which must be there."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text, f"{path} does not hold {old!r}"
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def lines(text: str, words: Sequence[str]) -> list[str]:
    """Return the lines of a text that hold all the words."""
    return [line for line in text.splitlines() if all(word in line for word in words)]
