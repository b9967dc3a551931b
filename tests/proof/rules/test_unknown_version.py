from pathlib import Path

import pytest

from tests.proof.kit import finds

_RULE = "unknown-version"


@pytest.mark.parametrize(
    ("version", "hint"),
    [("8", ""), ("8.3", "; did you mean 8.1?"), ("12.4", "")],
)
def test_it_finds_a_version_that_the_catalogue_has_not(
    tmp_path: Path, version: str, hint: str
) -> None:
    patch = f'caches: {{queue: {{kind: in_cluster, version: "{version}"}}}}'
    assert finds(tmp_path, _RULE, patch) == [
        (
            "caches.queue.version: Valkey: the catalogue knows 7.2, 8.0, 8.1, 9.0, 9.1 and no"
            f" {version}{hint}"
        )
    ]


def test_it_finds_a_cluster_of_an_unknown_version(tmp_path: Path) -> None:
    patch = 'cluster: {distribution: existing, context: lab, version: "17"}'
    (found,) = finds(tmp_path, _RULE, patch)
    assert found.startswith("cluster.version: Kubernetes: the catalogue knows 1.31, 1.32,")
    assert "and no 17" in found


@pytest.mark.parametrize("version", ["8.1", "8.1.4"])
def test_it_passes_a_known_line_and_its_releases(tmp_path: Path, version: str) -> None:
    patch = f'caches: {{queue: {{kind: in_cluster, version: "{version}"}}}}'
    assert finds(tmp_path, _RULE, patch) == []


def test_it_passes_a_cluster_that_does_not_say(tmp_path: Path) -> None:
    patch = "cluster: {distribution: existing, context: lab}"
    assert finds(tmp_path, _RULE, patch) == []
