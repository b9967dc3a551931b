from pathlib import Path

from tests.proof.kit import finds


def test_it_finds_a_budget_of_nothing(tmp_path: Path) -> None:
    patch = "workloads: {web: {disruption: {max_unavailable: 0}}}"

    assert finds(tmp_path, "drain-blocked", patch) == [
        "workloads.web.disruption.max_unavailable: is 0: no pod of it may ever be evicted"
    ]


def test_it_passes_one_pod_at_a_time(tmp_path: Path) -> None:
    patch = "workloads: {web: {disruption: {max_unavailable: 1}}}"

    assert finds(tmp_path, "drain-blocked", patch) == []
