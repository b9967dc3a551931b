"""The private project folder of a local stack."""

import json
from pathlib import Path

import pytest

from engine.errors import EngineError
from engine.runner.places import Places
from engine.runner.workspace import LocalStack, read_private, secret_names

SECRET = {"secure": "v1:abc"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    file = tmp_path / "Pulumi.yaml"
    file.write_text("name: shop\n")
    return file


@pytest.fixture
def stack(tmp_path: Path) -> LocalStack:
    return LocalStack(
        project="shop",
        stack="dev",
        places=Places(tmp_path / "data"),
        checkout=tmp_path / "checkout",
        bin_folders=(tmp_path / "shims", tmp_path / "tools"),
    )


def test_the_first_write_makes_a_private_project(stack: LocalStack, project: Path):
    stack.write(project, {"platform:spec": {"a": [1]}})
    assert (stack.folder / "Pulumi.yaml").read_text() == "name: shop\n"
    assert read_private(stack.stack_file) == {"config": {"platform:spec": {"a": [1]}}}
    assert stack.backend.is_dir()
    assert stack.engine_home.is_dir()


def test_everything_that_is_written_is_for_its_user_only(stack: LocalStack, project: Path):
    stack.write(project, {})
    paths = [path for path in stack.places.root.rglob("*") if path.name != "plugins"]
    assert {p.stat().st_mode & 0o777 for p in paths if p.is_file()} == {0o600}
    assert {p.stat().st_mode & 0o777 for p in paths if p.is_dir()} == {0o700}


def test_secrets_and_the_engines_keys_survive_a_write_and_nothing_else_does(
    stack: LocalStack, project: Path
):
    stack.folder.mkdir(parents=True)
    stack.stack_file.write_text(
        "encryptionsalt: v1:salt\nother: gone\n"
        "config:\n  platform:token: {secure: v1:abc}\n  platform:old: 1\n"
    )
    stack.write(project, {"platform:spec": {}})
    assert read_private(stack.stack_file) == {
        "encryptionsalt": "v1:salt",
        "config": {"platform:token": SECRET, "platform:spec": {}},
    }


def test_the_shipped_project_file_is_not_touched(stack: LocalStack, project: Path):
    project.chmod(0o400)
    stack.write(project, {})
    assert project.read_text() == "name: shop\n"


@pytest.mark.parametrize(
    "content",
    [b"config: [", b"\xff\xfe\x00\xd8", b"", b"- a\n", b"text", b"a: 1\na: 2\n"],
    ids=["cut off", "binary", "emptied", "a list", "a text", "a key twice"],
)
def test_a_broken_private_file_is_refused_and_stays_as_it_is(
    stack: LocalStack, project: Path, content: bytes
):
    stack.folder.mkdir(parents=True)
    stack.stack_file.write_bytes(content)
    with pytest.raises(EngineError, match=r"(?s)private stack file .* is broken.*remove it"):
        stack.write(project, {"platform:spec": {}})
    assert stack.stack_file.read_bytes() == content


def test_a_data_folder_that_cannot_be_written_is_named(stack: LocalStack, project: Path):
    stack.places.root.write_text("in the way")
    with pytest.raises(EngineError, match=r"data folder .* cannot be written"):
        stack.write(project, {})


def test_a_full_disk_leaves_the_old_private_file(
    stack: LocalStack, project: Path, monkeypatch: pytest.MonkeyPatch
):
    stack.write(project, {"platform:spec": {"a": 1}})
    before = stack.stack_file.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(EngineError, match=r"(?s)No space left on device.*make room"):
        stack.write(project, {"platform:spec": {"a": 2}})
    assert stack.stack_file.read_bytes() == before


def test_names_of_secrets_are_told_without_their_namespace(tmp_path: Path):
    file = tmp_path / "Pulumi.dev.yaml"
    file.write_text(json.dumps({"config": {"platform:token": SECRET, "platform:spec": {"a": 1}}}))
    assert secret_names(file) == {"token"}


def test_no_private_file_has_no_secrets(tmp_path: Path):
    assert secret_names(tmp_path / "none") == frozenset()


def test_a_structure_that_only_looks_like_a_secret_is_none(tmp_path: Path):
    file = tmp_path / "Pulumi.dev.yaml"
    file.write_text(json.dumps({"config": {"platform:spec": {"secure": "x", "more": 1}}}))
    assert secret_names(file) == frozenset()


def test_the_engine_gets_none_of_the_users_own_engine_settings(stack: LocalStack):
    base = {"PULUMI_ACCESS_TOKEN": "t", "PULUMI_HOME": "/elsewhere", "PATH": "/bin", "HOME": "/me"}
    environment = stack.environment(base)
    assert "PULUMI_ACCESS_TOKEN" not in environment
    assert environment["PULUMI_HOME"] == str(stack.engine_home)
    assert environment["PULUMI_STACK"] == "dev"
    assert environment["HOME"] == "/me"


def test_plinths_tools_come_before_the_users(stack: LocalStack, tmp_path: Path):
    path = stack.environment({"PATH": "/bin"})["PATH"]
    assert path == f"{tmp_path / 'shims'}:{tmp_path / 'tools'}:/bin"


def test_the_state_lies_in_the_private_folder(stack: LocalStack):
    where = stack.environment({})["PULUMI_BACKEND_URL"]
    assert where == f"file://{stack.folder}/state?metadata=skip"
