"""A stack in a cloud: ordinary Pulumi in the project's own folder, with the user's own backend."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pulumi.automation import LocalWorkspace, Stack
from pulumi.automation.errors import CommandError
from pulumi.automation.events import EngineEvent
from pydantic import JsonValue

from engine.runner.changes import Changes
from engine.runner.command import EngineCommand, StoppedError
from engine.runner.engine_stack import said
from engine.runner.files import make_private
from engine.runner.leftovers import EngineRecord
from engine.runner.locks import WAIT_SECONDS, only_run
from engine.runner.outcomes import Found, RunFailedError, RunInterruptedError
from engine.runner.pending import pending
from engine.runner.places import Places
from engine.runner.session import OnEvent, OnInterrupt, Operation, interruptible
from engine.runner.state import Held, held_in, resources_of
from engine.runner.unsettled import UnsettledRecord, unanswered


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
    settled_command: str
    """How a user says that they have looked for what a run may have left."""

    @property
    def unsettled(self) -> UnsettledRecord:
        """The note of what may be in the cloud without the engine knowing of it."""
        return UnsettledRecord(self.stack.notes / "unsettled.json")

    def settle(self, found: Found) -> None:
        """Raise EngineError while something may be there that nobody has looked for."""
        self.unsettled.settle(found, pending(self._deployment()), self.settled_command)

    def run(self, operation: Operation, on_event: OnEvent) -> None:
        """Run the engine; raises RunFailedError, RunInterruptedError or EngineError."""
        make_private(self.stack.notes)
        record = EngineRecord(self.stack.notes / "engine.json")
        changes = Changes()

        def watch(event: EngineEvent) -> None:
            changes.take(event)
            on_event(event)

        with only_run(self.stack.notes / "run.lock", f"plinth {operation} {self.stack.stack}"):
            record.settle(WAIT_SECONDS)
            command = EngineCommand(self.pulumi, record)
            with interruptible(command, self.on_interrupt) as stops:
                try:
                    _start(self._engine(command), operation, self.program, watch)
                except StoppedError as error:
                    raise RunInterruptedError from error
                except CommandError as error:
                    if stops:
                        raise RunInterruptedError from error
                    raise RunFailedError(said(str(error))) from error
                finally:
                    self.unsettled.add(unanswered(changes))

    def retained(self) -> frozenset[str]:
        """Return the URNs of what stays where it is when the engine lets go of it."""
        return frozenset(r.urn for r in resources_of(self._deployment()) if r.retain)

    def protected(self) -> list[Held]:
        """Return what the engine refuses to delete."""
        return held_in(resources_of(self._deployment()))

    def _deployment(self) -> Mapping[str, JsonValue]:
        make_private(self.stack.notes)
        record = EngineRecord(self.stack.notes / "engine.json")
        exported = self._engine(EngineCommand(self.pulumi, record)).export_stack()
        return exported.deployment or {}

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
        case "destroy_unprotected":
            stack.destroy(on_event=on, suppress_outputs=True, color="never", exclude_protected=True)
