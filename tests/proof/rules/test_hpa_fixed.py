from pathlib import Path

from tests.proof.kit import finds, hpa

_RULE = "hpa-fixed"


def test_it_finds_a_minimum_that_is_the_maximum(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, hpa("min: 3, max: 3, targets: {cpu_percent: 70}")) == [
        "workloads.web.scaling.max: is 3, and so is min"
    ]


def test_it_passes_a_choice(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, hpa("min: 2, max: 3, targets: {cpu_percent: 70}")) == []
