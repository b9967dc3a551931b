from pathlib import Path

from tests.proof.kit import finds

_RULE = "hpa-without-requests"
_HPA = "scaling: {kind: hpa, min: 1, max: 3, targets: {cpu_percent: 70, memory_percent: 80}}"


def _patch(requests: str) -> str:
    return f"workloads: {{web: {{{_HPA}, resources: {{requests: {requests}}}}}}}"


def test_it_finds_each_resource_that_is_missing(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("{cpu: null}")) == [
        "workloads.web.resources.requests.cpu: is missing, and scaling aims at 70 % of it"
    ]


def test_it_passes_what_is_requested(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("{}")) == []
