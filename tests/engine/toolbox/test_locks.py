from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.toolbox import locks


def hold(path: Path, doing: str = "testing"):
    return locks.exclusive(path, doing=doing, expected_seconds=7, waiting=None)


class StopWaitingError(Exception):
    pass


def test_the_lock_file_says_who_holds_it_and_is_empty_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "locks" / "a.lock"
    with hold(path, "building"):
        holder = locks.holder_of(path)
        assert holder is not None
        assert (holder.pid, holder.doing, holder.expected_seconds) == (os.getpid(), "building", 7)
    assert locks.holder_of(path) is None


def test_a_held_lock_is_refused_when_we_are_not_to_wait(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    with hold(path), pytest.raises(locks.BusyError), hold(path):
        pytest.fail("two held one lock")


def test_a_waiting_run_hears_who_holds_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    heard: list[str] = []

    def waiting(holder: locks.Holder | None) -> None:
        heard.append(holder.doing if holder else "nobody")
        raise StopWaitingError

    with (
        hold(path, "building"),
        pytest.raises(StopWaitingError),
        locks.exclusive(path, doing="x", expected_seconds=1, waiting=waiting),
    ):
        pytest.fail("two held one lock")
    assert heard == ["building"]


def test_the_lock_is_taken_as_soon_as_it_is_free(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    first = hold(path)
    first.__enter__()

    def waiting(_: locks.Holder | None) -> None:
        first.__exit__(None, None, None)

    with locks.exclusive(path, doing="mine", expected_seconds=1, waiting=waiting):
        holder = locks.holder_of(path)
    assert holder is not None
    assert holder.doing == "mine"


def test_sharers_do_not_exclude_each_other_but_exclude_an_owner(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    with (
        locks.shared(path, waiting=lambda _: pytest.fail("sharers waited")),
        locks.shared(path, waiting=lambda _: pytest.fail("sharers waited")),
        pytest.raises(locks.BusyError),
        hold(path),
    ):
        pytest.fail("an owner came in beside sharers")


def test_a_lock_whose_file_was_removed_while_we_waited_is_taken_on_its_successor(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.lock"
    first = hold(path)
    first.__enter__()

    def waiting(_: locks.Holder | None) -> None:
        path.unlink()
        first.__exit__(None, None, None)

    with (
        locks.exclusive(path, doing="x", expected_seconds=1, waiting=waiting),
        pytest.raises(locks.BusyError),
        hold(path),
    ):
        pytest.fail("the lock taken was not the one others see")


def test_an_unreadable_holder_is_nobody(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    path.write_text("half a li", encoding="utf-8")
    assert locks.holder_of(path) is None
