"""Fields that an older API server drops or refuses are told before it does."""

from pathlib import Path

import pytest

from tests.proof.kit import finds, hpa, judged, web

_RULE = "needs-newer-kubernetes"


def _on(version: str, patch: str) -> str:
    said = f'cluster: {{distribution: existing, context: lab, version: "{version}"}}'
    return f"{said}\n{patch}"


_BELOW_50 = hpa(
    "min: 2, max: 10, targets: {cpu_percent: 70},"
    " behavior: {scale_up: {tolerance: 0}, scale_down: {tolerance: 0.286}}"
)
_FLOOR = web('schedule: {day: {start: "0 8 * * *", end: "0 9 * * *", min: 11}}')
_ZONES = web("traffic_distribution: PreferSameZone")
_SLEEP = web("pre_stop: {kind: sleep, seconds: 5}")
_IN_PLACE = web("vpa: {mode: InPlaceOrRecreate}")


def test_it_finds_an_autoscaler_that_is_to_go_down_at_another_mark_than_up(tmp_path: Path) -> None:
    found = "needs Kubernetes 1.35, and the cluster has 1.31: its API server drops the field in"
    assert finds(tmp_path, _RULE, _on("1.31", _BELOW_50)) == [
        f"workloads.web.scaling.behavior.{direction}.tolerance: {found} silence, and a tenth it is"
        " in both directions"
        for direction in ("scale_down", "scale_up")
    ]


@pytest.mark.parametrize(
    ("version", "patch", "said", "severity"),
    [
        ("1.34", _FLOOR, "schedule.day.min: needs Kubernetes 1.35", "warning"),
        ("1.33", _ZONES, "traffic_distribution: needs Kubernetes 1.34", "error"),
        ("1.29", _SLEEP, "pre_stop.kind: needs Kubernetes 1.30", "error"),
        ("1.32", _IN_PLACE, "vpa.mode: needs Kubernetes 1.33", "warning"),
    ],
)
def test_it_finds_what_came_later(
    tmp_path: Path, version: str, patch: str, said: str, severity: str
) -> None:
    (found,) = finds(tmp_path, _RULE, _on(version, patch))
    assert found.startswith(f"workloads.web.{said}, and the cluster has {version}: ")
    told = judged(tmp_path, _on(version, patch)).findings
    assert [f.severity for f in told if f.rule.id == _RULE] == [severity]


@pytest.mark.parametrize(
    ("version", "patch"),
    [
        ("1.35", _BELOW_50),
        ("1.35", _FLOOR),
        ("1.34", _ZONES),
        ("1.30", _SLEEP),
        ("1.33", _IN_PLACE),
        ("1.34", _FLOOR.replace("11", "10")),
        ("1.29", hpa()),
    ],
)
def test_it_passes_what_the_version_can_do(tmp_path: Path, version: str, patch: str) -> None:
    assert finds(tmp_path, _RULE, _on(version, patch)) == []


def test_it_says_nothing_of_a_version_that_nobody_named(tmp_path: Path) -> None:
    patch = f"cluster: {{distribution: existing, context: lab}}\n{_BELOW_50}"
    assert finds(tmp_path, _RULE, patch) == []
