"""What may be asked of a volume."""

from pathlib import Path

import pytest

from tests.stacks.platforms import refused

REFUSED = {
    "a folder that Kubernetes cannot delete": (
        "host_path, storage: 1Gi, path: /srv/data, reclaim: Delete",
        [
            (
                ":4 volumes.data.reclaim: must be Retain: Kubernetes deletes folders of a node"
                " below /tmp/ only, not /srv/data"
            )
        ],
    ),
    "a folder that is not said exactly": (
        "host_path, storage: 1Gi, path: /srv/../data",
        [
            (
                ":4 volumes.data.path: must be an absolute path on the node, without '.' and '..',"
                ' such as /srv/data, got "/srv/../data"'
            )
        ],
    ),
    "the whole node": (
        "host_path, storage: 1Gi, path: /",
        [
            (
                ":4 volumes.data.path: must be an absolute path on the node, without '.' and '..',"
                ' such as /srv/data, got "/"'
            )
        ],
    ),
    "no room": (
        "claim, storage: 0",
        [":4 volumes.data.storage: must be more than 0, such as 10Gi, got 0"],
    ),
    "a folder's field on a claim": (
        "claim, storage: 1Gi, path: /srv",
        [":4 volumes.data.path: unknown field for claim; host_path has it"],
    ),
    "an access mode of nobody's": (
        "claim, storage: 1Gi, access_mode: RWX",
        [
            (
                ":4 volumes.data.access_mode: must be one of ReadWriteOnce, ReadOnlyMany,"
                ' ReadWriteMany or ReadWriteOncePod, got "RWX"'
            )
        ],
    ),
}


@pytest.mark.parametrize(("fields", "lines"), REFUSED.values(), ids=REFUSED.keys())
def test_a_volume_that_cannot_be_built_is_refused(
    tmp_path: Path, fields: str, lines: list[str]
) -> None:
    assert refused(tmp_path, f"volumes: {{data: {{kind: {fields}}}}}") == lines
