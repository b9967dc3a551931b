"""Where the state of a cloud stack is kept."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from engine.errors import EngineError
from engine.runner.cloud_backend import chosen_backend


def _project(folder: Path, text: str = "name: shop\n") -> Path:
    file = folder / "Pulumi.yaml"
    file.write_text(text)
    return file


def _home(folder: Path, **credentials: object) -> Mapping[str, str]:
    (folder / ".pulumi").mkdir()
    (folder / ".pulumi" / "credentials.json").write_text(json.dumps(credentials))
    return {"HOME": str(folder)}


def test_the_environment_wins_over_the_project_and_that_over_the_login(tmp_path: Path) -> None:
    home = _home(tmp_path, current="s3://login")
    project = _project(tmp_path, "name: shop\nbackend: {url: s3://project}\n")
    assert chosen_backend(project, {**home, "PULUMI_BACKEND_URL": "s3://own"}) == "s3://own"
    assert chosen_backend(project, home) == "s3://project"
    assert chosen_backend(_project(tmp_path), home) == "s3://login"


def test_pulumis_own_home_holds_the_login_where_it_is_set(tmp_path: Path) -> None:
    (tmp_path / "credentials.json").write_text('{"current": "s3://elsewhere"}')
    environ = {"HOME": "/nonexistent", "PULUMI_HOME": str(tmp_path)}
    assert chosen_backend(_project(tmp_path), environ) == "s3://elsewhere"


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"current": ""}', '{"current": 7}'])
def test_without_a_login_the_way_out_is_one(tmp_path: Path, content: str) -> None:
    (tmp_path / "credentials.json").write_text(content)
    with pytest.raises(EngineError, match="nobody has said where the state") as caught:
        chosen_backend(_project(tmp_path), {"PULUMI_HOME": str(tmp_path)})
    assert "pulumi login s3://BUCKET" in caught.value.way_out


@pytest.mark.parametrize("spelled", ["file://~", "file://~/"])
def test_the_home_folder_is_refused_unless_it_was_asked_for(tmp_path: Path, spelled: str) -> None:
    home = _home(tmp_path, current=spelled)
    with pytest.raises(EngineError, match="not kept in a home folder unless you ask"):
        chosen_backend(_project(tmp_path), home)
    insisting = {**home, "PULUMI_BACKEND_URL": spelled}
    assert chosen_backend(_project(tmp_path), insisting) == spelled
