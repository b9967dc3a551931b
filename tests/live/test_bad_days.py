"""What can happen to a user's run at any moment, and that `up` goes on from there."""

import os
import random
import signal
import time

import pytest

from tests.engine.runner.sentinel import leaks
from tests.live.conftest import MakeUser
from tests.live.kit import User, patched_file

pytestmark = pytest.mark.live

SEED = int(os.environ.get("PLINTH_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
_UP_SECONDS, _DESTROY_SECONDS = 10.0, 8.0
"""About how long a run takes; kills happen somewhere within."""


@pytest.fixture
def chance() -> random.Random:
    """Random moments that can be had again: PLINTH_SEED=... repeats a run."""
    print(f"PLINTH_SEED={SEED}")  # noqa: T201 - shown by pytest when the test fails
    return random.Random(SEED)


def _converges(user: User, expected: list[str]) -> None:
    user.must("up", user.stack)
    assert user.objects() == expected, "something is doubled or missing"
    user.settle()
    assert "would change nothing" in user.must("preview", user.stack).out


def test_up_converges_after_it_was_killed_at_any_moment_of_up_and_destroy(
    user_of: MakeUser, chance: random.Random
) -> None:
    user = user_of("gpx-tracker/dev")
    user.must("up", user.stack)
    expected = user.objects()
    for command, seconds in (("destroy", _DESTROY_SECONDS), ("up", _UP_SECONDS)) * 2:
        process = user.start(command, user.stack)
        time.sleep(chance.uniform(0.5, seconds))
        user.kill_runs()
        process.communicate()
    _converges(user, expected)
    user.must("destroy", user.stack)
    assert user.processes() == []


def test_one_interrupt_ends_up_in_good_order_and_the_next_goes_on(
    user_of: MakeUser, chance: random.Random
) -> None:
    user = user_of("dev")
    process = user.start("up")
    time.sleep(chance.uniform(2, _UP_SECONDS))
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode in (0, 130), f"{out}\n{err}"
    assert "Traceback" not in err
    if process.returncode == 130:
        assert "./plinth up goes on" in err
    user.must("up")
    user.settle()
    assert "would change nothing" in user.must("preview").out


def test_a_cluster_that_was_killed_is_back_with_its_data(user_of: MakeUser) -> None:
    user = user_of("dev")
    user.must("up")
    user.settle()
    before = user.objects()
    user.kill_everything()
    assert "would change nothing" in user.must("preview").out
    assert user.objects() == before


def test_of_two_ups_at_once_one_is_refused_by_name(user_of: MakeUser) -> None:
    user = user_of("gpx-tracker/dev")
    both = [user.start("up", user.stack) for _ in range(2)]
    ended = [(process.communicate(timeout=120), process.returncode) for process in both]
    assert sorted(code for _, code in ended) == [0, 1], ended
    [(_, refusal)] = [streams for streams, code in ended if code == 1]
    assert "another run works on this stack" in refusal
    assert "plinth up" in refusal


def test_a_state_with_one_changed_byte_is_refused_and_can_be_restored(
    user_of: MakeUser, chance: random.Random
) -> None:
    user = user_of("gpx-tracker/dev")
    user.must("up", user.stack)
    [state] = user.data.glob("stacks/*/*/state/.pulumi/stacks/*/*.json")
    content = bytearray(state.read_bytes())
    place = chance.randrange(len(content))
    content[place] ^= 1 << chance.randrange(8)
    state.write_bytes(content)
    before = user.objects()
    refused = user.plinth("up", user.stack)
    assert refused.code == 1
    assert "nothing was touched" in refused.err
    assert f"./plinth restore {user.stack}" in refused.err
    assert user.objects() == before
    user.must("restore", user.stack)
    user.settle()
    assert "would change nothing" in user.must("preview", user.stack).out


def test_a_supplied_secret_is_nowhere_in_plain_sight(user_of: MakeUser) -> None:
    user = user_of("dev")
    sentinel = 'sEntinel-"quoted"-3f9c1f7e'
    used = "web: { secret_env: { VENDOR_KEY: vendor-key }, service_type"
    patched_file(user.stack_file, {"web: { service_type": used})
    with user.stack_file.open("a", encoding="utf-8") as file:
        file.write("    secrets:\n      vendor-key: { kind: supplied }\n")
    first = user.must("up")
    assert "vendor-key" in first.out, "a placeholder has to be named"
    setting = user.must(
        "pulumi", "--", "config", "set", "--secret", "platform:vendor-key", sentinel
    )
    runs = [first, setting, user.must("preview"), user.must("up")]
    shown = user.kubectl("-n", "app", "get", "secret", "vendor-key", "-o", "jsonpath={.data.value}")
    assert leaks(sentinel, shown), (
        "the value never reached the cluster: this test would say nothing"
    )
    clusters = user.data / "clusters"
    places = [path for path in user.data.iterdir() if path != clusters and path.is_dir()]
    assert leaks(sentinel, *places, *(run.text for run in runs)) == []


WEB = "web: { service_type: NodePort }"
UPSIDE_DOWN = "{ kind: hpa, min: 5, max: 2, targets: { cpu_percent: 70 } }"


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (f"{WEB}\n    clutser: {{}}", "clutser: unknown field; did you mean cluster?"),
        (f"{WEB}\n    secrets: [", "is not YAML"),
        (f"web: {{ scaling: {UPSIDE_DOWN} }}", "max: must be at least min (5), got 2"),
    ],
)
def test_a_wrong_stack_file_is_code_2_and_one_screen(
    user_of: MakeUser, edit: str, message: str
) -> None:
    user = user_of("dev")
    patched_file(user.stack_file, {WEB: edit})
    for command in ("up", "preview", "show", "destroy"):
        ended = user.plinth(command)
        assert ended.code == 2, ended.text
        assert message in ended.err
        assert "Traceback" not in ended.text
        assert len(ended.err.splitlines()) < 20
    assert not user.data.exists() or user.processes() == []


def test_a_stack_of_the_other_plugin_is_not_taken_over_but_made_anew_on_request(
    user_of: MakeUser,
) -> None:
    user = user_of("gpx-tracker/dev")
    user.must("up", user.stack)
    [record] = user.data.glob("stacks/*/*/made-with")
    record.write_text("real" if record.read_text() == "stand-in" else "stand-in")
    before = user.objects()
    for command in ("up", "preview", "destroy"):
        refused = user.plinth(command, user.stack)
        assert refused.code == 1
        assert "neither takes over what the other made" in refused.err
        assert f"./plinth up {user.stack} --recreate" in refused.err
    assert user.objects() == before
    user.must("up", user.stack, "--recreate")
    assert user.objects() == before
    user.settle()
    assert "would change nothing" in user.must("preview", user.stack).out
