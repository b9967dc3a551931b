from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from engine.toolbox import locks
from engine.toolbox.errors import CacheInUseError, CacheNotWritableError
from engine.toolbox.store import Damaged, Manifest, Store, clean, remove
from tests.engine.toolbox.kit import executable, make_machine, says, tiny_set


def install(store: Store) -> Path:
    tools = tiny_set()
    store.root.mkdir(parents=True, exist_ok=True)
    with store.staging(tools) as staging:
        executable(staging / "bin" / "tiny", says("1.2.3"))
        store.publish(tools, staging, "built")
    return store.folder_of(tools)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(make_machine(tmp_path))


def test_a_published_set_is_installed(store: Store) -> None:
    folder = install(store)
    manifest = store.installed(tiny_set())
    assert isinstance(manifest, Manifest)
    assert manifest.origin == "built"
    assert manifest.binaries["tiny"].size == (folder / "bin" / "tiny").stat().st_size
    assert [path.name for path in store.root.iterdir()] == [folder.name]


def test_nothing_is_installed_at_first(store: Store) -> None:
    assert store.installed(tiny_set()) is None


def damage_size(folder: Path) -> None:
    with (folder / "bin" / "tiny").open("a", encoding="utf-8") as file:
        file.write("#")


DAMAGES = {
    "tiny has 36 bytes instead of 35": damage_size,
    "tiny is missing": lambda folder: (folder / "bin" / "tiny").unlink(),
    "tiny is not executable": lambda folder: (folder / "bin" / "tiny").chmod(0o644),
    "it was never finished": lambda folder: (folder / "manifest.json").unlink(),
    "its manifest cannot be read": lambda folder: (folder / "manifest.json").write_text("{"),
}


@pytest.mark.parametrize("reason", DAMAGES)
def test_a_set_that_is_not_what_its_manifest_says_is_damaged(store: Store, reason: str) -> None:
    folder = install(store)
    DAMAGES[reason](folder)
    assert store.installed(tiny_set()) == Damaged(folder, reason)


def test_a_damaged_set_is_replaced_as_a_whole(store: Store) -> None:
    folder = install(store)
    (folder / "leftover").write_text("x", encoding="utf-8")
    install(store)
    assert not (folder / "leftover").exists()
    assert [path.name for path in store.root.iterdir()] == [folder.name]


def test_what_a_dead_run_staged_is_removed_by_the_next(store: Store) -> None:
    left = store.root / ".staging-tiny-dead" / "bin"
    left.mkdir(parents=True)
    other = store.root / ".staging-other-alive"
    other.mkdir()
    install(store)
    assert not left.exists()
    assert other.exists()


def test_staging_is_gone_after_a_failure(store: Store) -> None:
    store.root.mkdir(parents=True)
    with pytest.raises(KeyboardInterrupt), store.staging(tiny_set()):
        raise KeyboardInterrupt
    assert list(store.root.iterdir()) == []


@pytest.mark.parametrize(
    "change",
    [
        {"ldflags": ("-s",)},
        {"binaries": ()},
    ],
)
def test_another_build_flag_is_another_folder(store: Store, change) -> None:
    other = dataclasses.replace(tiny_set(), **change)
    assert store.folder_of(other) != store.folder_of(tiny_set())


def test_another_pin_is_another_folder(store: Store) -> None:
    before = store.folder_of(tiny_set())
    (store.machine.checkout / "tools/go/tiny/go.sum").write_text("x", encoding="utf-8")
    after = store.folder_of(tiny_set())
    assert before != after
    assert after.name.startswith("tiny-")
    assert len(after.name) == len("tiny-") + 12


def test_clean_removes_everything_and_tells_sizes(store: Store) -> None:
    folder = install(store)
    (store.go_work / "modules" / "m").mkdir(parents=True)
    (store.go_work / "modules" / "m" / "file").write_bytes(b"x" * 100_000)
    removed = clean(store.machine)
    assert {item.path for item in removed} == {folder, store.go_work}
    assert all(item.size > 0 for item in removed)
    assert sum(item.size for item in removed) > 100_000
    assert not store.root.exists()


def test_clean_of_nothing_is_fine(store: Store) -> None:
    assert clean(store.machine) == ()


def test_clean_refuses_while_another_run_gets_tools(store: Store) -> None:
    folder = install(store)
    tools = tiny_set()
    with (
        locks.shared(store.use_lock, waiting=lambda _: None),
        locks.exclusive(
            store.lock_of(tools), doing="getting the tiny tool", expected_seconds=1, waiting=None
        ),
        pytest.raises(CacheInUseError) as caught,
    ):
        clean(store.machine)
    assert caught.value.why.endswith("is getting the tiny tool")
    assert folder.exists()


def test_clean_names_the_cache_it_cannot_remove(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(store)

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("engine.toolbox.store.remove", refuse)
    with pytest.raises(CacheNotWritableError, match=str(store.root)):
        clean(store.machine)


def test_read_only_trees_can_be_removed(tmp_path: Path) -> None:
    folder = tmp_path / "module"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "file").write_text("x", encoding="utf-8")
    (folder / "inner").chmod(0o555)
    folder.chmod(0o555)
    remove(folder)
    assert not folder.exists()
