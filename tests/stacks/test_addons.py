"""Which add-ons a stack gets, who waits for them, and what they are to its routes."""

from pathlib import Path

import pytest

from components.tenancy.traffic import Peer
from stacks.addons import addons_to_make, ingress_class
from stacks.shapes import traffic
from tests.plan import Plan
from tests.stacks.platforms import planned, refused, spec

EXISTING = "cluster: {kind: local, distribution: existing, context: mine, EXTRA}\n"
ROUTE = "workloads: {web: {ports: {admin: 9090}, expose: {host: a.example.org, port: http}}}\n"
TRAEFIK = "addons: {traefik: {}}\n"
OURS = Peer(namespace="traefik", selector={}, ports=(8080,))


def existing(extra: str) -> str:
    return EXISTING.replace("EXTRA", extra)


def test_what_the_cluster_brings_is_not_made(tmp_path: Path) -> None:
    stack = spec(tmp_path, "addons: {metrics_server: {}, keda: {}}")
    assert set(addons_to_make(stack)) == {"keda"}


@pytest.mark.parametrize(
    ("patch", "served"),
    [
        (ROUTE, None),
        (ROUTE + TRAEFIK, "traefik"),
        (existing("ingress_class: nginx") + ROUTE, "nginx"),
        (existing("ingress_class: nginx") + ROUTE + TRAEFIK, "nginx"),
        (existing("provides: [traefik]") + ROUTE, None),
        (existing("load_balancers: none") + ROUTE + TRAEFIK, "traefik"),
    ],
)
def test_routes_have_the_class_of_traefik_unless_another_one_is_named(
    tmp_path: Path, patch: str, served: str | None
) -> None:
    assert ingress_class(spec(tmp_path, patch)) == served
    made = planned(tmp_path, patch).one("kubernetes:networking.k8s.io/v1:Ingress", "web")
    route = made.at("spec")
    assert isinstance(route, dict)
    assert route.get("ingressClassName") == served


@pytest.mark.parametrize(
    ("patch", "anybody", "router"),
    [
        (ROUTE, (8080,), None),
        (ROUTE + TRAEFIK, (), OURS),
        (existing("ingress_class: nginx") + ROUTE + TRAEFIK, (8080,), None),
        (existing("provides: [traefik]") + ROUTE, (8080,), None),
        (TRAEFIK, (), None),
    ],
)
def test_a_routed_port_is_open_to_traefik_alone_where_it_is_ours(
    tmp_path: Path, patch: str, anybody: tuple[int, ...], router: Peer | None
) -> None:
    found = traffic(spec(tmp_path, patch), "workload.web")
    assert (found.from_outside, found.routed_by) == (anybody, router)


def test_a_port_on_the_nodes_stays_open_to_everybody(tmp_path: Path) -> None:
    patch = ROUTE.replace("expose", "service_type: NodePort, expose") + TRAEFIK
    found = traffic(spec(tmp_path, patch), "workload.web")
    assert (sorted(found.from_outside), found.routed_by) == ([8080, 9090], OURS)


def waited_for(made: Plan, name: str) -> set[str]:
    """The add-ons before which the pods of a workload do not start."""
    parents = {each.urn: each.name for each in made.of("plinth:addons:Chart")}
    waits = made.one("kubernetes:apps/v1:Deployment", name).depends_on
    found = (each for each in made.resources if each.urn in waits)
    return {parents[each.parent_urn] for each in found if each.parent_urn in parents}


def test_a_workload_waits_for_the_add_ons_that_it_needs_and_for_no_others(tmp_path: Path) -> None:
    patch = """\
addons: {traefik: {}, vertical_pod_autoscaler: {}, keda: {}}
workloads:
  web: {vpa: {}, expose: {host: a.example.org}}
  job: {schedule: {day: {start: 0 8 * * *, end: 0 9 * * *, min: 2}}}
  free: {kind: worker, image: "x:1", resources: {}}
"""
    made = planned(tmp_path, patch)
    assert waited_for(made, "web") == {"traefik", "vertical-pod-autoscaler"}
    assert waited_for(made, "job") == {"keda"}
    assert waited_for(made, "free") == set()


@pytest.mark.parametrize(
    ("patch", "line"),
    [
        (
            "addons: {keda: {resources: {operater: {}}}}",
            (
                ":4 addons.keda.resources.operater: no such part of keda: operater;"
                " did you mean operator?"
            ),
        ),
        (
            existing("provides: [keda]") + "addons: {keda: {}}",
            (
                ":5 addons.keda: is in the cluster already, says cluster.provides;"
                " leave it out here or there"
            ),
        ),
        (
            (
                "namespaces: {traefik: {}}\naddons: {traefik: {}}\n"
                "workloads: {web: {namespace: app}, job: {namespace: app}}"
            ),
            (
                ":4 namespaces.traefik: the name is that of the namespace of addons.traefik;"
                " choose another"
            ),
        ),
        (
            "addons: {keta: {}}",
            ":4 addons.keta: unknown field; did you mean keda?",
        ),
    ],
)
def test_what_cannot_be_built_is_refused(tmp_path: Path, patch: str, line: str) -> None:
    assert refused(tmp_path, patch) == [line]


def test_what_the_embedded_cluster_brings_may_be_asked_for(tmp_path: Path) -> None:
    assert spec(tmp_path, "addons: {metrics_server: {}}").addons.metrics_server is not None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ingress_nginx", "was retired in March 2026; traefik serves routes in its place"),
        ("promtail", "ended in March 2026, and plinth has no add-on for logs yet; leave it out"),
    ],
)
def test_software_that_has_ended_is_refused_with_what_took_its_place(
    tmp_path: Path, name: str, said: str
) -> None:
    assert refused(tmp_path, f"addons: {{{name}: {{}}, keda: {{}}}}") == [
        f":4 addons.{name}: {said}"
    ]


def test_a_pool_that_is_not_there_is_refused_for_an_add_on_too(tmp_path: Path) -> None:
    patch = "cluster: {node_pools: {system: {}}}\naddons: {keda: {node_pool: systen}}"
    (found,) = refused(tmp_path, patch)
    assert found.endswith("addons.keda.node_pool: no such pool: systen; did you mean system?")
