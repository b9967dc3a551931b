from pathlib import Path

import pytest

from tests.proof.kit import finds

_RULE = "read-write-once-shared"
_THREE = "scaling: {kind: fixed, replicas: 3}"


def _patch(mode: str, web: str, job: str = "", nodes: int = 2) -> str:
    return (
        f"cluster: {{node_pools: {{default: {{nodes: {nodes}}}}}}}\n"
        f"volumes: {{data: {{kind: claim, storage: 1Gi, access_mode: {mode}}}}}\n"
        "workloads:\n"
        f"  web: {{volumes: {{data: {{path: /data}}}}, {web}}}\n"
        f"  job: {{{job}}}"
    )


def test_it_finds_pods_of_one_workload_on_several_nodes(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("ReadWriteOnce", _THREE)) == [
        "volumes.data.access_mode: is ReadWriteOnce, and 3 pods of web may stand on 2 nodes"
    ]


def test_it_finds_several_workloads_on_several_nodes(tmp_path: Path) -> None:
    patch = _patch("ReadWriteOnce", "user: 10001", "volumes: {data: {path: /d}}")
    assert finds(tmp_path, _RULE, patch) == [
        (
            "volumes.data.access_mode: is ReadWriteOnce, and 1 pod of web and 1 pod of job may"
            " stand on 2 nodes"
        )
    ]


def test_it_finds_a_second_pod_of_what_one_may_mount(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("ReadWriteOncePod", _THREE, nodes=1)) == [
        "volumes.data.access_mode: is ReadWriteOncePod, and 3 pods of web may run at the same time"
    ]


@pytest.mark.parametrize(
    ("mode", "web", "nodes"),
    [
        ("ReadWriteOnce", "user: 10001", 2),
        ("ReadWriteOnce", _THREE, 1),
        ("ReadWriteMany", _THREE, 2),
        ("ReadWriteOncePod", "user: 10001", 2),
    ],
    ids=["one pod", "one node", "a mode for many", "the one pod"],
)
def test_it_passes_what_can_be_mounted(tmp_path: Path, mode: str, web: str, nodes: int) -> None:
    assert finds(tmp_path, _RULE, _patch(mode, web, nodes=nodes)) == []


def test_it_passes_a_folder_of_the_node(tmp_path: Path) -> None:
    patch = _patch("ReadWriteOnce", _THREE).replace("claim", "host_path, path: /srv/app")
    assert finds(tmp_path, _RULE, patch) == []
