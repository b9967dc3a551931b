from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "vpa-restarts-lone-pod"
_HPA = "scaling: {kind: hpa, min: 1, max: 3, targets: {cpu_percent: 70}}"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("vpa: {mode: Recreate}", "is Recreate, and scaling.replicas is 1"),
        (f"{_HPA}, vpa: {{mode: InPlaceOrRecreate}}", "is InPlaceOrRecreate, and scaling.min is 1"),
    ],
)
def test_it_finds_modes_that_evict_the_only_pod(tmp_path: Path, fields: str, said: str) -> None:
    assert finds(tmp_path, _RULE, web(fields)) == [f"workloads.web.vpa.mode: {said}"]


@pytest.mark.parametrize(
    "fields",
    [
        "vpa: {mode: Initial}",
        "vpa: {}",
        "vpa: {mode: Recreate}, scaling: {kind: fixed, replicas: 2}",
    ],
)
def test_it_passes_a_second_pod_and_modes_that_evict_nobody(tmp_path: Path, fields: str) -> None:
    assert finds(tmp_path, _RULE, web(fields)) == []
