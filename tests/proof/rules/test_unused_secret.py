from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "unused-secret"
_SECRET = "secrets: {login: {kind: supplied, key: .dockerconfigjson}}\n"


def test_it_finds_a_secret_without_a_reader(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _SECRET) == ["secrets.login: no workload uses it"]


@pytest.mark.parametrize("use", ["secret_env: {LOGIN: login}", "pull_secrets: [login]"])
def test_it_passes_a_secret_with_one(tmp_path: Path, use: str) -> None:
    assert finds(tmp_path, _RULE, _SECRET + web(use)) == []
