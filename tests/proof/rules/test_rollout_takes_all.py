from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "rollout-takes-all"


def _patch(pods: int, unavailable: str, surge: str = "1") -> str:
    rollout = f"kind: rolling_update, max_unavailable: {unavailable}, max_surge: {surge}"
    return web(f"scaling: {{kind: fixed, replicas: {pods}}}, rollout: {{{rollout}}}")


@pytest.mark.parametrize(
    ("patch", "said"),
    [
        (_patch(1, "1"), "is 1, and scaling.replicas is 1"),
        (_patch(2, "100%"), "is 100%, and scaling.replicas is 2"),
        # Both shares are rounded to nothing, and then Kubernetes takes one.
        (_patch(1, "50%", "0"), "is 50%, and scaling.replicas is 1"),
        (
            web(
                "scaling: {kind: hpa, min: 2, max: 9, targets: {cpu_percent: 70}},"
                " rollout: {kind: rolling_update, max_unavailable: 3}"
            ),
            "is 3, and scaling.min is 2",
        ),
    ],
)
def test_it_finds_rollouts_that_leave_nobody(tmp_path: Path, patch: str, said: str) -> None:
    assert finds(tmp_path, _RULE, patch) == [f"workloads.web.rollout.max_unavailable: {said}"]


@pytest.mark.parametrize(
    "patch",
    [
        _patch(2, "1"),
        _patch(1, "50%"),
        _patch(0, "1"),
        web("rollout: {kind: recreate}"),
        "workloads: {job: {rollout: {kind: rolling_update, max_unavailable: 1}}}",
    ],
)
def test_it_passes_rollouts_that_leave_somebody(tmp_path: Path, patch: str) -> None:
    assert finds(tmp_path, _RULE, patch) == []
