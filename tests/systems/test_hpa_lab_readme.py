"""The README of hpa-lab accounts for every fact of its text, and its lines can be typed."""

import re
from typing import cast

import pytest

import load
from cli.target import CHECKOUT
from components.workload.scaling import HpaScalingSpec, ScalingRulesSpec
from components.workload.spec import WebSpec
from tests.plan import Recorded
from tests.shipped import patched, planned, resolved, the
from tests.systems.readme import change, rows

DEV = the("hpa-lab/dev")
README = DEV.folder / "README.md"
TEXT = README.read_text(encoding="utf-8")
FACTS = rows(README, "What was asked, and what became of it")
IMPROVEMENTS = rows(README, "The improvements that the text lists")
REAL = "On a cluster that runs containers"
LAB = cast("WebSpec", resolved(DEV).spec.workloads["hpa-lab"])
SCALING = cast("HpaScalingSpec", LAB.scaling)

ASKED = (
    "FastAPI",
    "Errors handled and logged",
    "Health endpoints",
    "Liveness and readiness",
    "limits, to enable the HPA",
    "NodePort",
    "Port-forward",
    "50 % CPU",
    "1 to 10 pods",
    "Gradual scale-up",
    "Gradual scale-down, 5 minutes",
    "within 1 to 2 minutes",
    "Minikube",
    "Metrics server",
    "minikube image load",
    "Pull policies",
    "Setup script",
    "thread pool",
    "1000 concurrent requests",
    "70 to 80 %",
    "several terminals",
    "moving averages",
    "thrashing",
)
IMPROVED = (
    "Grafana",
    "Alerts",
    "Custom metrics",
    "several metrics",
    "Vertical autoscaler",
    "Predictive scaling",
    "Fine-tuned requests",
    "Network policies and security contexts",
    "Persistent storage for metrics",
    "Realistic traffic",
    "Stress testing",
    "benchmarks",
    "CI/CD",
    "Helm",
    "staging and production",
)


@pytest.mark.parametrize("fact", ASKED)
def test_every_fact_of_the_text_has_a_row(fact: str) -> None:
    assert [row.asked for row in FACTS if fact in row.asked], f"no row for: {fact}"


def test_every_improvement_of_the_text_has_a_row() -> None:
    assert len(IMPROVEMENTS) == len(IMPROVED)
    for row, improvement in zip(IMPROVEMENTS, IMPROVED, strict=True):
        assert improvement in row.asked


def test_the_load_that_it_shows_ends_at_the_pods_that_it_says() -> None:
    (line,) = re.findall(r"    python3 systems/hpa-lab/app/load\.py (URL --allow-remote .*)", TEXT)
    given = load.parser().parse_args(line.split())
    processors = given.rate * given.cpu_seconds
    request = LAB.resources.requests.cpu
    assert request is not None
    percent = SCALING.targets.cpu_percent
    assert percent is not None
    assert f"asks for {processors:g} CPU" in TEXT
    assert round(processors / (float(request.value) * percent / 100)) == 8
    assert "it ends at 8 pods" in TEXT


def test_the_pace_that_it_says_is_the_one_of_the_policies() -> None:
    assert SCALING.behavior is not None
    up, down = SCALING.behavior.scale_up, SCALING.behavior.scale_down
    assert up is not None
    assert down is not None
    assert _steps(up, 1, 8) == 4, "8 after 4 steps"
    assert _steps(up, 1, 10) == 5, "10 would take 5"
    assert up.policies[0].period_seconds == 30
    assert down.stabilization_seconds == 300
    wait = 5 + (_steps(down, 8, 1) - 1) * down.policies[0].period_seconds / 60
    assert wait == 11, "from 8 to 1 in 11 minutes at best"
    assert "8 after 4 steps, 10 would take 5" in TEXT
    assert "from 8 to 1 in 11 minutes at best" in TEXT


def test_the_cluster_that_it_shows_is_one_that_can_be_used() -> None:
    shown = change(README, REAL)
    assert isinstance(shown, dict)
    assert isinstance(shown["cluster"], dict)
    # Shown as what takes the place of the old cluster, whose pools an existing one has not.
    plan = planned(DEV, patched(DEV, {"cluster": {**shown["cluster"], "node_pools": None}}))
    adopted = plan.one("pulumi-python:dynamic/plinth:ExistingCluster", "cluster")
    assert adopted.at("context") == "minikube"


def test_the_image_that_it_builds_and_loads_is_the_one_that_runs() -> None:
    (built,) = re.findall(r"    docker build --tag (\S+) systems/hpa-lab/app", TEXT)
    (loaded,) = re.findall(r"    minikube image load (\S+)", TEXT)
    assert f"docker.io/library/{built}" == f"docker.io/library/{loaded}" == LAB.image


def test_the_objects_that_its_lines_name_are_made() -> None:
    made = {_called(r) for r in planned(DEV).resources if r.type.startswith("kubernetes:")}
    assert "    kubectl --namespace hpa-lab get hpa hpa-lab --watch" in TEXT
    assert ("HorizontalPodAutoscaler", "hpa-lab", "hpa-lab") in made
    assert "port-forward service/hpa-lab 8000:8000" in TEXT
    assert "minikube service hpa-lab --namespace hpa-lab --url" in TEXT
    assert ("Service", "hpa-lab", "hpa-lab") in made
    assert LAB.ports == {"http": 8000}


def test_the_page_of_the_application_that_it_leads_to_is_there() -> None:
    assert "(app/README.md)" in TEXT
    assert (CHECKOUT / "systems/hpa-lab/app/README.md").is_file()


def _steps(rules: ScalingRulesSpec, start: int, end: int) -> int:
    """How often the policy must be used to come from one number of pods to another."""
    (policy,) = rules.policies
    assert policy.kind == "pods"
    return -(-abs(end - start) // policy.value)


def _called(resource: Recorded) -> tuple[str, object, object]:
    about = resource.inputs["metadata"]
    assert isinstance(about, dict)
    return resource.type.rpartition(":")[2], about.get("namespace"), about["name"]
