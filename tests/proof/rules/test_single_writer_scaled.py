from pathlib import Path

import pytest

from tests.proof.kit import cron, finds, job

_RULE = "single-writer-scaled"
_DATA = "volumes: {data: {kind: claim, storage: 1Gi}}\n"
_OWNS = "volumes: {data: {path: /data, writers: one}}"


def _web(fields: str, others: str = "") -> str:
    return f"{_DATA}workloads: {{web: {{{fields}}}{others}}}"


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("scaling: {kind: fixed, replicas: 3}", "scaling.replicas: is 3"),
        ("scaling: {kind: hpa, min: 1, max: 4, targets: {cpu_percent: 70}}", "scaling.max: is 4"),
        (
            'schedule: {noon: {start: "0 12 * * *", end: "0 13 * * *", min: 2}}',
            "schedule.noon.min: is 2",
        ),
    ],
)
def test_it_finds_the_field_that_makes_several_pods(
    tmp_path: Path, fields: str, found: str
) -> None:
    assert finds(tmp_path, _RULE, _web(f"{_OWNS}, {fields}")) == [
        f"workloads.web.{found}, and writers of data at /data is one"
    ]


def test_it_finds_runs_that_may_overlap(tmp_path: Path) -> None:
    use = "{data: {path: /data, writers: one}}"
    assert finds(tmp_path, _RULE, _DATA + cron(volumes=use, overlap="Allow")) == [
        (
            "workloads.night.overlap: is Allow, so that runs may stand side by side, and writers"
            " of data at /data is one"
        )
    ]


def test_it_finds_a_job_with_pods_side_by_side(tmp_path: Path) -> None:
    use = "{data: {path: /data, writers: one}}"
    patch = _DATA + job(volumes=use, parallelism="2", completions="2")
    assert finds(tmp_path, _RULE, patch) == [
        "workloads.once.parallelism: is 2, and writers of data at /data is one"
    ]


@pytest.mark.parametrize("folder", ["", ", folder: db"])
def test_it_finds_others_that_write_the_same_folder(tmp_path: Path, folder: str) -> None:
    own = "volumes: {data: {path: /data, folder: db, writers: one}}"
    others = f", job: {{volumes: {{data: {{path: /d{folder}}}}}}}"

    assert finds(tmp_path, _RULE, _web(own, others)) == [
        "workloads.web.volumes.data.writers: is one, and job may write the same folder"
    ]


@pytest.mark.parametrize(
    "others",
    [
        "",
        ", job: {volumes: {data: {path: /d, folder: pictures}}}",
        ", job: {volumes: {data: {path: /d, access: read_only}}}",
    ],
    ids=["alone", "a folder of its own", "only reads"],
)
def test_it_passes_one_pod_with_what_it_owns(tmp_path: Path, others: str) -> None:
    assert finds(tmp_path, _RULE, _web(_OWNS, others)) == []


@pytest.mark.parametrize("use", ["path: /data", "path: /data, writers: one, access: read_only"])
def test_it_passes_many_pods_that_own_nothing(tmp_path: Path, use: str) -> None:
    fields = f"volumes: {{data: {{{use}}}}}, scaling: {{kind: fixed, replicas: 3}}"
    assert finds(tmp_path, _RULE, _web(fields)) == []
