"""The real engine stopped and killed at any moment: the next up converges, nothing doubled."""

import signal
import time
from pathlib import Path

import pytest

from tests.engine.runner.toy import (
    TICKETS,
    Toy,
    ended,
    kill_all,
    line_of,
    moments,
    own_cluster,
    wait_for,
)

pytestmark = pytest.mark.live

SEED = 20261121
SLOW = 1.5
"""Seconds that a ticket takes, where a test wants to come in between."""


def converges(toy: Toy, after: str) -> str:
    """One up and there is all that belongs there, once, and the engine knows it."""
    up = toy.run("up")
    assert up.code == 0, f"after {after}: {up.text}"
    assert (toy.objects(), toy.tickets) == (toy.everything, TICKETS), f"after {after}: {up.text}"
    return up.text


def changes_nothing(toy: Toy) -> None:
    """Whatever happened before: the engine sees that all is as it should be."""
    again = toy.run("preview")
    assert "changed []" in again.text, again.text


def killed_while_tickets_are_made(toy: Toy) -> None:
    process = toy.start("up", SLOW)
    wait_for(lambda: toy.tickets == TICKETS, "tickets")
    time.sleep(0.2)
    kill_all(process)


def test_kills_of_everything_at_random_moments_of_up_and_destroy(toy: Toy):
    for number, moment in enumerate(moments(SEED, 4, 3.0)):
        operation = ("up", "destroy")[number % 2]
        process = toy.start(operation)
        line_of(process, "engine")
        time.sleep(moment)
        kill_all(process)
        converges(toy, f"seed {SEED}: kill {moment} s into {operation}")
    changes_nothing(toy)


def test_what_came_to_be_is_taken_over_and_what_did_not_is_made(toy: Toy):
    killed_while_tickets_are_made(toy)
    (toy.folder / "tickets" / "ticket-1").unlink()
    text = converges(toy, "kill while tickets were made")
    assert "removed lock of" in text
    assert {f"recovered creating {name}" for name in TICKETS} <= set(text.splitlines())
    assert "create ticket-1" in text
    assert "create ticket-0" not in text
    changes_nothing(toy)


def test_what_came_to_be_is_destroyed_by_a_destroy_right_after_the_kill(toy: Toy):
    killed_while_tickets_are_made(toy)
    destroyed = toy.run("destroy")
    assert destroyed.code == 0, destroyed.text
    assert (toy.objects(), toy.tickets) == (set(), set())
    assert not toy.stack.folder.exists()


def test_an_engine_whose_plinth_is_killed_finishes_what_it_began_and_is_waited_for(toy: Toy):
    process = toy.start("up", SLOW)
    wait_for(lambda: toy.tickets == TICKETS, "tickets")
    process.kill()
    process.communicate()
    text = converges(toy, "kill of plinth alone")
    assert "recovered" not in text
    assert "create ticket" not in text


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_ends_a_run_with_what_was_begun_finished(toy: Toy, number: signal.Signals):
    process = toy.start("up", SLOW)
    wait_for(lambda: toy.tickets == TICKETS, "tickets")
    process.send_signal(number)
    # A ticket takes a second and a half and the engine ends at once after it; the bound is wide
    # because machines are slow, and far below the minutes that an unasked run would wait.
    stopped = ended(process, patience=30)
    assert stopped.code == 130, stopped.text
    assert "stop 1" in stopped.text
    text = toy.run("preview").text
    assert "recovered" not in text
    assert "create ticket" not in text


def test_three_signals_end_a_run_at_once_and_the_next_settles_it(toy: Toy):
    process = toy.start("up", 30)
    wait_for(lambda: toy.tickets == TICKETS, "tickets")
    for number in range(3):
        process.send_signal(signal.SIGINT)
        line_of(process, f"stop {number + 1}")
    assert ended(process, patience=20).code == 130
    assert "recovered creating ticket-0" in converges(toy, "three signals")


def test_a_cluster_that_was_being_made_is_made_anew_and_everything_on_it(
    tools: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", f"{tools}:/usr/bin:/bin")
    with own_cluster(tmp_path, tools, "runner-own") as toy:
        process = toy.start("up")
        folder = toy.kubeconfig.parent
        wait_for(lambda: (folder / "kwok.yaml").exists() or toy.kubeconfig.exists(), "a cluster")
        kill_all(process)
        converges(toy, "kill while the cluster was made")
        destroyed = toy.run("destroy")
        assert destroyed.code == 0, destroyed.text
        assert not toy.stack.folder.exists()
        assert not folder.exists()
