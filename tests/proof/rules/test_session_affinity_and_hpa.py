from pathlib import Path

from tests.proof.kit import finds, hpa, web

_RULE = "session-affinity-and-hpa"
_STAYS = "session_affinity_seconds: 600"


def test_it_finds_clients_of_pods_that_come_and_go(tmp_path: Path) -> None:
    scaling = "scaling: {kind: hpa, min: 1, max: 3, targets: {cpu_percent: 70}}"

    assert finds(tmp_path, _RULE, web(f"{_STAYS}, {scaling}")) == [
        "workloads.web.session_affinity_seconds: is 600, and scaling moves between 1 and 3 pods"
    ]


def test_it_passes_one_without_the_other(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, web(_STAYS)) == []
    assert finds(tmp_path, _RULE, hpa()) == []
