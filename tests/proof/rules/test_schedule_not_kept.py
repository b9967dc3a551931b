from pathlib import Path

from tests.proof.kit import finds, web

_RULE = "schedule-not-kept"
_PATCH = web('schedule: {peak: {start: "0 8 * * *", end: "0 20 * * *", min: 3}}')


def test_it_finds_schedules_of_simulated_pods(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _PATCH) == [
        "workloads.web.schedule: is kept by nothing on the embedded cluster: there is one pod"
    ]


def test_it_passes_real_clusters_and_no_schedule(tmp_path: Path) -> None:
    cluster = "cluster: {distribution: existing, context: mine}"

    assert finds(tmp_path, _RULE, f"{cluster}\n{_PATCH}") == []
    assert finds(tmp_path, _RULE, "workloads: {}") == []
