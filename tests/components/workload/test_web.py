"""Services and routes, and for which of them the engine waits."""

from pathlib import Path

import pytest

from tests.plan import Plan
from tests.stacks.platforms import planned

SERVICE = "kubernetes:core/v1:Service"
DEPLOYMENT = "kubernetes:apps/v1:Deployment"
INGRESS = "kubernetes:networking.k8s.io/v1:Ingress"
SKIPPED = {"pulumi.com/skipAwait": "true"}
BARE = "cluster: {distribution: existing, context: lab}\n"
WITH_ADDRESSES = (
    "cluster: {distribution: existing, context: lab, load_balancers: provided,"
    " ingress_class: traefik}\n"
)
NONE = "scaling: {kind: fixed, replicas: 0}"
ROUTE = "expose: {host: shop.example.org}"


def web(folder: Path, head: str, fields: str) -> Plan:
    return planned(folder, f"{head}workloads: {{web: {{{fields}}}}}")


def annotations(planned: Plan, type_token: str) -> object:
    metadata = planned.one(type_token, "web").inputs["metadata"]
    assert isinstance(metadata, dict)
    return metadata.get("annotations")


@pytest.mark.parametrize("kind", ["ClusterIP", "NodePort", "LoadBalancer"])
def test_a_service_is_of_the_type_asked_for(tmp_path: Path, kind: str) -> None:
    made = web(tmp_path, "", f"service_type: {kind}").one(SERVICE, "web")
    assert made.at("spec") == {
        "type": kind,
        "selector": {"app.kubernetes.io/name": "web"},
        "ports": [{"name": "http", "port": 8080, "targetPort": "http", "protocol": "TCP"}],
    }


@pytest.mark.parametrize(
    ("head", "fields", "waited"),
    [
        ("", "service_type: ClusterIP", True),
        ("", "service_type: NodePort", True),
        ("", "service_type: LoadBalancer", False),
        (BARE, "service_type: LoadBalancer", False),
        (WITH_ADDRESSES, "service_type: LoadBalancer", True),
        ("", NONE, False),
        (WITH_ADDRESSES, f"service_type: LoadBalancer, {NONE}", False),
    ],
)
def test_a_service_is_waited_for_where_it_gets_an_address_and_pods(
    tmp_path: Path, head: str, fields: str, waited: bool
) -> None:
    found = annotations(web(tmp_path, head, fields), SERVICE)
    assert found == (None if waited else SKIPPED)


@pytest.mark.parametrize(
    ("head", "fields", "waited"),
    [
        ("", ROUTE, False),
        (BARE, ROUTE, False),
        (WITH_ADDRESSES, ROUTE, True),
        (WITH_ADDRESSES, f"{ROUTE}, {NONE}", False),
    ],
)
def test_a_route_is_waited_for_where_it_gets_an_address_and_pods(
    tmp_path: Path, head: str, fields: str, waited: bool
) -> None:
    found = annotations(web(tmp_path, head, fields), INGRESS)
    assert found == (None if waited else SKIPPED)


def test_a_route_has_the_clusters_class(tmp_path: Path) -> None:
    made = web(tmp_path, WITH_ADDRESSES, ROUTE).one(INGRESS, "web")
    assert made.at("spec", "ingressClassName") == "traefik"
    without = web(tmp_path, BARE, ROUTE).one(INGRESS, "web").inputs["spec"]
    assert isinstance(without, dict)
    assert "ingressClassName" not in without


def test_no_route_is_made_that_nobody_asked_for(tmp_path: Path) -> None:
    assert web(tmp_path, "", "env: {}").of(INGRESS) == ()


def test_a_client_stays_with_one_pod_and_pods_near_by_are_preferred_where_asked(
    tmp_path: Path,
) -> None:
    fields = "session_affinity_seconds: 600, traffic_distribution: PreferSameZone"
    made = web(tmp_path, "", fields).one(SERVICE, "web")
    assert made.at("spec", "sessionAffinity") == "ClientIP"
    assert made.at("spec", "sessionAffinityConfig") == {"clientIP": {"timeoutSeconds": 600}}
    assert made.at("spec", "trafficDistribution") == "PreferSameZone"


def test_objects_have_the_names_that_somebody_outside_relies_on(tmp_path: Path) -> None:
    names = "names: {service: shop-service, deployment: shop-deployment}"
    scaled = "scaling: {kind: hpa, min: 1, max: 2, targets: {cpu_percent: 70}}"
    made = web(tmp_path, "", f"{names}, {scaled}, {ROUTE}")
    assert made.one(SERVICE, "web").at("metadata", "name") == "shop-service"
    assert made.one(DEPLOYMENT, "web").at("metadata", "name") == "shop-deployment"
    scaler = made.one("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "web")
    assert scaler.at("spec", "scaleTargetRef", "name") == "shop-deployment"
    route = made.one(INGRESS, "web").at("spec", "rules", 0, "http", "paths", 0, "backend")
    assert route == {"service": {"name": "shop-service", "port": {"name": "http"}}}


def test_callers_are_led_to_the_service_by_its_own_name(tmp_path: Path) -> None:
    patch = "workloads: {web: {names: {service: shop-service}}, job: {calls: [workload.web]}}"
    pod = planned(tmp_path, patch).one(DEPLOYMENT, "job")
    env = pod.at("spec", "template", "spec", "containers", 0, "env")
    host = {"name": "WORKLOAD_WEB_HOST", "value": "shop-service.app.svc.cluster.local"}
    assert isinstance(env, list)
    assert host in env
