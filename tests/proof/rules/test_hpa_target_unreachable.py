from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "hpa-target-unreachable"


def _patch(targets: str, resources: str = "{}", behavior: str = "") -> str:
    scaling = f"{{kind: hpa, min: 1, max: 3, targets: {targets}, {behavior}}}"
    return web(f"scaling: {scaling}, resources: {resources}")


@pytest.mark.parametrize(
    ("patch", "said"),
    [
        (
            _patch("{cpu_percent: 250}"),
            (
                "cpu_percent: is 250: pods come above 275 % of the request (100m), and the limit"
                " (200m) ends use at 200 %"
            ),
        ),
        (
            _patch("{memory_percent: 95}"),
            (
                "memory_percent: is 95: pods come above 104.5 % of the request (64Mi), and the"
                " limit (64Mi) ends use at 100 %"
            ),
        ),
        (
            _patch("{cpu_percent: 100}", "{requests: {cpu: null}}"),
            (
                "cpu_percent: is 100: pods come above 110 % of the request (200m), and the limit"
                " (200m) ends use at 100 %"
            ),
        ),
        (
            _patch("{cpu_percent: 160}", behavior="behavior: {scale_up: {tolerance: 0.3}}"),
            (
                "cpu_percent: is 160: pods come above 208 % of the request (100m), and the limit"
                " (200m) ends use at 200 %"
            ),
        ),
        (
            _patch("{cpu_percent: 200}", behavior="behavior: {scale_up: {tolerance: 0}}"),
            (
                "cpu_percent: is 200: pods come above 200 % of the request (100m), and the limit"
                " (200m) ends use at 200 %"
            ),
        ),
    ],
)
def test_it_finds_limits_that_come_first(tmp_path: Path, patch: str, said: str) -> None:
    assert finds(tmp_path, _RULE, patch) == [f"workloads.web.scaling.targets.{said}"]


@pytest.mark.parametrize(
    "patch",
    [
        _patch("{cpu_percent: 181}"),
        _patch("{memory_percent: 95}", behavior="behavior: {scale_up: {tolerance: 0}}"),
        _patch("{cpu_percent: 250}", "{limits: {cpu: null}}"),
        _patch("{cpu_percent: 250}", "{requests: {cpu: 0}}"),
    ],
)
def test_it_passes_targets_that_use_can_exceed(tmp_path: Path, patch: str) -> None:
    assert finds(tmp_path, _RULE, patch) == []
