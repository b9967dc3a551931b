"""A small stack in a simulated cloud lives its whole life, with every fault, and after a kill."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.target import Target
from rehearsal.outcomes import Fault
from tests.live.kit import User, lines

pytestmark = pytest.mark.live

SMALL = Target(folder=Path(__file__).parent / "small", project="small", stack="prod")
_STEPS = "preview up pods outside preview refresh scale upgrade drift owners preview refresh guard"
_DATA = ("protected", "keep data", "unprotect")
_SECONDS = 500


@pytest.fixture
def user(tools: Path, tmp_path: Path) -> Iterator[User]:
    """A user of the small stack; nothing of theirs runs afterwards, whatever happened."""
    made = User.of(SMALL, tmp_path, tools)
    yield made
    made.kill_everything()


def steps(out: str) -> list[str]:
    """The titles of the steps that were told, in order."""
    return [line[:11].strip() for line in out.splitlines() if " s  " in line]


def nothing_is_left(user: User) -> bool:
    """Whether a rehearsal left no process and no file but the lock that the next one takes."""
    left = {path.name for path in user.data.rglob("*") if path.is_file()}
    return user.processes() == [] and left <= {"prod.lock"}


def test_a_stack_lives_from_nothing_to_nothing(user: User) -> None:
    ended = user.plinth("rehearse", "prod", seconds=_SECONDS)
    assert ended.code == 0, ended.text
    assert steps(ended.out) == [*_STEPS.split(), *_DATA, "destroy"]
    assert lines(ended.out, ["outside", "app-web"]), "the Service got its load balancer"
    assert lines(ended.out, ["scale", "2 -> 3", "Deployment web", "nothing else"])
    assert lines(ended.out, ["owners", "stays at the 3 nodes"])
    assert lines(ended.out, ["guard", "network", "nothing was touched"])
    assert lines(ended.out, ["protected", "cluster, pictures are protected"])
    assert lines(ended.out, ["keep data", "kept: cluster, pictures"])
    assert ended.out.splitlines()[-1].startswith("prod went through its whole life in ")
    assert "Traceback" not in ended.text
    assert nothing_is_left(user)


def test_every_fault_is_met_and_outlived(user: User) -> None:
    asked = [word for fault in Fault for word in ("--fault", fault)]
    ended = user.plinth("rehearse", "prod", *asked, seconds=_SECONDS)
    assert ended.code == 0, ended.text
    assert {str(fault) for fault in Fault} <= {*steps(ended.out)}
    assert lines(ended.out, ["crash", "error reading from server"])
    assert lines(ended.out, ["unsettled", "Vpc network"])
    assert lines(ended.out, ["quota", "VpcLimitExceeded"])
    assert lines(ended.out, ["quota", "VcpuLimitExceeded"])
    assert lines(ended.out, ["unreachable", "nothing is gone"])
    assert lines(ended.out, ["dependents", "DependencyViolation", "eni-left-behind"])
    assert nothing_is_left(user)


def test_a_rehearsal_that_was_killed_is_nothing_that_the_next_one_trips_over(user: User) -> None:
    process = user.start("rehearse", "prod")
    _wait_for_cluster(user, since=0)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert user.processes(), "the cluster outlives the rehearsal that was killed"
    killed = time.time()
    again = user.start("rehearse", "prod")
    _wait_for_cluster(user, since=killed)
    os.killpg(again.pid, signal.SIGINT)
    _, err = again.communicate(timeout=60)
    assert again.returncode == 130, err
    assert "nothing of the rehearsal is left" in err
    assert "Traceback" not in err
    assert nothing_is_left(user)


def _wait_for_cluster(user: User, since: float) -> None:
    """Wait until the rehearsal is in the middle of its first `up`: there is a new cluster."""
    deadline = time.monotonic() + 60
    while not any(_made_at(path) > since for path in user.data.rglob("plinth.finished")):
        assert time.monotonic() < deadline, "no cluster came"
        time.sleep(0.1)
    assert "pulumi" in {each.name() for each in user.processes()}, "the engine is at work"


def _made_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # it is being cleared away
        return 0


def test_a_local_stack_is_told_that_up_is_the_real_thing(user: User) -> None:
    text = user.stack_file.read_text(encoding="utf-8")
    kept = text.partition("    account:")[0] + "    cluster: { kind: local }\n"
    rest = "    namespaces:" + text.partition("    namespaces:")[2]
    rest = rest.replace("service_type: LoadBalancer", "service_type: ClusterIP")
    user.stack_file.write_text(kept + rest, encoding="utf-8")
    refused = user.plinth("rehearse", "prod")
    assert refused.code == 2
    assert "prod is a local stack" in refused.err
    assert "./plinth up prod is the real thing" in refused.err
    assert nothing_is_left(user)
