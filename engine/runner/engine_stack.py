"""Pulumi's automation interface less the engine runs that a local stack does not need."""

import re
from datetime import UTC, datetime
from pathlib import Path

from pulumi.automation import (
    LocalWorkspace,
    OutputMap,
    Stack,
    UpdateSummary,
)

# The one name that a stack of a class of its own needs and that is not exported.
from pulumi.automation._stack import StackInitMode

from engine.errors import EngineError
from engine.runner.command import EngineCommand
from engine.runner.workspace import LocalStack


class EngineWorkspace(LocalWorkspace):
    """The private folder of a local stack.

    Every engine run costs a derivation of the key: half a second of one core. Selecting a stack
    is not needed where each command names it, and outputs would be read back only to be dropped.
    """

    def __init__(self, stack: LocalStack, command: EngineCommand) -> None:
        super().__init__(
            work_dir=str(stack.folder), env_vars=stack.environment(), pulumi_command=command
        )
        self._state_file: Path = stack.state_file

    def select_stack(self, stack_name: str) -> None:
        """Make the stack if it does not exist yet."""
        if not self._state_file.exists():
            self.create_stack(stack_name)

    def create_stack(self, stack_name: str) -> None:
        """Make the stack, without noting it as the one that commands mean by default."""
        arguments = ["stack", "init", stack_name, "--no-select"]
        self.pulumi_command.run(arguments, self.work_dir, self.env_vars)

    def stack_outputs(self, stack_name: str) -> OutputMap:
        """Return nothing: outputs may be secrets, and nobody asks for them here."""
        del stack_name
        return {}


class EngineStack(Stack):
    """A local stack as the engine sees it."""

    def __init__(self, stack: LocalStack, command: EngineCommand) -> None:
        super().__init__(stack.stack, EngineWorkspace(stack, command), StackInitMode.SELECT)

    def info(self, show_secrets: bool = True) -> UpdateSummary:  # noqa: FBT001, FBT002 - the base's
        """Return no more than the run's success, which is known: a failed one raised."""
        del show_secrets
        now = datetime.now(UTC)
        return UpdateSummary("update", now, "", {}, {}, "succeeded", now)


def explained(text: str, stack: LocalStack) -> EngineError | None:
    """Return the error behind an engine's words, where they need explaining."""
    if "incorrect passphrase" in text:
        return EngineError(
            what=f"the passphrase does not open {stack.stack_file}; nothing was touched",
            why=f"{stack.places.passphrase} holds another one than this stack was made with",
            way_out=(
                "put the old passphrase file back from a backup; if it is lost, so is all that the "
                f"stack holds: remove {stack.folder}, then ./plinth up --recreate makes it anew"
            ),
        )
    if killed := re.search(r"code: -(\d+)", text):
        return EngineError(
            what="the engine was killed before it was done",
            why=f"it was ended by signal {killed.group(1)}; too little memory is the usual reason",
            way_out="run ./plinth up: it settles what was in flight and goes on",
        )
    return None


def said(text: str) -> str:
    """Return what the engine printed, from the words of the library around it; errors first."""
    found = re.search(r"\n stdout: (?P<out>.*)\n stderr: (?P<err>.*)\Z", text, re.DOTALL)
    if found is None:
        return text.strip()
    return found["err"].strip() or found["out"].strip() or text.strip()
