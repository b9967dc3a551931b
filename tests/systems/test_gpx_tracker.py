"""What the README of gpx-tracker says is what the engine would be asked for."""

import math
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping, Sequence

from components.quantity import Quantity
from tests.plan import Recorded, Secret, Wire, reveal
from tests.shipped import patched, planned, resolved, sentinel, the

DEV = the("gpx-tracker/dev")
SPEC = resolved(DEV).spec
API = SPEC.workloads["gps-api"]
PLAN = planned(DEV)
OWN = [resource for resource in PLAN.resources if "plinth:addons:" not in resource.urn]
"""What the text asks for; the add-on of the vertical autoscaler stands beside it."""
ROUTE = DEV.folder / "routes" / "route.gpx"
KNOWN_USE = 50_000_000
"""Memory of one pod in bytes, by the owner's text."""


def the_one(kind: str) -> Recorded:
    (found,) = [r for r in OWN if r.type.endswith(f":{kind}") and r.custom]
    return found


def pod(*path: str | int) -> Wire:
    return the_one("Deployment").at("spec", "template", "spec", *path)


def container(*path: str | int) -> Wire:
    return pod("containers", 0, *path)


def test_it_is_one_deployment_of_one_container_without_stores_or_volumes_that_stay() -> None:
    containers = pod("containers")
    assert isinstance(containers, Sequence)
    assert len(containers) == 1
    kinds = {resource.type.rpartition(":")[2] for resource in OWN}
    assert not kinds & {"StatefulSet", "PersistentVolumeClaim"}
    volumes = pod("volumes")
    assert volumes == [
        {"name": "config-gpx-route", "configMap": {"name": "gpx-route"}},
        {"name": "scratch-0", "emptyDir": {"sizeLimit": "256Mi"}},
    ]


def test_its_objects_live_in_a_restricted_namespace_of_its_own() -> None:
    namespace = the_one("Namespace")
    assert namespace.at("metadata", "name") == "gpx-tracker"
    labels = namespace.at("metadata", "labels")
    assert isinstance(labels, Mapping)
    assert labels["pod-security.kubernetes.io/enforce"] == "restricted"


def test_the_route_is_the_config_map_gpx_route_and_its_key_route_gpx() -> None:
    config_map = the_one("ConfigMap")
    assert config_map.at("metadata", "name") == "gpx-route"
    assert config_map.at("data") == {"route.gpx": ROUTE.read_text(encoding="utf-8")}


def test_the_route_has_about_450_kb() -> None:
    assert 400_000 < ROUTE.stat().st_size < 500_000


def test_the_route_is_a_gpx_1_1_track_whose_points_have_place_height_and_time() -> None:
    space = {"gpx": "http://www.topografix.com/GPX/1/1"}
    route = ElementTree.parse(ROUTE).getroot()
    assert (route.tag, route.get("version")) == (f"{{{space['gpx']}}}gpx", "1.1")
    points = route.findall("gpx:trk/gpx:trkseg/gpx:trkpt", space)
    assert len(points) > 1000
    times = [point.findtext("gpx:time", "", space) for point in points]
    assert times == sorted(set(times)), "time goes forward"
    for point in points:
        assert abs(float(point.attrib["lat"])) <= 90
        assert abs(float(point.attrib["lon"])) <= 180
        assert point.findtext("gpx:ele", "", space) != ""


def test_the_app_finds_the_route_in_its_working_folder() -> None:
    mounts = container("volumeMounts")
    assert isinstance(mounts, Sequence)
    assert mounts[0] == {
        "name": "config-gpx-route",
        "mountPath": "/app/route.gpx",
        "subPath": "route.gpx",
        "readOnly": True,
    }


def test_both_secrets_are_keys_of_one_opaque_secret_and_stay_secret() -> None:
    secret = the_one("Secret")
    assert secret.at("metadata", "name") == "gps-api-secrets"
    assert secret.at("type") == "Opaque"
    values = secret.at("stringData")
    assert reveal(values) == {
        "GPS_API_KEY": sentinel("gps-api-key"),
        "ALLOWED_HOSTS": sentinel("allowed-hosts"),
    }
    marked = isinstance(values, Secret) or (
        isinstance(values, Mapping) and all(isinstance(v, Secret) for v in values.values())
    )
    assert marked


def test_every_pod_reads_the_same_two_secrets() -> None:
    env = container("env")
    assert isinstance(env, Sequence)
    assert len(env) == 2
    for key in ("GPS_API_KEY", "ALLOWED_HOSTS"):
        reference: Wire = {"secretKeyRef": {"name": "gps-api-secrets", "key": key}}
        assert {"name": key, "valueFrom": reference} in list(env)


def test_the_autoscaler_follows_the_text() -> None:
    assert the_one("HorizontalPodAutoscaler").at("spec") == {
        "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "gps-api"},
        "minReplicas": 2,
        "maxReplicas": 10,
        "metrics": [_metric("cpu", 70), _metric("memory", 80)],
        "behavior": {
            "scaleUp": {"policies": [_pace(2, 15)], "selectPolicy": "Max"},
            "scaleDown": {"policies": [_pace(1, 60)], "selectPolicy": "Max"},
        },
    }


def test_only_the_autoscaler_says_how_many_pods_there_are() -> None:
    spec = the_one("Deployment").at("spec")
    assert isinstance(spec, Mapping)
    assert "replicas" not in spec


def test_the_known_use_of_memory_holds_no_pods_back() -> None:
    assert _settles_at(KNOWN_USE, pods=10) == 2
    assert _settles_at(75_000_000, pods=10) == 3, "as the README says"


def test_the_vertical_autoscaler_recommends_and_touches_nothing() -> None:
    spec = the_one("VerticalPodAutoscaler").at("spec")
    assert isinstance(spec, Mapping)
    assert spec["updatePolicy"] == {"updateMode": "Off"}
    assert spec["targetRef"] == {"apiVersion": "apps/v1", "kind": "Deployment", "name": "gps-api"}
    assert SPEC.addons.vertical_pod_autoscaler is not None


def test_the_pool_holds_the_most_pods_that_a_rollout_can_bring() -> None:
    pool = SPEC.model_dump(mode="json")["cluster"]["node_pools"]["default"]
    nodes, pods = pool["nodes"], 10 + 2
    assert nodes * Quantity(pool["cpu"]).value >= pods * Quantity("100m").value
    assert nodes * Quantity(pool["memory"]).value >= pods * Quantity("128Mi").value


def test_the_service_listens_on_5001_and_has_no_session_affinity() -> None:
    spec = the_one("Service").at("spec")
    assert isinstance(spec, Mapping)
    assert spec["type"] == "NodePort"
    assert spec["ports"] == [
        {"name": "http", "port": 5001, "targetPort": "http", "protocol": "TCP"}
    ]
    assert "sessionAffinity" not in spec
    assert container("ports") == [{"name": "http", "containerPort": 5001}]


def test_readiness_asks_for_user_location_with_the_key_that_the_container_has() -> None:
    probe = container("readinessProbe")
    assert isinstance(probe, Mapping)
    assert (probe["initialDelaySeconds"], probe["periodSeconds"]) == (10, 10)
    script = _script(probe)
    compile(script, "readiness", "exec")
    assert re.search(r'"127\.0\.0\.1", 5001', script)
    assert '"/user_location"' in script
    assert '"X-API-Key": os.environ["GPS_API_KEY"]' in script


def test_liveness_only_opens_a_connection() -> None:
    assert container("livenessProbe") == {
        "tcpSocket": {"port": "http"},
        "initialDelaySeconds": 30,
        "periodSeconds": 30,
        "timeoutSeconds": 1,
        "failureThreshold": 3,
        "successThreshold": 1,
    }


def test_no_probe_sends_a_header_that_readers_of_pods_could_see() -> None:
    assert "httpHeaders" not in str(pod())


def test_the_rollout_follows_the_text_and_drains_take_one_pod_at_a_time() -> None:
    assert the_one("Deployment").at("spec", "strategy") == {
        "type": "RollingUpdate",
        "rollingUpdate": {"maxUnavailable": 1, "maxSurge": 2},
    }
    assert the_one("PodDisruptionBudget").at("spec", "maxUnavailable") == 1
    assert pod("topologySpreadConstraints", 0, "topologyKey") == "kubernetes.io/hostname"


def test_a_changed_route_rolls_the_pods() -> None:
    other = patched(DEV, {"configs": {"gpx-route": {"values": {"EDITED": "yes"}}}})
    path = ("spec", "template", "metadata", "annotations", "plinth.dev/content")
    changed = planned(DEV, other).one("kubernetes:apps/v1:Deployment", "gps-api")
    assert changed.at(*path) != the_one("Deployment").at(*path)


def test_the_image_is_marked_as_a_placeholder() -> None:
    assert container("image") == "registry.example.com/gpx-tracker:placeholder"


def _metric(name: str, percent: int) -> Wire:
    target = {"type": "Utilization", "averageUtilization": percent}
    return {"type": "Resource", "resource": {"name": name, "target": target}}


def _pace(pods: int, seconds: int) -> Wire:
    return {"type": "Pods", "value": pods, "periodSeconds": seconds}


def _percent(use: int, of: Quantity) -> int:
    return round(100 * use / of.value)


def _settles_at(use: int, *, pods: int) -> int:
    """Where an autoscaler that sees nothing but memory stops on its way down."""
    request = API.resources.requests.memory
    assert request is not None
    while (fewer := max(2, math.ceil(pods * (100 * use // request.value) / 80))) < pods:
        pods = fewer
    return pods


def _script(probe: Mapping[str, Wire]) -> str:
    command = probe["exec"]
    assert isinstance(command, Mapping)
    words = command["command"]
    assert isinstance(words, Sequence)
    assert words[:2] == ["python", "-c"]
    return str(words[2])
