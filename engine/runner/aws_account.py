"""Whose AWS account a run would work in, asked of the aws command that kubeconfigs need too."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from typing import cast

from engine.errors import EngineError

_SECONDS = 60


def refuse_other_account(named: str, role: str | None, environment: Mapping[str, str]) -> None:
    """Raise EngineError unless the credentials at hand are those of the account that is named.

    A role that is assumed decides the account by itself: its ARN must name the same one.
    """
    if role is not None and f"::{named}:" not in role:
        raise _another(named, f"the role {role} is of another account")
    found = _caller(environment)
    if role is None and found != named:
        raise _another(named, f"the credentials at hand are of account {found}")


def _caller(environment: Mapping[str, str]) -> str:
    program = shutil.which("aws", path=environment.get("PATH"))
    if program is None:
        raise EngineError(
            what="the aws command is not on PATH",
            why="kubeconfigs of EKS ask it for a token each time, and so does this check",
            way_out="install the AWS command line, version 2; ./plinth rehearse needs no account",
        )
    command = [program, "sts", "get-caller-identity", "--output", "json"]
    try:
        answer = subprocess.run(
            command,
            env=dict(environment),
            capture_output=True,
            text=True,
            errors="replace",
            stdin=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _no_credentials(str(error)) from error
    if answer.returncode != 0:
        raise _no_credentials(answer.stderr.strip() or f"aws ended with {answer.returncode}")
    try:
        return str(cast("dict[str, object]", json.loads(answer.stdout))["Account"])
    except (ValueError, KeyError, TypeError) as error:
        raise _no_credentials("aws answered something else than an identity") from error


def _another(named: str, why: str) -> EngineError:
    return EngineError(
        what=f"this stack belongs to the AWS account {named}; nothing was touched",
        why=why,
        way_out="take that account's credentials (AWS_PROFILE), or name the other one: account.id",
    )


def _no_credentials(why: str) -> EngineError:
    return EngineError(
        what="there are no AWS credentials that work",
        why=why,
        way_out="aws sso login (or AWS_PROFILE=...); ./plinth rehearse needs no account",
    )
