from pathlib import Path

import pytest

from tests.proof.kit import finds, hpa

_RULE = "hpa-never-scales-down"


def _patch(scale_down: str, most: int = 5) -> str:
    behavior = f"{{scale_down: {scale_down}}}"
    return hpa(f"min: 2, max: {most}, targets: {{cpu_percent: 70}}, behavior: {behavior}")


@pytest.mark.parametrize(
    ("scale_down", "said"),
    [
        ("{select: Disabled}", "select: is Disabled: pods that have come never go"),
        ("{tolerance: 1}", "tolerance: is 1: not even idle pods miss the target by so much"),
    ],
)
def test_it_finds_what_keeps_pods_for_ever(tmp_path: Path, scale_down: str, said: str) -> None:
    assert finds(tmp_path, _RULE, _patch(scale_down)) == [
        f"workloads.web.scaling.behavior.scale_down.{said}"
    ]


@pytest.mark.parametrize(
    "patch", [_patch("{select: Min}"), _patch("{tolerance: 0.9}"), _patch("{select: Disabled}", 2)]
)
def test_it_passes_what_may_shrink_or_has_nowhere_to_shrink(tmp_path: Path, patch: str) -> None:
    assert finds(tmp_path, _RULE, patch) == []
