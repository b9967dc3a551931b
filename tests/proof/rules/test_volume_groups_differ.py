from pathlib import Path

import pytest

from tests.proof.kit import finds

_RULE = "volume-groups-differ"


def _patch(web: str, job: str, access: str = "read_write") -> str:
    use = f"volumes: {{data: {{path: /data, access: {access}}}}}"
    return (
        "volumes: {data: {kind: claim, storage: 1Gi}}\n"
        f"workloads: {{web: {{{use}, {web}}}, job: {{{use}, {job}}}}}"
    )


@pytest.mark.parametrize("web", ["user: 101", "group: 101"])
def test_it_finds_groups_that_differ(tmp_path: Path, web: str) -> None:
    assert finds(tmp_path, _RULE, _patch(web, "user: 10001")) == [
        "workloads.job.group: is 10001, and web, with which it shares data, has 101"
    ]


@pytest.mark.parametrize(
    ("web", "job"), [("user: 10001", "user: 10001"), ("user: 101, group: 50", "group: 50")]
)
def test_it_passes_one_group(tmp_path: Path, web: str, job: str) -> None:
    assert finds(tmp_path, _RULE, _patch(web, job)) == []


def test_it_passes_a_volume_that_nobody_writes(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("user: 101", "user: 10001", "read_only")) == []
