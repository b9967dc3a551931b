from pathlib import Path

from tests.proof.kit import finds, web

_RULE = "unused-config"
_CONFIG = "configs: {settings: {values: {LOG_LEVEL: info}}}\n"


def test_it_finds_a_config_without_a_reader(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _CONFIG) == ["configs.settings: no workload uses it"]


def test_it_passes_a_config_with_one(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _CONFIG + web("configs: {settings: {}}")) == []
