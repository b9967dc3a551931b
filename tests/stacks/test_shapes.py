"""From a stack to the shapes of its pods and the traffic between them."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.cluster.spec import KwokSpec, TaintSpec
from components.tenancy.traffic import Host, Traffic
from components.workload.lifecycle import SpreadSpec
from components.workload.manifests import pod_template
from components.workload.pods import TOGETHER, ConfigVolume, KeyEnv, Mount, PlainEnv, ScratchVolume
from stacks.shapes import migrations, shapes, traffic
from stacks.spec import StackSpec
from tests.stacks.platforms import as_recorded, planned, spec

PATCH = """\
configs: {settings: {values: {LEVEL: info}, files: {r.gpx: r.gpx, s.gpx: s.gpx}}}
secrets: {token: {kind: generated}, key: {kind: existing, object: by-hand, key: KEY}}
databases: {main: {kind: in_cluster, version: "17"}}
cluster:
  node_pools: {big: {labels: {disk: ssd}, taints: [{key: team, value: a, effect: NoExecute}]}}
workloads:
  web:
    command: [serve]
    args: [--all]
    ports: {metrics: 9090}
    env: {HOME: /tmp, GREETING: "$(LEVEL) $(WORKLOAD_WEB_HOST)"}
    secret_env: {TOKEN: token, KEY: key}
    configs: {settings: {mounts: {r.gpx: /app/r.gpx}}}
    calls: [database.main, workload.web]
    node_pool: big
    grace_seconds: 90
    user: 20000
    writable_paths: [/tmp, /cache]
    scaling: {kind: fixed, replicas: 2}
"""


def test_every_field_of_a_workload_reaches_its_shape(tmp_path: Path) -> None:
    web = shapes(spec(tmp_path, PATCH))["workload.web"]
    assert (web.name, web.namespace, web.image) == ("web", "app", "example.org/web:1")
    assert (web.command, web.args) == (("serve",), ("--all",))
    assert web.ports == {"http": 8080, "metrics": 9090}
    assert (web.user, web.group, web.grace_seconds) == (20_000, None, 90)
    assert web.node_selector == {"plinth.dev/pool": "big"}
    assert web.tolerations == (TaintSpec(key="team", value="a", effect="NoExecute"),)
    assert web.spread == SpreadSpec(nodes="prefer", zones="prefer")
    assert web.volumes == (
        ConfigVolume(name="config-settings", config_map="settings"),
        ScratchVolume(name="scratch-0"),
        ScratchVolume(name="scratch-1"),
    )
    assert web.mounts == (
        Mount(volume="config-settings", path="/app/r.gpx", part="r.gpx", access="read_only"),
        Mount(volume="scratch-0", path="/tmp"),
        Mount(volume="scratch-1", path="/cache"),
    )
    assert web.config_maps == {"settings"}
    assert web.secrets == {"database-main", "token", "by-hand"}


def test_plain_variables_come_last_so_that_they_may_name_all_others(tmp_path: Path) -> None:
    env = shapes(spec(tmp_path, PATCH))["workload.web"].env
    links = ["HOST", "PORT", "USER", "PASSWORD", "NAME", "URL", "READ_HOSTS", "READ_URL"]
    assert [variable.name for variable in env] == [
        *(f"DATABASE_MAIN_{link}" for link in links),
        "WORKLOAD_WEB_HOST",
        "WORKLOAD_WEB_PORT_HTTP",
        "WORKLOAD_WEB_PORT_METRICS",
        "LEVEL",
        "TOKEN",
        "KEY",
        "GREETING",
        "HOME",
    ]
    by_name = {variable.name: variable for variable in env}
    assert by_name["WORKLOAD_WEB_HOST"] == PlainEnv(
        name="WORKLOAD_WEB_HOST", value="web.app.svc.cluster.local"
    )
    assert by_name["LEVEL"] == KeyEnv(
        name="LEVEL", source="config_map", object="settings", key="LEVEL"
    )
    assert by_name["KEY"] == KeyEnv(name="KEY", source="secret", object="by-hand", key="KEY")


def test_a_variable_comes_after_those_it_names_however_the_file_is_sorted(tmp_path: Path) -> None:
    def order(env: str) -> list[str]:
        shape = shapes(spec(tmp_path, f"workloads: {{web: {{env: {{{env}}}}}}}"))["workload.web"]
        return [variable.name for variable in shape.env]

    assert order("A: $(Z)/a, Z: z") == order("Z: z, A: $(Z)/a") == ["Z", "A"]


def test_a_lone_pod_needs_no_spreading(tmp_path: Path) -> None:
    assert shapes(spec(tmp_path, PATCH))["workload.job"].spread == TOGETHER


def test_stores_have_shapes_beside_workloads(tmp_path: Path) -> None:
    patch = PATCH + 'caches: {queue: {kind: in_cluster, version: "8.1"}}'
    made = shapes(spec(tmp_path, patch))
    assert set(made) == {"workload.web", "workload.job", "database.main", "cache.queue"}
    assert made["database.main"].image == "docker.io/library/postgres:17"
    assert made["cache.queue"].image == "docker.io/valkey/valkey:8.1"


def test_pods_that_end_are_asked_for_as_their_shapes_say(tmp_path: Path) -> None:
    patch = """\
volumes: {data: {kind: claim, storage: 1Gi, deletion: delete}}
workloads:
  web: {migration: {command: [migrate]}, metrics: {port: 9100}}
  seed: {kind: job, image: a, resources: {}, volumes: {data: {path: /data}}, group: 50}
  nightly: {kind: cron, image: a, resources: {}, schedule: 0 3 * * *, command: [tidy]}
"""
    stack, made = spec(tmp_path, patch), planned(tmp_path, patch)
    wanted = {f"workload.{name}": shapes(stack)[f"workload.{name}"] for name in ("seed", "nightly")}
    asked = {
        "workload.seed": made.one("kubernetes:batch/v1:Job", "seed").at("spec"),
        "workload.nightly": made.one("kubernetes:batch/v1:CronJob", "nightly").at(
            "spec", "jobTemplate", "spec"
        ),
        "web": made.one("kubernetes:batch/v1:Job", "web-migration").at("spec"),
    }
    for name, shape in (*wanted.items(), *migrations(stack).items()):
        job = asked.pop(name)
        assert isinstance(job, dict)
        pod = job["template"]
        assert isinstance(pod, dict)
        assert pod["spec"] == as_recorded(pod_template(shape, {}, {})), name
    assert asked == {}


def test_images_are_fetched_as_suits_the_cluster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stack = spec(tmp_path, "labels: {}")
    assert shapes(stack)["workload.web"].pull_policy == "IfNotPresent"
    monkeypatch.setattr(KwokSpec, "pull_policy", "Always")
    assert shapes(stack)["workload.web"].pull_policy == "Always"


def test_traffic_from_outside_reaches_what_is_exposed_and_nothing_else(tmp_path: Path) -> None:
    def outside(web: str) -> tuple[int, ...]:
        patch = f"workloads: {{web: {{ports: {{admin: 9090}}, {web}}}}}"
        return traffic(spec(tmp_path, patch), "workload.web").from_outside

    assert outside("service_type: ClusterIP") == ()
    assert sorted(outside("service_type: NodePort")) == [8080, 9090]
    assert sorted(outside("service_type: LoadBalancer")) == [8080, 9090]
    assert outside("expose: {host: a.example.org, port: http}") == (8080,)


def test_a_host_outside_is_called_at_its_port_and_the_rest_stays_closed(tmp_path: Path) -> None:
    stack = spec(tmp_path, "workloads: {web: {calls: ['api.example.org:443']}}")
    host = Host(name="api.example.org", port=443)
    assert traffic(stack, "workload.web") == Traffic(to_hosts=(host,))


def test_metrics_are_let_out_at_their_port_and_callers_do_not_reach_it(tmp_path: Path) -> None:
    patch = "workloads: {web: {metrics: {port: 9100}}, job: {calls: [workload.web]}}"
    stack = spec(tmp_path, patch)
    assert traffic(stack, "workload.web").scraped == 9100
    assert traffic(stack, "workload.job").targets[0].ports == (8080,)
    assert traffic(stack, "workload.job").scraped is None


def test_a_migration_may_connect_to_what_its_workload_calls(tmp_path: Path) -> None:
    patch = (
        'databases: {main: {kind: in_cluster, version: "17"}}\n'
        "workloads: {job: {calls: [database.main, workload.web], migration: {command: [a]}}}"
    )
    stack = spec(tmp_path, patch)
    for member in ("database.main", "workload.web"):
        callers = [
            each.selector["app.kubernetes.io/name"] for each in traffic(stack, member).callers
        ]
        assert callers == ["job", "job-migration"]
    assert set(migrations(stack)) == {"job"}
    assert migrations(stack)["job"].name == "job-migration"


def test_the_internet_is_for_those_who_call_it(tmp_path: Path) -> None:
    stack = spec(tmp_path, "workloads: {web: {calls: [internet]}}")
    assert traffic(stack, "workload.web") == Traffic(to_internet=("0.0.0.0/0",))
    assert traffic(stack, "workload.job") == Traffic()


NAMES = ("a", "b", "c", "d")
MEMBERS = (*(f"workload.{name}" for name in NAMES), "database.main", "cache.queue")


def called(calls: Mapping[str, list[str]]) -> StackSpec:
    workload = {"kind": "web", "image": "x", "ports": {"http": 80}, "resources": {}}
    return StackSpec.model_validate(
        {
            "cluster": {"kind": "local"},
            "namespaces": {"one": {}, "two": {}},
            "databases": {"main": {"kind": "in_cluster", "version": "17", "namespace": "one"}},
            "caches": {"queue": {"kind": "in_cluster", "version": "8.1", "namespace": "two"}},
            "workloads": {
                name: {
                    **workload,
                    "namespace": "one" if name < "c" else "two",
                    "calls": calls[name],
                }
                for name in NAMES
            },
        }
    )


@given(
    st.fixed_dictionaries({name: st.lists(st.sampled_from(MEMBERS), unique=True) for name in NAMES})
)
def test_whoever_may_call_is_let_in_and_nobody_else(calls: Mapping[str, list[str]]) -> None:
    stack = called(calls)
    made = shapes(stack)
    ends = {(s.namespace, s.name): member for member, s in made.items()}

    def member_at(namespace: str, selector: Mapping[str, str]) -> str:
        return ends[namespace, selector["app.kubernetes.io/name"]]

    out = {
        (member, member_at(peer.namespace, peer.selector), peer.ports)
        for member in made
        for peer in traffic(stack, member).targets
    }
    into = {
        (member_at(peer.namespace, peer.selector), member, tuple(made[member].ports.values()))
        for member in made
        for peer in traffic(stack, member).callers
    }
    asked = {
        (f"workload.{name}", call, tuple(made[call].ports.values()))
        for name, wanted in calls.items()
        for call in wanted
    }
    assert out == into == asked
