"""Kubernetes objects from a pod's shape, compared as plain data."""

from dataclasses import replace

from components.cluster.spec import TaintSpec
from components.spec import Quantity
from components.workload.lifecycle import (
    ExecHookSpec,
    MetricsSpec,
    SleepHookSpec,
    SpreadSpec,
)
from components.workload.manifests import container, env_var, pod_template, service_ports, strategy
from components.workload.pods import (
    ClaimVolume,
    ConfigVolume,
    KeyEnv,
    Mount,
    PlainEnv,
    PodShape,
    ScratchVolume,
)
from components.workload.probes import ExecProbeSpec, HttpProbeSpec, ProbesSpec, TcpProbeSpec
from components.workload.resources import AmountsSpec, ResourcesSpec
from components.workload.scaling import RecreateSpec, RollingUpdateSpec

BARE = PodShape(
    name="web", namespace="app", image="example.org/web:1", resources=ResourcesSpec(), user=10_001
)
FULL = PodShape(
    name="web",
    namespace="app",
    image="example.org/web:1",
    resources=ResourcesSpec(
        requests=AmountsSpec(cpu=Quantity("100m"), memory=Quantity("128Mi")),
        limits=AmountsSpec(cpu=Quantity("1"), memory=Quantity("256Mi")),
    ),
    user=999,
    group=998,
    command=("serve",),
    args=("--port", "80"),
    ports={"http": 8080, "admin": 9090},
    env=(
        PlainEnv(name="A", value="1"),
        KeyEnv(name="B", source="config_map", object="settings", key="B"),
        KeyEnv(name="C", source="secret", object="token", key="value"),
    ),
    probes=ProbesSpec(
        startup=ExecProbeSpec(kind="exec", command=("true",), failure_threshold=60),
        readiness=HttpProbeSpec(kind="http", path="/up", port="http", headers={"X-Probe": "yes"}),
        liveness=TcpProbeSpec(kind="tcp", port="http", period_seconds=20, initial_delay_seconds=5),
    ),
    volumes=(
        ScratchVolume(name="scratch-0", size_limit="1Gi", medium="memory"),
        ConfigVolume(name="config-route", config_map="route"),
        ClaimVolume(name="data", claim="web"),
    ),
    mounts=(
        Mount(volume="scratch-0", path="/tmp"),
        Mount(volume="config-route", path="/app/r.gpx", part="r.gpx", access="read_only"),
        Mount(volume="data", path="/data"),
    ),
    grace_seconds=90,
    node_selector={"plinth.dev/pool": "big"},
    tolerations=(TaintSpec(key="team", value="a", effect="NoExecute"),),
    spread=SpreadSpec(nodes="prefer", zones="require"),
    pull_policy="Always",
    pull_secrets=("registry",),
    pre_stop=SleepHookSpec(kind="sleep", seconds=5),
    restart="Never",
    account="web-account",
    metrics=MetricsSpec(port=9100, path="/prom"),
)


def test_every_field_of_a_shape_reaches_its_container() -> None:
    assert container(FULL) == {
        "name": "web",
        "image": "example.org/web:1",
        "image_pull_policy": "Always",
        "lifecycle": {"pre_stop": {"sleep": {"seconds": 5}}},
        "command": ["serve"],
        "args": ["--port", "80"],
        "resources": {
            "requests": {"cpu": "100m", "memory": "128Mi"},
            "limits": {"cpu": "1", "memory": "256Mi"},
        },
        "security_context": {
            "allow_privilege_escalation": False,
            "read_only_root_filesystem": True,
            "capabilities": {"drop": ["ALL"]},
        },
        "env": [
            {"name": "A", "value": "1"},
            {"name": "B", "value_from": {"config_map_key_ref": {"name": "settings", "key": "B"}}},
            {"name": "C", "value_from": {"secret_key_ref": {"name": "token", "key": "value"}}},
        ],
        "ports": [
            {"name": "http", "container_port": 8080},
            {"name": "admin", "container_port": 9090},
            {"name": "metrics", "container_port": 9100},
        ],
        "startup_probe": _probe(failure_threshold=60, exec_={"command": ["true"]}),
        "readiness_probe": _probe(
            http_get={
                "path": "/up",
                "port": "http",
                "http_headers": [{"name": "X-Probe", "value": "yes"}],
            }
        ),
        "liveness_probe": _probe(
            initial_delay_seconds=5, period_seconds=20, tcp_socket={"port": "http"}
        ),
        "volume_mounts": [
            {"name": "scratch-0", "mount_path": "/tmp", "read_only": False},
            {
                "name": "config-route",
                "mount_path": "/app/r.gpx",
                "read_only": True,
                "sub_path": "r.gpx",
            },
            {"name": "data", "mount_path": "/data", "read_only": False},
        ],
    }


def _probe(**fields: object) -> dict[str, object]:
    timings = {
        "initial_delay_seconds": 0,
        "period_seconds": 10,
        "timeout_seconds": 1,
        "failure_threshold": 3,
        "success_threshold": 1,
    }
    return {**timings, **fields}


def test_every_field_of_a_shape_reaches_its_pod() -> None:
    assert pod_template(FULL, {"owner": "a"}, {"note": "b"}) == {
        "metadata": {
            "labels": {"owner": "a", "app.kubernetes.io/name": "web"},
            "annotations": {
                "prometheus.io/scrape": "true",
                "prometheus.io/port": "9100",
                "prometheus.io/path": "/prom",
                "note": "b",
            },
        },
        "spec": {
            "service_account_name": "web-account",
            "automount_service_account_token": False,
            "enable_service_links": False,
            "termination_grace_period_seconds": 90,
            "security_context": {
                "run_as_non_root": True,
                "run_as_user": 999,
                "run_as_group": 998,
                "fs_group": 998,
                "seccomp_profile": {"type": "RuntimeDefault"},
            },
            "containers": [container(FULL)],
            "volumes": [
                {"name": "scratch-0", "empty_dir": {"size_limit": "1Gi", "medium": "Memory"}},
                {"name": "config-route", "config_map": {"name": "route"}},
                {"name": "data", "persistent_volume_claim": {"claim_name": "web"}},
            ],
            "tolerations": [
                {"key": "team", "operator": "Equal", "value": "a", "effect": "NoExecute"}
            ],
            "topology_spread_constraints": [
                {
                    "max_skew": 1,
                    "topology_key": "kubernetes.io/hostname",
                    "when_unsatisfiable": "ScheduleAnyway",
                    "label_selector": {"match_labels": {"app.kubernetes.io/name": "web"}},
                },
                {
                    "max_skew": 1,
                    "topology_key": "topology.kubernetes.io/zone",
                    "when_unsatisfiable": "DoNotSchedule",
                    "label_selector": {"match_labels": {"app.kubernetes.io/name": "web"}},
                },
            ],
            "image_pull_secrets": [{"name": "registry"}],
            "restart_policy": "Never",
            "node_selector": {"plinth.dev/pool": "big"},
        },
    }


def test_a_bare_shape_asks_for_nothing_that_nobody_asked_for() -> None:
    made = container(BARE)
    assert not {"command", "args", "startup_probe", "readiness_probe", "liveness_probe"} & set(made)
    assert made.get("resources") == {"requests": {}, "limits": {}}
    pod = pod_template(BARE, {}, {}).get("spec")
    assert isinstance(pod, dict)
    assert not {"node_selector", "image_pull_secrets", "restart_policy"} & set(pod)
    assert pod.get("service_account_name") == "web"
    assert pod.get("security_context") == {
        "run_as_non_root": True,
        "run_as_user": 10_001,
        "run_as_group": 10_001,
        "seccomp_profile": {"type": "RuntimeDefault"},
    }, "no fs_group: the volumes are left as they are"


def test_metrics_at_a_port_that_is_there_add_none() -> None:
    shape = replace(BARE, ports={"http": 8080}, metrics=MetricsSpec(port=8080))
    assert container(shape).get("ports") == [{"name": "http", "container_port": 8080}]


def test_a_command_can_run_before_the_stop() -> None:
    shape = replace(BARE, pre_stop=ExecHookSpec(kind="exec", command=("drain", "--now")))
    assert container(shape).get("lifecycle") == {
        "pre_stop": {"exec_": {"command": ["drain", "--now"]}}
    }


def test_the_name_label_of_a_pod_is_the_selectors_whatever_the_labels_say() -> None:
    labels = {"app.kubernetes.io/name": "other"}
    assert pod_template(BARE, labels, {}).get("metadata") == {
        "labels": BARE.selector,
        "annotations": {},
    }


def test_a_plain_variable_keeps_its_references() -> None:
    plain = PlainEnv(name="URL", value="http://$(WORKLOAD_WEB_HOST)")
    assert env_var(plain) == {"name": "URL", "value": "http://$(WORKLOAD_WEB_HOST)"}


def test_a_rollout_is_rolling_with_its_numbers_or_recreates() -> None:
    rolling = RollingUpdateSpec(kind="rolling_update", max_unavailable=0, max_surge="25%")
    assert strategy(rolling) == {
        "type": "RollingUpdate",
        "rolling_update": {"max_unavailable": 0, "max_surge": "25%"},
    }
    assert strategy(RecreateSpec(kind="recreate")) == {"type": "Recreate"}


def test_a_service_has_the_pods_ports() -> None:
    assert service_ports({"http": 8080}) == [
        {"name": "http", "port": 8080, "target_port": "http", "protocol": "TCP"}
    ]
