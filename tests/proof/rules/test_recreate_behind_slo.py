from pathlib import Path

from tests.proof.kit import finds, web

_RULE = "recreate-behind-slo"
_PROMISE = "objectives: {availability_percent: 99.5}"
_RECREATE = "rollout: {kind: recreate}"


def test_it_finds_a_promise_that_each_version_breaks(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, f"{_PROMISE}\n{web(_RECREATE)}") == [
        (
            "workloads.web.rollout.kind: is recreate, and 99.5 % is promised, which allows 4 hours"
            " a month without"
        )
    ]


def test_it_passes_rolling_updates_workers_and_no_promise(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _PROMISE) == []
    assert finds(tmp_path, _RULE, web(_RECREATE)) == []
    assert finds(tmp_path, _RULE, f"{_PROMISE}\nworkloads: {{job: {{{_RECREATE}}}}}") == []
