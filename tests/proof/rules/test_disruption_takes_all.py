from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "disruption-takes-all"


def _patch(pods: int, unavailable: int) -> str:
    budget = f"disruption: {{max_unavailable: {unavailable}}}"
    return web(f"scaling: {{kind: fixed, replicas: {pods}}}, {budget}")


def test_it_finds_a_budget_of_all_pods(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch(2, 2)) == [
        "workloads.web.disruption.max_unavailable: is 2, and scaling.replicas is 2"
    ]


@pytest.mark.parametrize(
    "patch", [_patch(2, 1), _patch(1, 1), web("scaling: {kind: fixed, replicas: 2}")]
)
def test_it_passes_budgets_that_leave_a_pod_and_lone_pods(tmp_path: Path, patch: str) -> None:
    assert finds(tmp_path, _RULE, patch) == []
