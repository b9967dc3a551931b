from pathlib import Path

import pytest

from tests.proof.kit import finds, hpa

_RULE = "hpa-memory-only"


def _patch(targets: str) -> str:
    return hpa(f"min: 1, max: 3, targets: {targets}")


def test_it_finds_memory_alone(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("{memory_percent: 80}")) == [
        "workloads.web.scaling.targets: aims at 80 % of memory and at nothing else"
    ]


@pytest.mark.parametrize(
    "targets",
    [
        "{memory_percent: 80, cpu_percent: 70}",
        "{memory_percent: 80, metrics: {requests: {kind: pods, average: 100}}}",
        "{cpu_percent: 70}",
    ],
)
def test_it_passes_a_measure_of_load_beside_it(tmp_path: Path, targets: str) -> None:
    assert finds(tmp_path, _RULE, _patch(targets)) == []
