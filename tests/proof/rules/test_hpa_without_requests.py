from pathlib import Path

import pytest

from tests.proof.kit import finds

_RULE = "hpa-without-requests"
_HPA = "scaling: {kind: hpa, min: 1, max: 3, targets: {cpu_percent: 70, memory_percent: 80}}"
_AT = "workloads.web.resources.requests"


def _patch(resources: str) -> str:
    return f"workloads: {{web: {{{_HPA}, resources: {resources}}}}}"


@pytest.mark.parametrize(
    ("resources", "said"),
    [
        (
            "{requests: {cpu: null}}",
            (
                f"{_AT}.cpu: is missing (Kubernetes takes the limit, 200m), and scaling aims at"
                " 70 % of it"
            ),
        ),
        (
            "{requests: {memory: null}, limits: {memory: null}}",
            f"{_AT}.memory: is missing, and scaling aims at 80 % of it",
        ),
        ("{requests: {cpu: 0}}", f"{_AT}.cpu: is 0, and scaling aims at 70 % of it"),
    ],
)
def test_it_finds_each_resource_that_is_missing(tmp_path: Path, resources: str, said: str) -> None:
    assert finds(tmp_path, _RULE, _patch(resources)) == [said]


def test_it_passes_what_is_requested(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("{}")) == []
