from pathlib import Path

from tests.proof.kit import finds, web

_RULE = "abrupt-stop-behind-slo"
_PROMISE = "objectives: {availability_percent: 99.95}"


def test_it_finds_a_promise_without_a_wait_before_the_stop(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _PROMISE) == [
        (
            "workloads.web.pre_stop: is missing, and 99.95 % is promised, which allows 22 minutes a"
            " month without"
        )
    ]


def test_it_passes_a_wait_and_no_promise(tmp_path: Path) -> None:
    waits = web("pre_stop: {kind: sleep, seconds: 10}")

    assert finds(tmp_path, _RULE, f"{_PROMISE}\n{waits}") == []
    assert finds(tmp_path, _RULE, "workloads: {}") == []
