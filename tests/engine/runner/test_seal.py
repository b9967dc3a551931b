"""A state that was changed behind the engine's back is refused, and comes back."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import EngineError
from engine.runner.seal import Seal


def state_of(serial: int, version: int = 3) -> bytes:
    checkpoint = {"stack": "organization/shop/dev", "latest": {"resources": [serial]}}
    return json.dumps({"version": version, "checkpoint": checkpoint}).encode()


@pytest.fixture
def seal(tmp_path: Path) -> Seal:
    state = tmp_path / "state" / ".pulumi" / "stacks" / "shop" / "dev.json"
    state.parent.mkdir(parents=True)
    return Seal(state, tmp_path / "sealed", "./plinth restore dev")


@pytest.fixture
def sealed(seal: Seal) -> Seal:
    """After a run that ended."""
    seal.open()
    seal.state.write_bytes(state_of(1))
    seal.close()
    return seal


@pytest.fixture
def cut_off(sealed: Seal) -> Seal:
    """After one more run, which never ended."""
    sealed.open()
    sealed.state.with_name("dev.json.bak").write_bytes(state_of(2))
    sealed.state.write_bytes(state_of(3))
    return sealed


def refused(seal: Seal) -> EngineError:
    with pytest.raises(EngineError) as caught:
        seal.check()
    assert caught.value.what == f"the state {seal.state} is damaged; nothing was touched"
    return caught.value


def test_a_stack_that_was_never_run_is_sound(seal: Seal):
    seal.check()


def test_a_run_that_made_no_state_leaves_a_sound_stack(seal: Seal):
    seal.open()
    seal.close()
    seal.check()
    assert list(seal.folder.iterdir()) == []


def test_what_a_run_left_is_sound(sealed: Seal):
    sealed.check()


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda whole: whole[: len(whole) // 2], "it is not JSON"),
        (lambda _: b"", "the file is empty"),
        (lambda _: b"[]", "it is not a checkpoint of the engine"),
        (lambda _: state_of(2), "its content is not what the last run left"),
        (lambda _: state_of(1, version=4), "it has form 4, which only a newer engine reads"),
    ],
    ids=["truncated", "emptied", "another JSON", "another state", "of a newer engine"],
)
def test_a_damaged_state_is_refused_and_restored(sealed: Seal, damage, why: str):
    sealed.state.write_bytes(damage(sealed.state.read_bytes()))
    before = sealed.state.read_bytes()
    error = refused(sealed)
    assert error.why.startswith(why)
    assert error.way_out.startswith("./plinth restore dev   (puts back the state of 2")
    assert sealed.state.read_bytes() == before
    restored = sealed.restore()
    assert restored.aside is not None
    assert restored.aside.read_bytes() == before
    assert (sealed.state.read_bytes(), restored.source) == (state_of(1), sealed.copy)
    sealed.check()


@settings(max_examples=60)
@given(position=st.integers(0, len(state_of(1)) - 1), bit=st.integers(0, 7))
def test_one_flipped_bit_anywhere_is_noticed(
    tmp_path_factory: pytest.TempPathFactory, position: int, bit: int
):
    folder = tmp_path_factory.mktemp("seal")
    seal = Seal(folder / "a" / "b" / "c" / "dev.json", folder / "sealed", "restore")
    seal.state.parent.mkdir(parents=True)
    seal.open()
    seal.state.write_bytes(state_of(1))
    seal.close()
    content = bytearray(state_of(1))
    content[position] ^= 1 << bit
    seal.state.write_bytes(content)
    refused(seal)


def test_a_state_that_is_gone_is_refused_and_comes_back(sealed: Seal):
    sealed.state.unlink()
    assert refused(sealed).why == "the file is gone"
    assert sealed.restore().aside is None
    assert sealed.state.read_bytes() == state_of(1)
    sealed.check()


def test_a_restored_state_is_for_its_user_only(sealed: Seal):
    sealed.state.unlink()
    sealed.restore()
    assert sealed.state.stat().st_mode & 0o777 == 0o600


def test_after_a_run_that_was_cut_off_any_well_formed_state_goes_on(cut_off: Seal):
    cut_off.check()
    cut_off.close()
    assert cut_off.copy.read_bytes() == state_of(3)


@pytest.mark.parametrize("damaged", [b"", b"{", b"{}"])
def test_after_a_run_that_was_cut_off_the_engines_own_backup_is_newer(
    cut_off: Seal, damaged: bytes
):
    cut_off.state.write_bytes(damaged)
    refused(cut_off)
    assert cut_off.restore().source.name == "dev.json.bak"
    assert cut_off.state.read_bytes() == state_of(2)
    cut_off.check()


def test_after_a_run_that_was_cut_off_a_state_that_is_gone_is_refused(cut_off: Seal):
    cut_off.state.unlink()
    assert refused(cut_off).why == "the file is gone"


def test_a_broken_backup_falls_back_to_the_copy(cut_off: Seal):
    cut_off.state.write_bytes(b"")
    cut_off.state.with_name("dev.json.bak").write_bytes(b"{")
    assert cut_off.restore().source == cut_off.copy
    assert cut_off.state.read_bytes() == state_of(1)


@pytest.mark.parametrize("broken", [b"", b"{"])
def test_a_run_that_ends_with_a_state_it_could_not_write_goes_back_one_step(
    cut_off: Seal, broken: bytes
):
    cut_off.state.write_bytes(broken)
    cut_off.close()
    assert cut_off.state.read_bytes() == cut_off.copy.read_bytes() == state_of(2)
    cut_off.check()


def test_going_back_one_step_takes_no_room_on_a_full_disk(
    cut_off: Seal, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    cut_off.state.write_bytes(b"")
    monkeypatch.setattr("engine.runner.seal.write_private", full)
    with pytest.raises(OSError, match="No space"):
        cut_off.close()
    cut_off.check()
    assert cut_off.state.read_bytes() == state_of(2)


def test_a_run_that_ends_with_a_broken_state_and_backup_keeps_the_good_copy(cut_off: Seal):
    cut_off.state.write_bytes(b"{")
    cut_off.state.with_name("dev.json.bak").write_bytes(b"")
    cut_off.close()
    assert cut_off.copy.read_bytes() == state_of(1)
    refused(cut_off)


def test_without_a_sound_copy_the_message_says_where_to_look(sealed: Seal):
    sealed.copy.write_bytes(state_of(9))
    sealed.state.write_bytes(b"")
    assert "look for a backup below" in refused(sealed).way_out
    with pytest.raises(EngineError, match="no sound copy"):
        sealed.restore()


def test_a_sound_state_is_not_restored_over(sealed: Seal):
    with pytest.raises(EngineError, match="nothing to restore"):
        sealed.restore()


def test_a_damaged_copy_does_not_make_a_sound_state_unsound(sealed: Seal):
    sealed.copy.write_bytes(b"")
    sealed.check()


def test_closing_after_the_stack_was_removed_makes_nothing(sealed: Seal):
    sealed.open()
    for path in sealed.folder.iterdir():
        path.unlink()
    sealed.folder.rmdir()
    sealed.state.unlink()
    sealed.close()
    assert not sealed.folder.exists()
    sealed.check()


def test_the_seals_own_files_are_for_their_user_only(sealed: Seal):
    sealed.open()
    modes = {path.stat().st_mode & 0o777 for path in sealed.folder.iterdir()}
    assert (modes, sealed.folder.stat().st_mode & 0o777) == ({0o600}, 0o700)
