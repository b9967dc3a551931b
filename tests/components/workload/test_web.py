"""Services and routes, and for which of them the engine waits."""

from pathlib import Path

import pytest

from tests.plan import Plan
from tests.stacks.platforms import planned

SERVICE = "kubernetes:core/v1:Service"
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
