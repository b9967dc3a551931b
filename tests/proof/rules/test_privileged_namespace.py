from pathlib import Path

import pytest

from tests.proof.kit import finds

_RULE = "privileged-namespace"


def test_it_finds_a_namespace_that_allows_all(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, "namespaces: {app: {pod_security: privileged}}") == [
        "namespaces.app.pod_security: is privileged, and no pod that plinth makes needs it"
    ]


@pytest.mark.parametrize("level", ["baseline", "restricted"])
def test_it_passes_the_levels_that_hold_something(tmp_path: Path, level: str) -> None:
    assert finds(tmp_path, _RULE, f"namespaces: {{app: {{pod_security: {level}}}}}") == []
