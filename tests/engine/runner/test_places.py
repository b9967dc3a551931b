"""The data folder and the passphrase in it."""

import threading
from pathlib import Path

import pytest

from engine.errors import EngineError
from engine.runner.places import Places


def test_the_data_folder_is_what_the_environment_names(tmp_path: Path):
    assert Places.of_user({"PLINTH_DATA": str(tmp_path)}).root == tmp_path


def test_a_relative_data_folder_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert Places.of_user({"PLINTH_DATA": "data"}).root == tmp_path / "data"


def test_without_a_setting_it_is_the_systems_place_for_plinth():
    assert Places.of_user({}).root.name == "plinth"


def test_the_passphrase_is_long_private_and_made_once(tmp_path: Path):
    places = Places(tmp_path / "data")
    places.ensure_passphrase()
    first = places.passphrase.read_text()
    places.ensure_passphrase()
    assert len(first) >= 40
    assert places.passphrase.read_text() == first
    assert places.passphrase.stat().st_mode & 0o777 == 0o600
    assert places.root.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in places.root.iterdir()] == ["passphrase"]


def test_first_runs_at_once_agree_on_one_passphrase(tmp_path: Path):
    places, seen = Places(tmp_path), set[str]()
    barrier = threading.Barrier(8)

    def first_run() -> None:
        barrier.wait()
        places.ensure_passphrase()
        seen.add(places.passphrase.read_text())

    threads = [threading.Thread(target=first_run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["passphrase"]


def test_a_lost_passphrase_is_not_replaced_while_a_stack_needs_it(tmp_path: Path):
    places = Places(tmp_path)
    folder = places.stack("shop", "dev")
    folder.mkdir(parents=True)
    (folder / "Pulumi.dev.yaml").write_text("{}")
    with pytest.raises(EngineError, match=r"passphrase is gone; .*shop/dev needs it"):
        places.ensure_passphrase()
    assert not places.passphrase.exists()


def test_an_empty_passphrase_file_is_refused(tmp_path: Path):
    places = Places(tmp_path)
    places.passphrase.write_text("\n")
    with pytest.raises(EngineError, match="passphrase is empty"):
        places.ensure_passphrase()


def test_a_data_folder_that_cannot_be_made_is_named_with_the_way_out(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(EngineError, match=r"(?s)data folder .* cannot be written.*PLINTH_DATA"):
        Places(tmp_path / "file" / "data").ensure_passphrase()
