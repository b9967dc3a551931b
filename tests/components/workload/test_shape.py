"""From a workload's spec to the shape of its pods, field by field."""

from dataclasses import replace

import pytest

from components.secret.spec import SuppliedSecretSpec
from components.spec import Quantity
from components.workload.base import ScratchSpec
from components.workload.lifecycle import (
    MetricsSpec,
    MigrationSpec,
    SleepHookSpec,
    SpreadSpec,
)
from components.workload.pods import (
    TOGETHER,
    ClaimVolume,
    Mount,
    PlainEnv,
    PodShape,
    ScratchVolume,
)
from components.workload.probes import ProbesSpec, TcpProbeSpec
from components.workload.resources import ResourcesSpec
from components.workload.scaling import FixedScalingSpec
from components.workload.schedule import ScheduleSpec
from components.workload.shape import Surroundings, migration_shape, pod_shape
from components.workload.spec import JobSpec, WebSpec, WorkerSpec, WorkloadSpec
from components.workload.volume_use import VolumeUseSpec

AROUND = Surroundings(namespace="app")
WEB = WebSpec(kind="web", image="a:1", ports={"http": 8080}, resources=ResourcesSpec())
JOB = JobSpec(kind="job", image="a:1", resources=ResourcesSpec())
WORKER = WorkerSpec(kind="worker", image="a:1", resources=ResourcesSpec())


def test_volumes_of_the_stack_are_mounted_whole_or_a_folder_of_them() -> None:
    uses = {
        "shared": VolumeUseSpec(path="/data/images", folder="images"),
        "lists": VolumeUseSpec(path="/lists", access="read_only"),
    }
    shape = pod_shape("web", WEB.model_copy(update={"volumes": uses}), AROUND)
    assert shape.volumes[:2] == (
        ClaimVolume(name="volume-shared", claim="shared"),
        ClaimVolume(name="volume-lists", claim="lists"),
    )
    assert shape.mounts[:2] == (
        Mount(volume="volume-shared", path="/data/images", part="images"),
        Mount(volume="volume-lists", path="/lists", access="read_only"),
    )


def test_scratch_space_has_its_size_and_may_lie_in_memory() -> None:
    scratch = {"/work": ScratchSpec(size=Quantity("2Gi"), medium="memory")}
    shape = pod_shape("web", WEB.model_copy(update={"scratch": scratch}), AROUND)
    assert shape.volumes == (
        ScratchVolume(name="scratch-0", size_limit="256Mi"),
        ScratchVolume(name="scratch-1", size_limit="2Gi", medium="memory"),
    )
    assert shape.mounts[1] == Mount(volume="scratch-1", path="/work")


@pytest.mark.parametrize(
    ("fields", "group"),
    [
        ({}, None),
        ({"volumes": {"shared": VolumeUseSpec(path="/data")}}, 10_001),
        ({"volumes": {"shared": VolumeUseSpec(path="/data")}, "user": 999}, 999),
        ({"volumes": {"shared": VolumeUseSpec(path="/data")}, "user": 999, "group": 50}, 50),
        ({"group": 50}, 50),
    ],
)
def test_volumes_belong_to_the_group_that_is_the_users_unless_it_is_named(
    fields: dict[str, object], group: int | None
) -> None:
    assert pod_shape("web", WEB.model_copy(update=fields), AROUND).group == group


@pytest.mark.parametrize(
    ("own", "cluster", "policy"),
    [
        (None, "IfNotPresent", "IfNotPresent"),
        (None, "Always", "Always"),
        ("Never", "Always", "Never"),
    ],
)
def test_images_are_fetched_as_suits_the_cluster_unless_the_workload_says(
    own: str | None, cluster: str, policy: str
) -> None:
    around = Surroundings(namespace="app", pull_policy=cluster)  # pyright: ignore[reportArgumentType]
    spec = WEB.model_copy(update={"pull_policy": own})
    assert pod_shape("web", spec, around).pull_policy == policy


def test_a_private_registry_is_opened_by_the_object_that_holds_the_login() -> None:
    login = SuppliedSecretSpec(kind="supplied", object="ghcr", key=".dockerconfigjson")
    around = Surroundings(namespace="app", secrets={"registry": login})
    shape = pod_shape("web", WEB.model_copy(update={"pull_secrets": ("registry",)}), around)
    assert shape.pull_secrets == ("ghcr",)


@pytest.mark.parametrize(("spec", "restart"), [(WEB, "Always"), (WORKER, "Always"), (JOB, "Never")])
def test_pods_that_end_are_not_started_anew_in_their_place(
    spec: WorkloadSpec, restart: str
) -> None:
    assert pod_shape("x", spec, AROUND).restart == restart


def test_pods_are_spread_once_there_can_be_two_of_them_at_whatever_hour() -> None:
    floor = ScheduleSpec(start="0 8 * * *", end="0 9 * * *", min=2)
    peak = WEB.model_copy(update={"schedule": {"peak": floor}})
    assert pod_shape("web", WEB, AROUND).spread == TOGETHER
    assert pod_shape("web", peak, AROUND).spread == SpreadSpec()


def test_the_port_of_the_metrics_is_the_containers_and_nobody_calls_it() -> None:
    shape = pod_shape("w", WORKER.model_copy(update={"metrics": MetricsSpec(port=9100)}), AROUND)
    assert (shape.ports, shape.container_ports) == ({}, {"metrics": 9100})
    own = pod_shape("web", WEB.model_copy(update={"metrics": MetricsSpec(port=8080)}), AROUND)
    assert own.container_ports == {"http": 8080}


def test_a_migration_is_the_workloads_pod_but_for_what_serves_and_starts_it() -> None:
    shape = PodShape(
        name="web",
        namespace="app",
        image="a:1",
        resources=ResourcesSpec.of(cpu="1", memory="1Gi"),
        user=999,
        group=998,
        command=("serve",),
        args=("--all",),
        ports={"http": 8080},
        env=(PlainEnv(name="A", value="1"),),
        probes=ProbesSpec(liveness=TcpProbeSpec(kind="tcp", port="http")),
        volumes=(ClaimVolume(name="volume-data", claim="data"),),
        mounts=(Mount(volume="volume-data", path="/data"),),
        grace_seconds=90,
        node_selector={"plinth.dev/pool": "big"},
        spread=SpreadSpec(),
        pull_policy="Always",
        pull_secrets=("ghcr",),
        pre_stop=SleepHookSpec(kind="sleep", seconds=5),
        metrics=MetricsSpec(port=9100),
    )
    assert migration_shape(shape, MigrationSpec(command=("migrate",), args=("up",))) == replace(
        shape,
        name="web-migration",
        account="web",
        command=("migrate",),
        args=("up",),
        ports={},
        probes=ProbesSpec(),
        spread=TOGETHER,
        pre_stop=None,
        metrics=None,
        restart="Never",
    )


def test_the_most_pods_are_those_of_the_scaling_or_of_the_highest_floor() -> None:
    floors = {
        "a": ScheduleSpec(start="0 8 * * *", end="0 9 * * *", min=4),
        "b": ScheduleSpec(start="0 8 * * *", end="0 9 * * *", min=2),
    }
    fixed = FixedScalingSpec(kind="fixed", replicas=3)
    plain = WORKER.model_copy(update={"scaling": fixed})
    assert plain.most_pods() == 3
    assert plain.model_copy(update={"schedule": floors}).most_pods() == 4
