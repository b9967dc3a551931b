from pathlib import Path

import pytest

from tests.proof.kit import finds, hpa

_RULE = "hpa-never-scales-up"


def _patch(most: int, behavior: str) -> str:
    return hpa(f"min: 2, max: {most}, targets: {{cpu_percent: 70}}, behavior: {behavior}")


def test_it_finds_scaling_up_that_is_forbidden(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch(5, "{scale_up: {select: Disabled}}")) == [
        (
            "workloads.web.scaling.behavior.scale_up.select: is Disabled: there are 2 pods, and max"
            " (5) is never reached"
        )
    ]


@pytest.mark.parametrize(
    ("most", "behavior"),
    [
        (5, "{scale_down: {select: Disabled}}"),
        (5, "{scale_up: {select: Min}}"),
        (2, "{scale_up: {select: Disabled}}"),
    ],
)
def test_it_passes_what_may_grow_or_has_nowhere_to_grow(
    tmp_path: Path, most: int, behavior: str
) -> None:
    assert finds(tmp_path, _RULE, _patch(most, behavior)) == []
