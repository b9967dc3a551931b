"""Secrets that a user sets: encrypted by the engine, never on a command line or in a log."""

import subprocess
from pathlib import Path

from engine.errors import EngineError
from engine.runner.cloud import CloudStack
from engine.runner.engine_stack import explained
from engine.runner.workspace import LocalStack


def set_secret(stack: LocalStack | CloudStack, pulumi: Path, name: str, value: str) -> None:
    """Encrypt a value into the stack file that the engine works with; raises EngineError."""
    _engine(stack, pulumi, ["stack", "select", stack.stack, "--create"])
    key = f"platform:{name}"
    _engine(stack, pulumi, ["config", "set", "--secret", key, "--stack", stack.stack], value)


def _engine(
    stack: LocalStack | CloudStack, pulumi: Path, words: list[str], given: str = ""
) -> None:
    ended = subprocess.run(
        [pulumi, "--non-interactive", *words],
        cwd=stack.folder,
        env=stack.environment(),
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode != 0:
        said = ended.stderr.strip()
        known = explained(said, stack) if isinstance(stack, LocalStack) else None
        raise known or EngineError(
            what="the secret was not set",
            why=said,
            way_out="mend that and run the same command again",
        )
