from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "pre-stop-longer-than-grace"


def test_it_finds_a_wait_that_takes_all(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, web("pre_stop: {kind: sleep, seconds: 30}")) == [
        "workloads.web.pre_stop.seconds: is 30, and grace_seconds is 30"
    ]


@pytest.mark.parametrize(
    "fields",
    [
        "pre_stop: {kind: sleep, seconds: 29}",
        "pre_stop: {kind: exec, command: [drain]}",
        "grace_seconds: 0",
    ],
)
def test_it_passes_a_wait_that_leaves_time(tmp_path: Path, fields: str) -> None:
    assert finds(tmp_path, _RULE, web(fields)) == []
