from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "schedule-does-nothing"
_TIMES = 'start: "0 8 * * 1-5", end: "0 20 * * 1-5"'
_HPA = "{kind: hpa, min: 3, max: 9, targets: {cpu_percent: 70}}"


def _patch(scaling: str, least: int) -> str:
    return web(f"scaling: {scaling}, schedule: {{peak: {{{_TIMES}, min: {least}}}}}")


@pytest.mark.parametrize(
    ("scaling", "said"),
    [
        (_HPA, "is 3, and scaling.min is 3 at any time"),
        ("{kind: fixed, replicas: 4}", "is 3, and scaling.replicas is 4 at any time"),
    ],
)
def test_it_finds_floors_that_are_there_anyway(tmp_path: Path, scaling: str, said: str) -> None:
    assert finds(tmp_path, _RULE, _patch(scaling, 3)) == [
        f"workloads.web.schedule.peak.min: {said}"
    ]


def test_it_passes_a_higher_floor(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch(_HPA, 4)) == []
