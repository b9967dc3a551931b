"""Another account than the one that is named is refused."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from engine.errors import EngineError
from engine.runner.aws_account import refuse_other_account

OURS, THEIRS = "123456789012", "210987654321"
ROLE = f"arn:aws:iam::{OURS}:role/deployer"


def _aws(folder: Path, script: str) -> Mapping[str, str]:
    """A machine whose aws command does what the script says."""
    program = folder / "aws"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return {"PATH": f"{folder}:/usr/bin:/bin"}


def _answers(folder: Path, account: str) -> Mapping[str, str]:
    asked = '[ "$1 $2" = "sts get-caller-identity" ] || exit 9'
    return _aws(folder, f'{asked}\necho \'{{"Account": "{account}"}}\'')


def test_the_named_account_passes(tmp_path: Path) -> None:
    refuse_other_account(OURS, None, _answers(tmp_path, OURS))


def test_another_account_is_refused_with_both_numbers(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=f"belongs to the AWS account {OURS}") as caught:
        refuse_other_account(OURS, None, _answers(tmp_path, THEIRS))
    assert THEIRS in caught.value.why


def test_a_role_decides_and_the_caller_may_be_of_another_account(tmp_path: Path) -> None:
    refuse_other_account(OURS, ROLE, _answers(tmp_path, THEIRS))


def test_a_role_of_another_account_is_refused_before_anybody_is_asked() -> None:
    with pytest.raises(EngineError, match="nothing was touched") as caught:
        refuse_other_account(THEIRS, ROLE, {"PATH": ""})
    assert ROLE in caught.value.why


def test_without_the_aws_command_the_message_says_what_it_is_for(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="aws command is not on PATH") as caught:
        refuse_other_account(OURS, None, {"PATH": str(tmp_path)})
    assert "kubeconfigs of EKS" in caught.value.why


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("echo 'Unable to locate credentials' >&2; exit 253", "Unable to locate credentials"),
        ("exit 7", "aws ended with 7"),
        ("echo hello", "something else than an identity"),
        ("echo '{}'", "something else than an identity"),
        ("echo '[]'", "something else than an identity"),
    ],
)
def test_credentials_that_do_not_work_are_said_to(tmp_path: Path, script: str, why: str) -> None:
    with pytest.raises(EngineError, match="no AWS credentials that work") as caught:
        refuse_other_account(OURS, None, _aws(tmp_path, script))
    assert why in caught.value.why
