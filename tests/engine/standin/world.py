"""One API server with simulated nodes, and Pulumi runs against it with the plugin under test."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from pulumi import automation as auto

from engine.embedded import kwok
from engine.embedded.home import ClusterHome
from engine.embedded.pools import Pool

ROOT = Path(__file__).parents[3]
# Program inputs put together from parts: pyright cannot see such a dict as the SDK's TypedDict.
Loose: TypeAlias = Any
Action: TypeAlias = Callable[[auto.Stack, Callable[[auto.EngineEvent], None]], object]
# Pulumi's automation runs leave sockets of their event loop to the garbage collector.
SOCKETS = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
# The reference program makes a class called standard, as the driver does for its users.
CLASS = """\
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: default
  annotations: {storageclass.kubernetes.io/is-default-class: "true"}
provisioner: kubernetes.io/host-path
"""


@dataclass(frozen=True)
class World:
    """A running cluster and the tools to look at it."""

    tools: Path
    kubeconfig: Path

    def kubectl(self, *arguments: str, feed: str = "") -> str:
        """Standard output of kubectl."""
        command = [str(self.tools / "kubectl"), "--kubeconfig", str(self.kubeconfig), *arguments]
        done = subprocess.run(command, input=feed, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def get(self, *what: str):
        """An object as the API server has it."""
        return json.loads(self.kubectl("get", *what, "-o", "json"))


@contextmanager
def world(tools: Path, folder: Path) -> Iterator[World]:
    """A cluster of its own in a folder, taken down again with everything it wrote."""
    home = ClusterHome("standin-tests", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
        try:
            kwok.ensure(home, [Pool(name="default", cpu="8", memory="32Gi")])
            made = World(tools, home.kubeconfig)
            made.kubectl("delete", "storageclass", "standard")
            made.kubectl("apply", "-f", "-", feed=CLASS)
            yield made
        finally:
            kwok.delete(home)


def install_standin(folder: Path) -> Path:
    """A folder for PATH in which the plugin's executable is the stand-in."""
    folder.mkdir()
    plugin = folder / "pulumi-resource-kubernetes"
    plugin.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -P -m engine.standin "$@"\n'
    )
    plugin.chmod(0o755)
    return folder


@dataclass
class Outcome:
    """What a run did: operation by resource, messages."""

    operations: dict[str, str] = field(default_factory=dict)
    messages: str = ""

    def note(self, event: auto.EngineEvent) -> None:
        """Takes up one engine event."""
        done = event.res_outputs_event or event.resource_pre_event or event.res_op_failed_event
        if event.diagnostic_event:
            self.messages += event.diagnostic_event.message
        if not done or "kubernetes:" not in done.metadata.type:
            return
        name = "::".join(done.metadata.urn.split("::")[2:])
        self.operations[name] = str(done.metadata.op.value)

    def changed(self) -> dict[str, str]:
        """The operations that are not `same`, by kind and logical name."""
        quiet = ("same", "refresh")
        return {
            name.split(":", 1)[1].rpartition("/")[2]: operation
            for name, operation in self.operations.items()
            if operation not in quiet and "providers" not in name
        }


@dataclass
class Stack:
    """One Pulumi stack whose program can change from run to run."""

    folder: Path

    def up(self, program: Callable[[], None], *, refresh: bool = False) -> Outcome:
        """Applies a program; raises CommandError with the outcome's messages on failure."""
        return self._run(program, lambda stack, note: stack.up(on_event=note, refresh=refresh))

    def preview(self, program: Callable[[], None], *, refresh: bool = False) -> Outcome:
        """What `up` would do."""
        return self._run(program, lambda stack, note: stack.preview(on_event=note, refresh=refresh))

    def refresh(self) -> Outcome:
        """Reads every object again."""
        return self._run(_nothing, lambda stack, note: stack.refresh(on_event=note))

    def destroy(self) -> Outcome:
        """Deletes every object."""
        return self._run(_nothing, lambda stack, note: stack.destroy(on_event=note))

    def failing_up(self, program: Callable[[], None]) -> str:
        """Messages of an `up` that must fail."""
        return self._failing(program, lambda stack, note: stack.up(on_event=note))

    def failing_preview(self, program: Callable[[], None]) -> str:
        """Messages of a preview that must fail."""
        return self._failing(program, lambda stack, note: stack.preview(on_event=note))

    def resources(self):
        """State by kind and logical name, secrets in the clear."""
        exported = self._selected(_nothing).export_stack().deployment
        return {
            each["urn"].split("::", 2)[2].rpartition("/")[2]: each
            for each in (exported or {}).get("resources", [])
        }

    def raw_state(self) -> str:
        """Everything the engine wrote, as it lies on disk."""
        stored = (path for path in (self.folder / "state").rglob("*") if path.is_file())
        return "\n".join(path.read_text(errors="replace") for path in stored)

    def _run(self, program: Callable[[], None], action: Action) -> Outcome:
        outcome = Outcome()
        action(self._selected(program), outcome.note)
        return outcome

    def _failing(self, program: Callable[[], None], action: Action) -> str:
        outcome = Outcome()
        try:
            action(self._selected(program), outcome.note)
        except auto.CommandError as error:
            return outcome.messages + str(error)
        raise AssertionError(f"it went through: {outcome.operations}")

    def _selected(self, program: Callable[[], None]) -> auto.Stack:
        options = auto.LocalWorkspaceOptions(work_dir=str(self.folder))
        return auto.create_or_select_stack("dev", "standin-tests", program, opts=options)


def _nothing() -> None:
    """A program without resources, for commands that run none."""
