"""A stack that is reached from outside lives its whole life in a simulated cloud: hosts of a zone
of its own behind one load balancer, which goes with the last route, before its controller."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.target import Target
from tests.live.kit import User, lines

pytestmark = pytest.mark.live

ROUTES = Target(folder=Path(__file__).parent / "routes", project="routes", stack="prod")
_SECONDS = 500


@pytest.fixture
def user(tools: Path, tmp_path: Path) -> Iterator[User]:
    """A user of the stack; nothing of theirs runs afterwards, whatever happened."""
    made = User.of(ROUTES, tmp_path, tools)
    yield made
    made.kill_everything()


def test_hosts_share_a_load_balancer_change_and_go_before_their_controller(user: User) -> None:
    ended = user.plinth("rehearse", "prod", seconds=_SECONDS)
    assert ended.code == 0, ended.text
    assert "Traceback" not in ended.text
    assert lines(ended.out, ["outside", "load balancers for routes-prod-internet"])
    for quiet in ("preview", "refresh"):
        assert lines(ended.out, [quiet, "nothing to do"])
    assert lines(ended.out, ["scale", "workloads.web.scaling.replicas: 2 -> 3"])
    host = "example.com -> renamed.example.com: 4 made and 4 gone behind the same balancer"
    assert lines(ended.out, ["host", host])
    assert lines(ended.out, ["destroy", "none left, controllers last"])
    assert user.processes() == []
