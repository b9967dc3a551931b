"""A stack whose data is in a simulated cloud lives its whole life, and leaves what it says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.target import Target
from tests.live.kit import User, lines

pytestmark = pytest.mark.live

DATA = Target(folder=Path(__file__).parent / "data", project="data", stack="prod")
_SECONDS = 500


@pytest.fixture
def user(tools: Path, tmp_path: Path) -> Iterator[User]:
    """A user of the stack; nothing of theirs runs afterwards, whatever happened."""
    made = User.of(DATA, tmp_path, tools)
    yield made
    made.kill_everything()


def test_data_is_made_once_protected_and_given_up_with_a_last_snapshot(user: User) -> None:
    ended = user.plinth("rehearse", "prod", seconds=_SECONDS)
    assert ended.code == 0, ended.text
    assert "Traceback" not in ended.text
    (protected,) = lines(ended.out, ["protected", "destroy is refused"])
    (kept,) = lines(ended.out, ["keep data", "resources gone"])
    for name in ("database-main", "cache-queue", "uploads", "web", "pictures"):
        assert name in protected
        assert name in kept
    # The one that nothing protects, at the destroy that keeps the rest.
    assert lines(ended.out, ["kept", "data-prod-database-copy-final-"])
    assert lines(ended.out, ["destroy", "none left, controllers last"])
    assert user.processes() == []
