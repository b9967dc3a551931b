"""What may be asked of an in-cluster database or cache."""

from pathlib import Path

import pytest

from stacks.placement import kept_parts
from tests.stacks.platforms import refused, spec

REFUSED = {
    "a version that YAML has taken for a number": (
        "caches: {queue: {kind: in_cluster, version: 8.1}}",
        [
            (
                ':4 caches.queue.version: must be a version in quotes, such as "17", "8.1" or'
                ' "1.35", got 8.1; quote it: "8.1"'
            )
        ],
    ),
    "another engine": (
        'databases: {main: {kind: in_cluster, engine: mysql, version: "9"}}',
        [':4 databases.main.engine: must be postgres, got "mysql"'],
    ),
    "another kind": (
        'databases: {main: {kind: oracle, version: "17"}}',
        [':4 databases.main.kind: must be one of in_cluster, rds or existing, got "oracle"'],
    ),
    "a volume without room": (
        'databases: {main: {kind: in_cluster, version: "17", storage: 0Gi}}',
        [':4 databases.main.storage: must be more than 0, such as 10Gi, got "0Gi"'],
    ),
    "a policy that is none": (
        'databases: {main: {kind: in_cluster, version: "17", deletion: keep}}',
        [':4 databases.main.deletion: must be one of protect, retain or delete, got "keep"'],
    ),
}


@pytest.mark.parametrize(("patch", "lines"), REFUSED.values(), ids=REFUSED.keys())
def test_a_store_that_cannot_be_built_is_refused(
    tmp_path: Path, patch: str, lines: list[str]
) -> None:
    assert refused(tmp_path, patch) == lines


def test_data_is_protected_unless_somebody_says_otherwise(tmp_path: Path) -> None:
    patch = (
        'databases: {main: {kind: in_cluster, version: "17"}}\n'
        'caches: {queue: {kind: in_cluster, version: "8.1"}}'
    )
    stack = spec(tmp_path, patch)
    kept = kept_parts(stack)
    assert kept["databases", "main"].deletion == "protect"
    assert kept["caches", "queue"].deletion == "protect"
