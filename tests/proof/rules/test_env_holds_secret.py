from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "env-holds-secret"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("API_KEY", "sk-123", "looks like a credential in plain text"),
        ("CACHE", "redis://:hunter2@cache:6379", "holds an address with a password in it"),
    ],
)
def test_it_finds_credentials_and_never_repeats_them(
    tmp_path: Path, name: str, value: str, said: str
) -> None:
    assert finds(tmp_path, _RULE, web(f'env: {{{name}: "{value}"}}')) == [
        f"workloads.web.env.{name}: {said}"
    ]


def test_it_finds_them_in_configs(tmp_path: Path) -> None:
    patch = "configs: {settings: {values: {ADMIN_PASSWORD: hunter2}}}"

    assert finds(tmp_path, _RULE, patch) == [
        "configs.settings.values.ADMIN_PASSWORD: looks like a credential in plain text"
    ]


def test_it_passes_what_stands_for_a_secret(tmp_path: Path) -> None:
    patch = web('env: {DB_PASSWORD: "$(DATABASE_MAIN_PASSWORD)", LOG_LEVEL: info}')

    assert finds(tmp_path, _RULE, patch) == []
