"""What the README of multimodal-ai says is what the engine would be asked for."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

import pytest

from components.workload.spec import WebSpec, service_name
from stacks.order import start_order
from tests.plan import Recorded, Secret, Wire, reveal
from tests.shipped import planned, resolved, sentinel, the

DEV = the("multimodal-ai/dev")
SPEC = resolved(DEV).spec
PLAN = planned(DEV)
WORKERS = ("llm-worker", "image-worker", "stt-worker", "tts-worker", "cyclegan-worker")
PORTS = {
    "frontend": 8080,
    "gateway": 8000,
    "llm-worker": 8001,
    "image-worker": 8002,
    "stt-worker": 8003,
    "tts-worker": 8004,
    "cyclegan-worker": 8005,
}
EVERY_SERVICE = pytest.mark.parametrize("name", PORTS)
VOLUME = "multimodal-data"


def web(name: str) -> WebSpec:
    spec = SPEC.workloads[name]
    assert isinstance(spec, WebSpec)
    return spec


def made(kind: str, name: str) -> Recorded:
    (found,) = [r for r in PLAN.resources if r.type.endswith(f"/v1:{kind}") and r.name == name]
    return found


def pod(name: str, *path: str | int) -> Wire:
    return made("Deployment", name).at("spec", "template", "spec", *path)


def container(name: str, *path: str | int) -> Wire:
    return pod(name, "containers", 0, *path)


def test_there_are_seven_services() -> None:
    assert set(SPEC.workloads) == set(PORTS) == {"frontend", "gateway", *WORKERS}


@EVERY_SERVICE
def test_its_deployment_and_its_service_have_the_names_and_the_port_of_the_text(name: str) -> None:
    assert made("Deployment", name).at("metadata", "name") == f"{name}-deployment"
    service = made("Service", name)
    assert service.at("metadata", "name") == f"{name}-service"
    assert service.at("metadata", "namespace") == "multimodal-ai"
    assert service.at("spec", "ports") == [
        {"name": "http", "port": PORTS[name], "targetPort": "http", "protocol": "TCP"}
    ]


@EVERY_SERVICE
def test_there_is_one_of_it(name: str) -> None:
    assert made("Deployment", name).at("spec", "replicas") == 1


def test_the_frontend_alone_is_reached_from_outside() -> None:
    types = {name: made("Service", name).at("spec", "type") for name in PORTS}
    assert types.pop("frontend") == "NodePort"
    assert set(types.values()) == {"ClusterIP"}
    assert PLAN.of("kubernetes:networking.k8s.io/v1:Ingress") == ()


@EVERY_SERVICE
def test_it_is_ready_when_it_answers_and_alive_when_it_listens(name: str) -> None:
    path = "/" if name == "frontend" else "/health"
    assert container(name, "readinessProbe", "httpGet", "path") == path
    assert container(name, "readinessProbe", "httpGet", "port") == "http"
    assert container(name, "livenessProbe", "tcpSocket") == {"port": "http"}
    times = {
        kind: tuple(container(name, f"{kind}Probe", f"{what}Seconds") for what in _TIMES)
        for kind in ("readiness", "liveness")
    }
    assert times == {"readiness": (5, 5), "liveness": (30, 10)}


_TIMES = ("initialDelay", "period")


def test_calls_lead_from_the_frontend_over_the_gateway_to_the_workers_and_no_further() -> None:
    assert web("frontend").calls == ("workload.gateway",)
    assert web("gateway").calls == tuple(f"workload.{worker}" for worker in WORKERS)
    assert web("llm-worker").calls == ("openrouter.ai:443",)
    for worker in WORKERS[1:]:
        assert web(worker).calls == ("router.huggingface.co:443",)


def test_policies_let_the_gateway_in_at_the_workers_and_nobody_else() -> None:
    for worker in WORKERS:
        spec = PLAN.one("kubernetes:networking.k8s.io/v1:NetworkPolicy", worker).at("spec")
        assert isinstance(spec, Mapping)
        assert spec["ingress"] == [{"from": [_peer("gateway")], "ports": _tcp(worker)}]
    gateway = PLAN.one("kubernetes:networking.k8s.io/v1:NetworkPolicy", "gateway").at("spec")
    assert isinstance(gateway, Mapping)
    assert gateway["ingress"] == [{"from": [_peer("frontend")], "ports": _tcp("gateway")}]
    assert gateway["egress"] == [{"to": [_peer(w)], "ports": _tcp(w)} for w in WORKERS]


def test_a_worker_reaches_public_addresses_on_port_443_and_nothing_else() -> None:
    for worker in WORKERS:
        policy = PLAN.one("kubernetes:networking.k8s.io/v1:NetworkPolicy", worker)
        egress = policy.at("spec", "egress")
        assert isinstance(egress, Sequence)
        assert len(egress) == 1
        assert policy.at("spec", "egress", 0, "ports") == [{"protocol": "TCP", "port": 443}]
        private = policy.at("spec", "egress", 0, "to", 0, "ipBlock", "except")
        assert isinstance(private, Sequence)
        assert {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"} <= {str(r) for r in private}


def test_workers_start_before_the_gateway_and_the_gateway_before_the_frontend() -> None:
    order = start_order(SPEC)
    assert set(order[:5]) == set(WORKERS)
    assert order[5:] == ("gateway", "frontend")
    awaited = made("Deployment", "gateway").depends_on
    assert {made("Deployment", worker).urn for worker in WORKERS} <= set(awaited)
    assert made("Deployment", "gateway").urn in made("Deployment", "frontend").depends_on


def test_the_volume_is_a_folder_of_the_node_that_many_mount_and_that_stays() -> None:
    assert made("PersistentVolume", VOLUME).at("spec") == {
        "capacity": {"storage": "10Gi"},
        "accessModes": ["ReadWriteMany"],
        "persistentVolumeReclaimPolicy": "Retain",
        "storageClassName": "",
        "hostPath": {"path": "/var/lib/multimodal-data", "type": "DirectoryOrCreate"},
        "claimRef": {"name": VOLUME, "namespace": "multimodal-ai"},
    }
    claim = made("PersistentVolumeClaim", VOLUME)
    assert claim.at("spec", "resources") == {"requests": {"storage": "10Gi"}}
    assert claim.at("spec", "volumeName") == "multimodal-ai-dev-multimodal-data"


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("gateway", ("/data", None)),
        ("image-worker", ("/data/images", "images")),
        ("tts-worker", ("/data/audio", "audio")),
        ("cyclegan-worker", ("/data/images", "images")),
        ("frontend", None),
        ("llm-worker", None),
        ("stt-worker", None),
    ],
)
def test_four_services_find_their_part_of_the_volume_at_the_path_of_the_text(
    name: str, place: tuple[str, str | None] | None
) -> None:
    mounts = container(name, "volumeMounts")
    assert isinstance(mounts, Sequence)
    found = [
        (mount["mountPath"], mount.get("subPath"))
        for mount in mounts
        if isinstance(mount, Mapping) and mount["name"] == f"volume-{VOLUME}"
    ]
    assert found == ([place] if place is not None else [])


def test_a_file_has_the_same_path_wherever_it_is_found() -> None:
    root = PurePosixPath(web("gateway").volumes[VOLUME].path)
    for name, spec in SPEC.workloads.items():
        for use in spec.volumes.values():
            assert root / (use.folder or "") == PurePosixPath(use.path), name


def test_no_pod_names_a_folder_of_the_node_so_the_namespace_can_stay_restricted() -> None:
    assert SPEC.namespaces["multimodal-ai"].pod_security == "restricted"
    for name in PORTS:
        volumes = pod(name, "volumes")
        assert isinstance(volumes, Sequence)
        kinds = {key for v in volumes if isinstance(v, Mapping) for key in v} - {"name"}
        assert kinds <= {"emptyDir", "persistentVolumeClaim"}


def test_one_gateway_writes_the_database_and_never_two_at_once() -> None:
    assert web("gateway").volumes[VOLUME].writers == "one"
    assert made("Deployment", "gateway").at("spec", "strategy") == {"type": "Recreate"}


def test_the_settings_lead_to_the_services_and_folders_that_are_there() -> None:
    settings = made("ConfigMap", "multimodal-ai.app-config")
    assert settings.at("metadata", "name") == "app-config"
    held = settings.at("data")
    assert isinstance(held, Mapping)
    for worker in WORKERS:
        address = f"http://{service_name(worker, web(worker))}:{web(worker).ports['http']}"
        assert held[f"{worker.replace('-', '_').upper()}_URL"] == address
    assert held["IMAGES_PATH"] == web("image-worker").volumes[VOLUME].path
    assert held["AUDIO_PATH"] == web("tts-worker").volumes[VOLUME].path
    database = PurePosixPath(str(held["DATABASE_PATH"]))
    assert database.parent == PurePosixPath(web("gateway").volumes[VOLUME].path)
    for key, worker in (("OPENROUTER_URL", "llm-worker"), ("HUGGINGFACE_URL", "image-worker")):
        (host,) = web(worker).calls
        assert str(held[key]).startswith(f"https://{host.removesuffix(':443')}/")


def test_the_gateway_and_the_workers_read_the_settings_and_the_frontend_needs_none() -> None:
    readers = {name for name, spec in SPEC.workloads.items() if "app-config" in spec.configs}
    assert readers == {"gateway", *WORKERS}
    env = container("frontend", "env")
    assert isinstance(env, Sequence)
    assert env[-1] == {
        "name": "GATEWAY_URL",
        "value": "http://$(WORKLOAD_GATEWAY_HOST):$(WORKLOAD_GATEWAY_PORT_HTTP)",
    }


def test_both_keys_lie_in_one_secret_and_stay_secret() -> None:
    secret = made("Secret", "multimodal-ai.api-keys")
    assert secret.at("metadata", "name") == "api-keys"
    values = secret.at("stringData")
    keys = ("openrouter-api-key", "huggingface-api-key")
    assert reveal(values) == {key: sentinel(key) for key in keys}
    assert isinstance(values, Secret) or (
        isinstance(values, Mapping) and all(isinstance(v, Secret) for v in values.values())
    )


def test_a_key_reaches_only_the_workers_that_use_it() -> None:
    used = {name: dict(spec.secret_env) for name, spec in SPEC.workloads.items()}
    assert used.pop("llm-worker") == {"OPENROUTER_API_KEY": "openrouter-api-key"}
    for worker in WORKERS[1:]:
        assert used.pop(worker) == {"HUGGINGFACE_API_KEY": "huggingface-api-key"}
    assert used == {"frontend": {}, "gateway": {}}


@EVERY_SERVICE
def test_its_image_is_marked_as_a_placeholder(name: str) -> None:
    image = f"registry.example.com/multimodal-ai/{name}:placeholder"
    assert container(name, "image") == image


def _peer(name: str) -> Wire:
    return {
        "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "multimodal-ai"}},
        "podSelector": {"matchLabels": {"app.kubernetes.io/name": name}},
    }


def _tcp(name: str) -> Wire:
    return [{"protocol": "TCP", "port": PORTS[name]}]
