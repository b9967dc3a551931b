"""Settles what a run that was cut off left in the state, before the next one begins."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pulumi.automation import Stack
from pulumi.automation.errors import CommandError
from pydantic import BaseModel, Field, JsonValue

from engine.runner.files import write_private
from engine.runner.pending import Pending, pending, settled, unfinished_deletions
from engine.runner.workspace import LocalStack

Deployment = dict[str, JsonValue]


class _Checkpoint(BaseModel):
    latest: Deployment | None = None


class _State(BaseModel):
    checkpoint: _Checkpoint


class _Export(BaseModel, extra="allow"):
    """An exported state; what else is in it goes back as it came."""

    deployment: Deployment = Field(default_factory=Deployment)


def pending_in(state: Path) -> list[Pending]:
    """Return the steps that a state file names as pending; none where there is no state."""
    if not state.exists():
        return []
    return pending(_State.model_validate_json(state.read_bytes()).checkpoint.latest)


def resources_in(state: Path) -> int:
    """Return how many resources a state file holds, pending ones included."""
    latest = _State.model_validate_json(state.read_bytes()).checkpoint.latest or {}
    resources = latest.get("resources")
    return len(resources if isinstance(resources, list) else []) + len(pending(latest))


def recover(
    stack: Stack, local: LocalStack, operation: str, tell: Callable[[Pending], object]
) -> None:
    """Settle pending steps and tell each; CommandError if the engine cannot.

    What was being created is recorded, so that the refresh of the run that follows finds out; what
    was being deleted is deleted to its end, unless the run deletes everything or nothing.
    """
    steps = pending_in(local.state_file)
    if operation == "up" and (urns := unfinished_deletions(steps)):
        _finish_deletions(stack, local, urns)
        steps = [*(s for s in steps if s.urn in urns), *_others(pending_in(local.state_file), urns)]
    if any(step.operation == "creating" for step in steps):
        _record_creations(stack, local)
    for step in steps:
        tell(step)


def _others(steps: list[Pending], urns: list[str]) -> list[Pending]:
    return [step for step in steps if step.urn not in urns]


def _finish_deletions(stack: Stack, local: LocalStack, urns: list[str]) -> None:
    targets = [part for urn in urns for part in ("--target", urn)]
    arguments = ["destroy", "--yes", "--skip-preview", "--refresh=false", *targets]
    # Where something else still needs it, the engine refuses: then up finds it as it is.
    with suppress(CommandError):
        _engine(stack, local, arguments)


def _record_creations(stack: Stack, local: LocalStack) -> None:
    """Rewrite the state through the engine; secrets in it stay encrypted throughout."""
    exported = _Export.model_validate_json(_engine(stack, local, ["stack", "export"]))
    exported.deployment = settled(exported.deployment)
    file = local.folder / "recovery.json"
    try:
        write_private(file, exported.model_dump_json().encode())
        _engine(stack, local, ["stack", "import", "--file", str(file)])
    finally:
        file.unlink(missing_ok=True)


def _engine(stack: Stack, local: LocalStack, arguments: list[str]) -> str:
    command = stack.workspace.pulumi_command
    arguments = [*arguments, "--stack", local.stack]
    return command.run(arguments, str(local.folder), local.environment()).stdout
