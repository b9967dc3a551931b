from pathlib import Path

import pytest

from proof.levels import LEVELS, NO_LOAD, NO_LOAD_BESIDE_SCHEDULE, Headcount, headcounts
from tests.components.cluster import eks_kit
from tests.proof.kit import SOUND, cron, hpa, job, web
from tests.stacks.platforms import spec


def _headcounts(folder: Path, patch: str, base: str = SOUND) -> dict[str, Headcount]:
    found = headcounts(spec(folder, patch, base))
    return {each.member: each for each in found}


def _pods(found: Headcount) -> tuple[int, ...]:
    return tuple(found.pods[level] for level in LEVELS)


_FLOOR = 'schedule: {day: {start: "0 8 * * *", end: "0 20 * * *", min: %d}}, '


@pytest.mark.parametrize(
    ("patch", "pods", "path", "assumption"),
    [
        (web("scaling: {kind: fixed, replicas: 3}"), (3, 3, 3), "scaling.replicas", None),
        (hpa("min: 2, max: 9, targets: {cpu_percent: 70}"), (2, 2, 9), "scaling.max", NO_LOAD),
        (hpa("min: 4, max: 4, targets: {cpu_percent: 70}"), (4, 4, 4), "scaling.max", None),
        (
            web(_FLOOR % 5 + "scaling: {kind: hpa, min: 2, max: 9, targets: {cpu_percent: 70}}"),
            (2, 5, 9),
            "scaling.max",
            NO_LOAD_BESIDE_SCHEDULE,
        ),
        (
            web(_FLOOR % 5 + "scaling: {kind: fixed, replicas: 2}"),
            (2, 5, 5),
            "schedule.day.min",
            None,
        ),
    ],
)
def test_workloads_that_run_all_the_time(
    tmp_path: Path, patch: str, pods: tuple[int, ...], path: str, assumption: str | None
) -> None:
    patch = patch + "\naddons: {keda: {}, metrics_server: {}}"
    found = _headcounts(tmp_path, patch)["workload.web"]
    assert _pods(found) == pods
    assert found.path == ("workloads", "web", *path.split("."))
    assert found.assumption == assumption


@pytest.mark.parametrize(
    ("patch", "member", "pods", "path"),
    [
        (cron(), "night", (0, 1, 1), "overlap"),
        (cron(overlap="Allow"), "night", (0, 1, 2), "overlap"),
        (cron(runs="suspended"), "night", (0, 0, 0), "overlap"),
        (job(completions="5", parallelism="3"), "once", (0, 3, 3), "parallelism"),
        (job(completions="2", parallelism="3"), "once", (0, 2, 2), "parallelism"),
    ],
)
def test_workloads_that_end(
    tmp_path: Path, patch: str, member: str, pods: tuple[int, ...], path: str
) -> None:
    found = _headcounts(tmp_path, patch)[f"workload.{member}"]
    assert (_pods(found), found.path) == (pods, ("workloads", member, path))
    assert (found.ahead, found.assumption) == (0, None)


@pytest.mark.parametrize(
    ("fields", "ahead"),
    [
        ("scaling: {kind: fixed, replicas: 2}", 1),
        ("scaling: {kind: fixed, replicas: 0}", 0),
        ("scaling: {kind: fixed, replicas: 2}, rollout: {kind: recreate}", 0),
        (
            (
                "scaling: {kind: fixed, replicas: 2}, rollout: {kind: recreate},"
                " migration: {command: [up]}"
            ),
            1,
        ),
        (
            (
                "scaling: {kind: fixed, replicas: 2},"
                " rollout: {kind: rolling_update, max_unavailable: 1, max_surge: 3}"
            ),
            0,
        ),
    ],
)
def test_what_a_rollout_waits_for(tmp_path: Path, fields: str, ahead: int) -> None:
    assert _headcounts(tmp_path, web(fields))["workload.web"].ahead == ahead


def test_stores_and_add_ons_are_the_same_at_every_level(tmp_path: Path) -> None:
    patch = (
        "databases: {main: {kind: in_cluster, version: '17'}}\n"
        "caches: {queue: {kind: in_cluster, version: '8.1'}}\n"
        "cluster: {node_pools: {default: {nodes: 2}}}\n"
        "addons: {traefik: {replicas: 3}, vertical_pod_autoscaler: {}}"
    )
    found = _headcounts(tmp_path, patch)
    assert {name: _pods(each) for name, each in found.items()} == {
        "workload.web": (1, 1, 1),
        "workload.job": (1, 1, 1),
        "database.main": (1, 1, 1),
        "cache.queue": (1, 1, 1),
        "addon.traefik.traefik": (3, 3, 3),
        "addon.vertical_pod_autoscaler.admission-controller": (2, 2, 2),
        "addon.vertical_pod_autoscaler.recommender": (2, 2, 2),
        "addon.vertical_pod_autoscaler.updater": (2, 2, 2),
    }
    assert found["database.main"].path == ("databases", "main")
    assert found["addon.traefik.traefik"].path == ("addons", "traefik", "replicas")


def test_an_add_on_has_one_pod_of_each_part_on_a_lone_node(tmp_path: Path) -> None:
    found = _headcounts(tmp_path, "addons: {vertical_pod_autoscaler: {}}")
    assert {_pods(each) for each in found.values()} == {(1, 1, 1)}


def test_eks_brings_pods_of_its_own(tmp_path: Path) -> None:
    shared = "volumes: {files: {kind: efs}}\nworkloads: {job: {volumes: {files: {path: /f}}}}"
    plain = {
        "workload.job": (1, 1, 1),
        "system.coredns.coredns": (2, 2, 2),
        "system.aws-ebs-csi-driver.controller": (2, 2, 2),
    }
    found = _headcounts(tmp_path, "", eks_kit.BASE)
    assert {name: _pods(each) for name, each in found.items()} == plain
    found = _headcounts(tmp_path, shared, eks_kit.BASE)
    assert {name: _pods(each) for name, each in found.items()} == {
        **plain,
        "system.aws-efs-csi-driver.controller": (2, 2, 2),
    }
