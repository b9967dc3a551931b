import pytest

from components.workload.scaling import RollingUpdateSpec
from proof.counts import extra_in_rollout, missing_in_rollout


@pytest.mark.parametrize(
    ("unavailable", "surge", "pods", "missing", "extra"),
    [
        (0, 1, 3, 0, 1),
        (1, 0, 3, 1, 0),
        ("25%", "25%", 3, 0, 1),
        ("25%", "25%", 4, 1, 1),
        ("50%", "0%", 1, 1, 0),
        ("100%", "100%", 5, 5, 5),
    ],
)
def test_shares_are_rounded_as_kubernetes_does(
    unavailable: int | str, surge: int | str, pods: int, missing: int, extra: int
) -> None:
    rollout = RollingUpdateSpec(kind="rolling_update", max_unavailable=unavailable, max_surge=surge)

    assert missing_in_rollout(rollout, pods) == missing
    assert extra_in_rollout(rollout, pods) == extra
