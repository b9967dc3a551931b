from pathlib import Path

import pytest

from tests.proof.kit import finds

_RULE = "liveness-is-readiness"


def _probes(readiness: str, liveness: str) -> str:
    return f"workloads: {{web: {{probes: {{readiness: {readiness}, liveness: {liveness}}}}}}}"


def test_it_finds_one_path_for_both_whatever_the_times(tmp_path: Path) -> None:
    asked = "kind: http, path: /users, port: http"
    patch = _probes(f"{{{asked}, period_seconds: 10}}", f"{{{asked}, period_seconds: 30}}")

    assert finds(tmp_path, _RULE, patch) == [
        "workloads.web.probes.liveness: asks the same as readiness: /users"
    ]


@pytest.mark.parametrize(
    ("readiness", "liveness"),
    [
        ("{kind: http, path: /ready, port: http}", "{kind: http, path: /live, port: http}"),
        ("{kind: http, path: /ready, port: http}", "{kind: tcp, port: http}"),
        ("{kind: tcp, port: http}", "{kind: tcp, port: http}"),
    ],
)
def test_it_passes_questions_that_differ(tmp_path: Path, readiness: str, liveness: str) -> None:
    assert finds(tmp_path, _RULE, _probes(readiness, liveness)) == []
