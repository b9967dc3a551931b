from pathlib import Path

import pytest

from tests.proof.kit import finds

_RULE = "sqlite-on-shared-volume"
_NODE = "{kind: host_path, path: /var/lib/app, storage: 1Gi, access_mode: ReadWriteMany}"


def _patch(web: str, job: str = "", volume: str = _NODE) -> str:
    return (
        f"volumes: {{data: {volume}}}\n"
        "configs: {settings: {values: {DATABASE_PATH: /data/db/app.db}}}\n"
        "workloads:\n"
        f"  web: {{configs: {{settings: {{}}}}, volumes: {{data: {{path: /data}}}}, {web}}}\n"
        f"  job: {{{job}}}"
    )


_FOUND = "workloads.web.volumes.data: DATABASE_PATH is the SQLite file /data/db/app.db in it: "


def test_it_finds_several_pods(tmp_path: Path) -> None:
    patch = _patch("scaling: {kind: fixed, replicas: 3}")
    assert finds(tmp_path, _RULE, patch) == [f"{_FOUND}scaling.replicas is 3"]


@pytest.mark.parametrize("folder", ["", ", folder: db", ", folder: db/app.db"])
def test_it_finds_others_that_reach_the_file(tmp_path: Path, folder: str) -> None:
    patch = _patch("user: 10001", f"volumes: {{data: {{path: /d{folder}}}}}")
    assert finds(tmp_path, _RULE, patch) == [f"{_FOUND}job reaches it too"]


def test_it_finds_a_network_file_system(tmp_path: Path) -> None:
    volume = "{kind: claim, storage: 1Gi, access_mode: ReadWriteMany, storage_class: nfs}"
    assert finds(tmp_path, _RULE, _patch("user: 10001", volume=volume)) == [
        f"{_FOUND}data is ReadWriteMany, which is a network file system"
    ]


def test_it_finds_an_address_among_the_variables(tmp_path: Path) -> None:
    patch = (
        f"volumes: {{data: {_NODE}}}\n"
        "workloads: {web: {volumes: {data: {path: /data, folder: db}}, scaling: {kind: fixed,"
        ' replicas: 2}, env: {DATABASE_URL: "sqlite:////data/app.db"}}}'
    )
    assert finds(tmp_path, _RULE, patch) == [
        (
            "workloads.web.volumes.data: DATABASE_URL is the SQLite file /data/app.db in it:"
            " scaling.replicas is 2"
        )
    ]


@pytest.mark.parametrize(
    ("web", "job"),
    [
        ("user: 10001", ""),
        ("user: 10001", "volumes: {data: {path: /d, folder: pictures}}"),
        ("user: 10001", "configs: {settings: {}}, volumes: {data: {path: /other, folder: p}}"),
        ("scaling: {kind: fixed, replicas: 3}, scratch: {/data/db: {}}", ""),
    ],
    ids=["alone", "another folder", "the setting without the file", "a folder of the pod over it"],
)
def test_it_passes_a_file_of_one_pod(tmp_path: Path, web: str, job: str) -> None:
    assert finds(tmp_path, _RULE, _patch(web, job)) == []


def test_it_passes_one_that_only_reads(tmp_path: Path) -> None:
    patch = _patch("scaling: {kind: fixed, replicas: 3}").replace(
        "path: /data}", "path: /data, access: read_only}"
    )
    assert finds(tmp_path, _RULE, patch) == []
