"""What the README of hpa-lab says is what the engine would be asked for."""

from typing import cast

from starlette.routing import Route

import main as application
from components.cluster.spec import SimulatedPoolSpec
from components.quantity import Quantity
from components.workload.spec import WebSpec
from tests.plan import Recorded, Wire
from tests.shipped import planned, resolved, the
from tests.systems.hpa_lab_app import image

DEV = the("hpa-lab/dev")
SPEC = resolved(DEV).spec
LAB = cast("WebSpec", SPEC.workloads["hpa-lab"])
PLAN = planned(DEV)


def the_one(kind: str) -> Recorded:
    (found,) = [r for r in PLAN.resources if r.type.endswith(f":{kind}") and r.custom]
    return found


def container(*path: str | int) -> Wire:
    return the_one("Deployment").at("spec", "template", "spec", "containers", 0, *path)


def test_the_autoscaler_goes_from_1_to_10_pods_at_50_percent_and_gradually() -> None:
    assert the_one("HorizontalPodAutoscaler").at("spec") == {
        "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "hpa-lab"},
        "minReplicas": 1,
        "maxReplicas": 10,
        "metrics": [
            {
                "type": "Resource",
                "resource": {
                    "name": "cpu",
                    "target": {"type": "Utilization", "averageUtilization": 50},
                },
            }
        ],
        "behavior": {
            "scaleUp": {
                "policies": [{"type": "Pods", "value": 2, "periodSeconds": 30}],
                "selectPolicy": "Max",
            },
            "scaleDown": {
                "stabilizationWindowSeconds": 300,
                "policies": [{"type": "Pods", "value": 1, "periodSeconds": 60}],
                "selectPolicy": "Max",
            },
        },
    }


def test_the_requests_that_it_counts_in_and_the_limits_are_those_of_the_readme() -> None:
    assert container("resources") == {
        "requests": {"cpu": "200m", "memory": "128Mi"},
        "limits": {"cpu": "500m", "memory": "256Mi"},
    }


def test_it_is_reached_by_a_node_port_on_the_port_of_the_image() -> None:
    assert the_one("Service").at("spec", "type") == "NodePort"
    assert container("ports") == [{"name": "http", "containerPort": 8000}]
    assert image.the("EXPOSE") == "8000"


def test_the_probes_ask_for_paths_that_the_application_answers_and_for_different_ones() -> None:
    served = application.create_app(application.Settings(), "pod").routes
    known = {route.path for route in served if isinstance(route, Route)}
    asked = [container(f"{k}Probe", "httpGet", "path") for k in ("readiness", "liveness")]
    assert asked == ["/readyz", "/healthz"]
    assert set(asked) <= known


def test_a_pod_at_its_cpu_limit_has_a_minute_before_it_is_killed() -> None:
    alive = LAB.probes.liveness
    assert alive is not None
    assert alive.failure_threshold * alive.period_seconds == 60
    for kind in ("readiness", "liveness"):
        assert container(f"{kind}Probe", "timeoutSeconds") == 3


def test_a_pod_has_time_to_finish_its_longest_request() -> None:
    settings = application.Settings()
    assert settings.load_max_wall_seconds == LAB.longest_task_seconds
    assert settings.stop_delay_seconds + settings.load_max_wall_seconds < LAB.grace_seconds


def test_it_runs_as_the_user_of_its_image_with_nothing_to_write_to_but_scratch() -> None:
    assert image.the("USER") == f"{LAB.user}:{LAB.user}"
    assert container("securityContext", "readOnlyRootFilesystem") is True


def test_nothing_but_the_node_port_gets_in_and_no_call_gets_out() -> None:
    own = PLAN.one("kubernetes:networking.k8s.io/v1:NetworkPolicy", "hpa-lab").at("spec")
    assert own == {
        "podSelector": {"matchLabels": {"app.kubernetes.io/name": "hpa-lab"}},
        "policyTypes": ["Ingress", "Egress"],
        "ingress": [{"ports": [{"protocol": "TCP", "port": 8000}]}],
        "egress": [],
    }


def test_the_node_holds_the_most_pods_that_a_rollout_can_bring() -> None:
    pool = SPEC.cluster.node_pools["minikube"]
    assert isinstance(pool, SimulatedPoolSpec)
    pods = 10 + 1
    assert pool.nodes == 1
    assert pool.cpu.value >= pods * Quantity("200m").value
    assert pool.memory.value >= pods * Quantity("128Mi").value
