"""One run of the engine on a local stack, with everything that must hold before and after it."""

import contextlib
import shutil
import signal
import threading
import warnings
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Literal

from pulumi.automation import Stack
from pulumi.automation.errors import CommandError
from pulumi.automation.events import EngineEvent

from engine.errors import EngineError
from engine.runner.backend import tidy
from engine.runner.changes import Changes
from engine.runner.command import EngineCommand, StoppedError
from engine.runner.engine_stack import EngineStack, explained, said
from engine.runner.leftovers import EngineRecord
from engine.runner.locks import WAIT_SECONDS, EngineLock, only_run, remove_dead_locks
from engine.runner.outcomes import Found, RunFailedError, RunInterruptedError
from engine.runner.pending import Pending
from engine.runner.places import not_writable
from engine.runner.recovery import pending_in, recover, resources_in
from engine.runner.seal import Restored, Seal
from engine.runner.state import unprotected_copy
from engine.runner.unsettled import UnsettledRecord, unanswered
from engine.runner.workspace import LocalStack, secret_names

Operation = Literal["up", "preview", "refresh", "destroy", "destroy_unprotected"]
"""The last one leaves what is protected, and all that this needs."""
OnEvent = Callable[[EngineEvent], object]
OnInterrupt = Callable[[int], object]


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
    on_interrupt: OnInterrupt
    restore_command: str
    settled_command: str
    """How a user says that they have looked for what a run may have left in a cloud."""

    @property
    def seal(self) -> Seal:
        """The guard of the stack's state."""
        return Seal(self.stack.state_file, self.stack.folder / "sealed", self.restore_command)

    @contextlib.contextmanager
    def alone(self, command: str) -> Generator[Notices]:
        """Hold the stack with a sound state for the time of a command; raises EngineError."""
        with self._held(command) as notices, self._sealed():
            yield notices

    @property
    def unsettled(self) -> UnsettledRecord:
        """The note of what may be in a cloud without the engine knowing of it."""
        return UnsettledRecord(self.stack.folder / "unsettled.json")

    def run(self, operation: Operation, notices: Notices, replace: Sequence[str] = ()) -> None:
        """Run the engine; `replace` are URNs that up makes anew whether they changed or not.

        Raises RunFailedError, RunInterruptedError or EngineError.
        """
        changes = Changes()

        def watch(event: EngineEvent) -> None:
            changes.take(event)
            self.on_event(event)

        try:
            self._run(self.stack, operation, watch, notices.recovered.append, replace)
        finally:
            self.unsettled.add(unanswered(changes))

    def settle(self, unsettled: Found) -> None:
        """Raise EngineError while something may be in a cloud that nobody has looked for."""
        steps = pending_in(self.stack.state_file)
        self.unsettled.settle(unsettled, steps, self.settled_command)

    def foresee(self) -> None:
        """Preview on a copy of the state in which nothing is protected; raises what a run raises.

        The engine says of a protected resource only that it is; here it says what would happen.
        """
        with unprotected_copy(self.stack) as copy:
            self._run(copy, "preview", self.on_event, lambda _: None, ())

    def _run(
        self,
        local: LocalStack,
        operation: Operation,
        on_event: OnEvent,
        tell: Callable[[Pending], object],
        replace: Sequence[str],
    ) -> None:
        command = EngineCommand(self.pulumi, self._record)
        with interruptible(command, self.on_interrupt) as stops, warnings.catch_warnings():
            # The events of an engine that was ended break off; that is no news.
            warnings.filterwarnings("ignore", message="Error in event stream")
            try:
                stack = EngineStack(local, command)
                recover(stack, local, operation, tell)
                self._start(stack, operation, on_event, replace)
            except StoppedError as error:
                raise RunInterruptedError from error
            except CommandError as error:
                if stops:
                    raise RunInterruptedError from error
                words = str(error)
                raise explained(words, self.stack) or RunFailedError(said(words)) from error

    def restore(self, command: str) -> Restored:
        """Put the last sound state back; raises EngineError if there is none, or no need."""
        with self._held(command):
            return self.seal.restore()

    def remove(self) -> frozenset[str]:
        """Remove the private folder of a stack that is empty now; call it within `alone`.

        Returns the names of the secrets that its user set, which stay with the key to them, or
        nothing if nothing is left. Raises EngineError if the stack still has resources.
        """
        if self.stack.state_file.exists() and (left := resources_in(self.stack.state_file)):
            raise EngineError(
                what=f"the stack still has {left} resources",
                why="removing its state would leave them behind with nobody knowing of them",
                way_out="run ./plinth destroy to its end first",
            )
        return self.forget()

    def forget(self) -> frozenset[str]:
        """Remove the private folder whatever its state holds, which its caller has removed.

        Call it within `alone`. Returns the names of the secrets that stay, as `remove` does.
        """
        kept = secret_names(self.stack.stack_file)
        # The seal first: a state that is gone under a seal would be taken for a loss.
        shutil.rmtree(self.seal.folder, ignore_errors=True)
        for path in self.stack.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path != self.stack.stack_file or not kept:
                path.unlink(missing_ok=True)
        if not kept:
            for folder in (self.stack.folder, self.stack.folder.parent):
                with contextlib.suppress(OSError):  # another stack of the project is still there
                    folder.rmdir()
        return kept

    @property
    def _record(self) -> EngineRecord:
        return EngineRecord(self.stack.folder / "engine.json")

    @contextlib.contextmanager
    def _held(self, command: str) -> Generator[Notices]:
        with only_run(self.stack.folder / "run.lock", command):
            self._record.settle(WAIT_SECONDS)
            notices = Notices(dead_locks=remove_dead_locks(self.stack.lock_folder))
            with contextlib.suppress(OSError):  # untidy is no reason to stop
                tidy(self.stack.backend)
            yield notices

    @contextlib.contextmanager
    def _sealed(self) -> Generator[None]:
        try:
            self.seal.check()
            self.seal.open()
        except OSError as error:
            raise not_writable(self.seal.folder, error) from error
        try:
            yield
        finally:
            # A disk that is full now: the seal stays open, and the next run checks the form only.
            with contextlib.suppress(OSError):
                self.seal.close()

    def _start(
        self, stack: Stack, operation: Operation, on_event: OnEvent, replace: Sequence[str]
    ) -> None:
        match operation:
            case "up":
                stack.up(
                    program=self.program,
                    replace=list(replace),
                    on_event=on_event,
                    suppress_outputs=True,
                    color="never",
                )
            case "preview":
                stack.preview(
                    program=self.program,
                    on_event=on_event,
                    suppress_outputs=True,
                    color="never",
                )
            case "refresh":
                stack.refresh(on_event=on_event, suppress_outputs=True, color="never")
            case "destroy":
                stack.destroy(on_event=on_event, suppress_outputs=True, color="never")
            case "destroy_unprotected":
                stack.destroy(
                    on_event=on_event, suppress_outputs=True, color="never", exclude_protected=True
                )


@contextlib.contextmanager
def interruptible(command: EngineCommand, on_interrupt: OnInterrupt) -> Generator[list[int]]:
    """Turn SIGINT, SIGTERM and SIGHUP into a request to the engine; the third ends it."""
    stops: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stops.append(number)
        # The second is not passed on: to the engine it means the same as an end at once.
        if len(stops) == 1:
            command.interrupt()
        elif len(stops) > 2:
            command.kill()
        with contextlib.suppress(OSError):  # after a SIGHUP there is no terminal to write to
            on_interrupt(len(stops))

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
