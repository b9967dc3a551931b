"""Secrets that a user sets: encrypted by the engine, never on a command line or in a log."""

import subprocess
from pathlib import Path

from engine.errors import EngineError
from engine.runner.engine_stack import explained
from engine.runner.workspace import LocalStack


def set_secret(stack: LocalStack, pulumi: Path, name: str, value: str) -> None:
    """Encrypt a value into the private stack file; raises EngineError."""
    key = f"platform:{name}"
    _engine(stack, pulumi, ["stack", "select", stack.stack, "--create"])
    _engine(stack, pulumi, ["config", "set", "--secret", key, "--stack", stack.stack], value)


def _engine(stack: LocalStack, pulumi: Path, words: list[str], given: str = "") -> None:
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
        raise explained(said, stack) or EngineError(
            what="the secret was not set",
            why=said,
            way_out="mend that and run the same command again",
        )
