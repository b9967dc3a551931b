"""One run of the engine on a local stack, with everything that must hold before and after it."""

import contextlib
import signal
import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Literal

from pulumi.automation import LocalWorkspaceOptions, Stack, create_or_select_stack
from pulumi.automation.errors import CommandError
from pulumi.automation.events import EngineEvent

from engine.errors import EngineError
from engine.runner.command import EngineCommand
from engine.runner.locks import EngineLock, only_run, remove_dead_locks
from engine.runner.outcomes import RunFailedError, RunInterruptedError
from engine.runner.pending import Pending, pending_creates
from engine.runner.seal import Seal
from engine.runner.workspace import LocalStack

Operation = Literal["up", "preview", "destroy"]
OnEvent = Callable[[EngineEvent], object]


@dataclass(kw_only=True)
class Notices:
    """What a run found and put right before it began."""

    dead_locks: list[EngineLock] = field(default_factory=list[EngineLock])
    recovered: list[Pending] = field(default_factory=list[Pending])


@dataclass(frozen=True, kw_only=True)
class Session:
    """A local stack and the program that describes it, ready to be run."""

    stack: LocalStack
    pulumi: Path
    program: Callable[[], None]
    on_event: OnEvent
    on_interrupt: Callable[[int], object]
    restore_command: str

    @property
    def seal(self) -> Seal:
        """The guard of the stack's state."""
        return Seal(self.stack.state_file, self.stack.folder / "sealed", self.restore_command)

    @contextlib.contextmanager
    def alone(self, command: str) -> Generator[Notices]:
        """Hold the stack with a sound state for the time of a command; raises EngineError."""
        with only_run(self.stack.folder / "run.lock", command):
            notices = Notices(dead_locks=remove_dead_locks(self.stack.lock_folder))
            self.seal.check()
            self.seal.open()
            try:
                yield notices
            finally:
                self.seal.close()

    def run(self, operation: Operation, notices: Notices) -> None:
        """Run the engine; raises RunFailedError or RunInterruptedError if it fell short."""
        command = EngineCommand(self.pulumi)
        with _interruptible(command, self.on_interrupt) as stops:
            try:
                stack = self._engine_stack(command)
                notices.recovered.extend(self._recover(stack))
                self._start(stack, operation)
            except CommandError as error:
                if stops:
                    raise RunInterruptedError from error
                raise RunFailedError(str(error)) from error

    def _engine_stack(self, command: EngineCommand) -> Stack:
        return create_or_select_stack(
            stack_name=self.stack.stack,
            project_name=self.stack.project,
            program=self.program,
            opts=LocalWorkspaceOptions(
                work_dir=str(self.stack.folder),
                env_vars=self.stack.environment(),
                pulumi_command=command,
            ),
        )

    def _start(self, stack: Stack, operation: Operation) -> None:
        match operation:
            case "up":
                stack.up(on_event=self.on_event, suppress_outputs=True, color="never")
            case "preview":
                stack.preview(on_event=self.on_event, suppress_outputs=True, color="never")
            case "destroy":
                stack.destroy(on_event=self.on_event, suppress_outputs=True, color="never")

    def _recover(self, stack: Stack) -> list[Pending]:
        """Settle what an interrupted run was creating: what came to be is taken over by its id."""
        pending = pending_creates(self.stack.state_file)
        if pending:
            pairs = [part for p in pending if p.id for part in (p.urn, p.id)]
            imports = [f"--import-pending-creates={part}" for part in pairs]
            stack.workspace.pulumi_command.run(
                [
                    "refresh",
                    "--yes",
                    "--skip-preview",
                    "--clear-pending-creates",
                    *imports,
                    "--stack",
                    self.stack.stack,
                ],
                str(self.stack.folder),
                self.stack.environment(),
            )
        return pending


@contextlib.contextmanager
def _interruptible(
    command: EngineCommand, on_interrupt: Callable[[int], object]
) -> Generator[list[int]]:
    """Turn SIGINT, SIGTERM and SIGHUP into a request to the engine; the third ends it."""
    stops: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stops.append(number)
        on_interrupt(len(stops))
        if len(stops) <= 2:
            command.interrupt()
        else:
            command.kill()

    if threading.current_thread() is not threading.main_thread():
        yield stops
        return
    wanted = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, stop) for number in wanted}
    try:
        yield stops
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def state_error(error: OSError) -> EngineError:
    """Return the error for a state folder that cannot be used."""
    return EngineError(
        what="the state of this stack cannot be used",
        why=str(error),
        way_out="make room, or make the folder readable and writable, and run this again",
    )
