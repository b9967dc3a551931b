"""Users of the shipped stacks, each with a machine of their own as far as plinth can tell."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.live.kit import User
from tests.shipped import the

MakeUser = Callable[[str], User]


@pytest.fixture
def user_of(tools: Path, tmp_path: Path) -> Iterator[MakeUser]:
    """Make a user of a shipped stack; nothing of theirs runs afterwards, whatever happened."""
    made: list[User] = []

    def make(reference: str) -> User:
        home = tmp_path / f"user{len(made)}"
        home.mkdir()
        made.append(User.of(the(reference), home, tools))
        return made[-1]

    yield make
    for user in made:
        user.kill_everything()
