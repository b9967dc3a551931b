from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "command-holds-secret"


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ("command: [serve, --api-key=sk-123]", "command[1]"),
        ("args: [password=hunter2]", "args[0]"),
        ("args: [--password, hunter2]", "args[1]"),
        ("args: ['postgres://me:hunter2@db/main']", "args[0]"),
        ("migration: {command: [migrate], args: [-token=abcde]}", "migration.args[0]"),
    ],
)
def test_it_finds_credentials_and_never_repeats_them(
    tmp_path: Path, fields: str, place: str
) -> None:
    assert finds(tmp_path, _RULE, web(fields)) == [
        f"workloads.web.{place}: looks like a credential in plain text"
    ]


@pytest.mark.parametrize(
    "fields",
    [
        "command: [serve, --api-key=$(API_KEY)]",
        "args: [--password, $(PASSWORD), --verbose]",
        "args: [--password-file=/run/secrets/db, --token, --verbose]",
        "args: ['postgres://me@db/main']",
        "args: [password, hunter2]",
        "args: [--prompt=password, hunter2]",
    ],
)
def test_it_passes_what_stands_for_a_secret(tmp_path: Path, fields: str) -> None:
    assert finds(tmp_path, _RULE, web(fields)) == []
