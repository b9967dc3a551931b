"""A stack in a cloud: ordinary Pulumi in the project's own folder, with the user's own backend."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pulumi.automation import LocalWorkspace, Stack
from pulumi.automation.errors import CommandError

from engine.runner.command import EngineCommand, StoppedError
from engine.runner.engine_stack import said
from engine.runner.files import make_private
from engine.runner.leftovers import EngineRecord
from engine.runner.locks import WAIT_SECONDS, only_run
from engine.runner.outcomes import RunFailedError, RunInterruptedError
from engine.runner.places import Places
from engine.runner.session import OnEvent, OnInterrupt, Operation, interruptible


@dataclass(frozen=True, kw_only=True, slots=True)
class CloudStack:
    """A cloud stack: its names, its folder, where its tools come from."""

    project: str
    stack: str
    folder: Path
    """The project's own folder; the engine works in it and may write keys into the stack file."""
    places: Places
    checkout: Path
    bin_folders: tuple[Path, ...] = ()

    @property
    def notes(self) -> Path:
        """The folder of what plinth notes of runs; nothing of the stack is kept in it."""
        return self.places.root / "clouds" / self.project / self.stack

    def environment(self, base: Mapping[str, str] = os.environ) -> dict[str, str]:
        """Return what the engine and its plugins run in: the user's own, with the tools."""
        path = os.pathsep.join([*(str(f) for f in self.bin_folders), base.get("PATH", "")])
        return {
            **base,
            "PATH": path,
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_ERROR_OUTPUT_STRING": "1",
            "PULUMI_PYTHON_CMD": sys.executable,
            "PYTHONPATH": str(self.checkout),
        }


@dataclass(frozen=True, kw_only=True)
class CloudSession:
    """A cloud stack and the program that describes it, ready to be run."""

    stack: CloudStack
    pulumi: Path
    program: Callable[[], None]
    on_interrupt: OnInterrupt

    def run(self, operation: Operation, on_event: OnEvent) -> None:
        """Run the engine; raises RunFailedError, RunInterruptedError or EngineError."""
        make_private(self.stack.notes)
        record = EngineRecord(self.stack.notes / "engine.json")
        with only_run(self.stack.notes / "run.lock", f"plinth {operation} {self.stack.stack}"):
            record.settle(WAIT_SECONDS)
            command = EngineCommand(self.pulumi, record)
            with interruptible(command, self.on_interrupt) as stops:
                try:
                    _start(self._engine(command), operation, self.program, on_event)
                except StoppedError as error:
                    raise RunInterruptedError from error
                except CommandError as error:
                    if stops:
                        raise RunInterruptedError from error
                    raise RunFailedError(said(str(error))) from error

    def retained(self) -> frozenset[str]:
        """Return the URNs of what stays where it is when the engine lets go of it."""
        make_private(self.stack.notes)
        record = EngineRecord(self.stack.notes / "engine.json")
        exported = self._engine(EngineCommand(self.pulumi, record)).export_stack()
        resources = (exported.deployment or {}).get("resources") or ()
        return frozenset(each["urn"] for each in resources if each.get("retainOnDelete"))

    def _engine(self, command: EngineCommand) -> Stack:
        workspace = LocalWorkspace(
            work_dir=str(self.stack.folder),
            env_vars=self.stack.environment(),
            program=self.program,
            pulumi_command=command,
        )
        return Stack.create_or_select(self.stack.stack, workspace)


def _start(stack: Stack, operation: Operation, program: Callable[[], None], on: OnEvent) -> None:
    match operation:
        case "up":
            stack.up(program=program, on_event=on, suppress_outputs=True, color="never")
        case "preview":
            stack.preview(program=program, on_event=on, suppress_outputs=True, color="never")
        case "refresh":
            stack.refresh(on_event=on, suppress_outputs=True, color="never")
        case "destroy":
            stack.destroy(on_event=on, suppress_outputs=True, color="never")
