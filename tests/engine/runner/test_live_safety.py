"""The real engine on bad days: damaged state, another passphrase, two runs, prying eyes."""

import subprocess

import pytest

from engine.errors import EngineError
from engine.runner.changes import Changes
from engine.runner.session import Session
from tests.engine.runner.sentinel import leaks
from tests.engine.runner.toy import Toy, ended, line_of
from tests.engine.runner.toy_plinth import REFUSED, toy_session
from tests.engine.runner.toy_program import SENTINEL

pytestmark = pytest.mark.live


def engine(toy: Toy, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The engine as `plinth pulumi` runs it."""
    command = [str(toy.tools / "pulumi"), "--non-interactive", *arguments]
    return subprocess.run(
        command,
        cwd=toy.stack.folder,
        env=toy.stack.environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def session_on(toy: Toy) -> Session:
    """A session of this process on a toy's stack."""
    return toy_session(toy.data, toy.tools, "", str(toy.kubeconfig), Changes())


def test_a_damaged_state_is_refused_untouched_and_restored_to_a_state_without_changes(
    standing: Toy,
):
    toy = standing
    state = toy.stack.state_file
    good = state.read_bytes()
    flipped = bytearray(good)
    flipped[len(good) // 2] ^= 1
    for damaged in (bytes(flipped), good[: len(good) // 2], b""):
        state.write_bytes(damaged)
        refused = toy.run("destroy")
        assert refused.code == REFUSED, refused.text
        assert "way out: toy restore" in refused.text
        assert "engine" not in refused.text.splitlines()
        assert state.read_bytes() == damaged
        session_on(toy).restore("toy restore")
        assert state.read_bytes() == good
    again = toy.run("up")
    assert (again.code, "changed []" in again.text) == (0, True), again.text


def test_another_passphrase_is_refused_before_any_plugin_starts(standing: Toy):
    toy = standing
    passphrase, state = toy.stack.places.passphrase, toy.stack.state_file
    kept, before = passphrase.read_text(), state.read_bytes()
    # Plugins that cannot even be started: nobody may notice.
    shims = sorted(toy.stack.places.shims.rglob("pulumi-resource-*"))
    assert len(shims) == 2
    passphrase.write_text("another")
    for operation in ("up", "preview", "destroy"):
        refused = toy.run(operation)
        assert refused.code == REFUSED, refused.text
        assert "put the old passphrase file back" in refused.text
        assert "Traceback" not in refused.text
    assert state.read_bytes() == before
    passphrase.write_text(kept)
    assert "changed []" in toy.run("up").text


def test_a_second_run_is_refused_and_the_first_goes_on(standing: Toy):
    toy = standing
    first = toy.start("up")
    line_of(first, "engine")
    second = toy.run("up")
    assert second.code == REFUSED
    assert f"toy up, process {first.pid}" in second.text
    assert ended(first).code == 0


def test_a_secret_is_nowhere_but_on_the_cluster(standing: Toy):
    toy = standing
    said = [toy.run(operation).text for operation in ("up", "preview")]
    data = toy.data
    assert leaks(SENTINEL, data, *said) == []
    shown = engine(toy, "stack", "export", "--show-secrets")
    assert leaks(SENTINEL, shown.stdout), "the sentinel was never planted"
    assert leaks(SENTINEL, engine(toy, "stack", "export").stdout) == []


def test_what_lies_in_the_data_folder_is_for_its_user_only(standing: Toy):
    assert standing.data.stat().st_mode & 0o777 == 0o700
    assert standing.stack.places.passphrase.stat().st_mode & 0o777 == 0o600
    assert standing.stack.stack_file.stat().st_mode & 0o777 == 0o600


def test_the_engine_itself_works_in_the_same_environment(standing: Toy):
    with session_on(standing).alone("engine"):
        urns = engine(standing, "stack", "--show-urns")
        assert "pulumi-python:dynamic/toy:Ticket::ticket-0" in urns.stdout, urns.stderr
        # The program is a function of plinth's own process, so nothing but plinth can run it.
        up = engine(standing, "up", "--yes", "--skip-preview")
        assert up.returncode != 0
        assert "language plugin" in up.stderr + up.stdout
    assert "changed []" in standing.run("preview").text


def test_backups_and_histories_do_not_pile_up(standing: Toy, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("engine.runner.backend.KEPT", 2)
    assert standing.run("up").code == 0
    with session_on(standing).alone("look"):
        pass
    folder = next(standing.stack.backend.rglob("*.history.json")).parent
    assert len(list(folder.iterdir())) == 2


def test_a_secret_that_its_user_set_outlives_the_stack(toy: Toy):
    assert toy.run("up").code == 0
    set_it = engine(toy, "config", "set", "--secret", "platform:token", SENTINEL)
    assert set_it.returncode == 0, set_it.stderr
    assert toy.run("destroy").code == 0
    assert (toy.objects(), toy.tickets) == (set(), set())
    assert [path.name for path in toy.stack.folder.iterdir()] == [toy.stack.stack_file.name]
    assert leaks(SENTINEL, toy.data) == []
    assert toy.run("up").code == 0
    assert engine(toy, "config", "get", "platform:token").stdout.strip() == SENTINEL.strip()


def test_a_stack_with_resources_is_not_removed(standing: Toy):
    session = session_on(standing)
    with session.alone("remove"), pytest.raises(EngineError, match=r"still has .* resources"):
        session.remove()
    assert standing.stack.state_file.exists()
