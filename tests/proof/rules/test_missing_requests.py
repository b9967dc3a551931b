from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "missing-requests"


@pytest.mark.parametrize(
    ("resources", "said"),
    [
        ("{requests: {cpu: null}}", "cpu (Kubernetes takes the limit, 200m)"),
        ("{requests: {memory: null}, limits: {memory: null}}", "memory"),
        (
            "{requests: null, limits: {cpu: null}}",
            "cpu and memory (Kubernetes takes the limit, 64Mi)",
        ),
    ],
)
def test_it_finds_what_is_missing(tmp_path: Path, resources: str, said: str) -> None:
    assert finds(tmp_path, _RULE, web(f"resources: {resources}")) == [
        f"workloads.web.resources.requests: no request for {said}"
    ]


def test_it_passes_both_requests(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, web("resources: {limits: null}")) == []
