from pathlib import Path

from tests.proof.kit import cron, finds

_RULE = "quota-below-maximum"
_HPA = "workloads: {web: {scaling: {kind: hpa, min: 1, max: 9, targets: {cpu_percent: 70}}}}"


def _quota(fields: str) -> str:
    return f"namespaces: {{app: {{quota: {{{fields}}}}}}}\n"


def test_it_finds_a_maximum_that_is_never_reached(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _quota("limits: {cpu: 1999m}") + _HPA) == [
        (
            "namespaces.app.quota.limits.cpu: is 1999m, and at its most the namespace takes 2:"
            " web 9 x 200m, job 200m"
        )
    ]


def test_it_finds_no_room_for_a_run(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _quota("pods: 2") + cron()) == [
        (
            "namespaces.app.quota.pods: is 2, and at its most the namespace takes 3: web 1, job 1,"
            " night 1"
        )
    ]


def test_it_passes_a_maximum_that_fits(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _quota("limits: {cpu: 2}") + _HPA) == []


def test_it_passes_runs_that_are_suspended(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _quota("pods: 2") + cron(runs="suspended")) == []


def test_it_passes_what_is_too_small_at_the_least_already(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _quota("pods: 1") + _HPA) == []
