"""The changes that the README of multimodal-ai shows do what it says, and so does its text."""

import pytest

from stacks.reading.tree import Json
from tests.plan import Plan, Wire
from tests.shipped import patched, planned, the
from tests.systems.readme import change

DEV, TEXT = the("multimodal-ai/dev"), the("multimodal-ai/as-written")
README = DEV.folder / "README.md"
DEPLOYMENT, SERVICE = "kubernetes:apps/v1:Deployment", "kubernetes:core/v1:Service"
INGRESS = "kubernetes:networking.k8s.io/v1:Ingress"
VOLUME = "kubernetes:core/v1:PersistentVolume"
AS_WRITTEN = planned(TEXT)


def changed(patch: Json) -> Plan:
    return planned(DEV, patched(DEV, patch))


def container(plan: Plan, name: str, *path: str | int) -> Wire:
    return plan.one(DEPLOYMENT, name).at("spec", "template", "spec", "containers", 0, *path)


def test_the_ingress_is_switched_on_by_the_lines_of_the_readme() -> None:
    plan = changed(change(README, "Switching the Ingress on"))
    assert plan.one(INGRESS, "frontend").at("spec", "rules", 0) == {
        "host": "multimodal-ai.local",
        "http": {
            "paths": [
                {
                    "path": "/",
                    "pathType": "Prefix",
                    "backend": {"service": {"name": "frontend-service", "port": {"name": "http"}}},
                }
            ]
        },
    }
    assert plan.one(SERVICE, "frontend").at("spec", "type") == "ClusterIP"


def test_with_postgres_the_gateway_runs_three_times_and_knows_its_database() -> None:
    plan = changed(change(README, "The gateway three times"))
    gateway = plan.one(DEPLOYMENT, "gateway")
    assert gateway.at("spec", "replicas") == 3
    assert gateway.at("spec", "strategy", "type") == "RollingUpdate"
    store = plan.one("kubernetes:apps/v1:StatefulSet", "database-main")
    assert store.urn in gateway.depends_on
    env = container(plan, "gateway", "env")
    assert isinstance(env, list)
    assert {"name": "DATABASE_URL", "value": "$(DATABASE_MAIN_URL)"} in env
    assert "DATABASE_PATH" not in str(env)


def test_a_cluster_of_your_own_takes_the_place_of_the_simulated_one() -> None:
    shown = change(README, "On a real k0s")
    assert isinstance(shown, dict)
    assert isinstance(shown["cluster"], dict)
    # Shown as what takes the place of the old cluster, whose pools an existing one has not.
    plan = changed({"cluster": {**shown["cluster"], "node_pools": None}})
    adopted = plan.one("pulumi-python:dynamic/plinth:ExistingCluster", "cluster")
    assert adopted.at("context") == "Default"
    assert adopted.at("kubeconfig_file") == "~/.kube/k0s.yaml"


def test_as_written_three_gateways_write_one_file_and_overlap() -> None:
    gateway = AS_WRITTEN.one(DEPLOYMENT, "gateway")
    assert gateway.at("spec", "replicas") == 3
    assert gateway.at("spec", "strategy") == {
        "type": "RollingUpdate",
        "rollingUpdate": {"maxUnavailable": "25%", "maxSurge": "25%"},
    }


def test_as_written_the_volume_lies_under_tmp_and_is_mounted_as_a_whole() -> None:
    path = AS_WRITTEN.one(VOLUME, "multimodal-data").at("spec", "hostPath", "path")
    assert path == "/tmp/multimodal-data"
    for name in ("gateway", "image-worker", "tts-worker", "cyclegan-worker"):
        assert "subPath" not in str(container(AS_WRITTEN, name, "volumeMounts"))


def test_as_written_the_gateway_is_asked_one_question_twice_and_the_others_none() -> None:
    for kind in ("readinessProbe", "livenessProbe"):
        assert container(AS_WRITTEN, "gateway", kind, "httpGet", "path") == "/health"
    for name in ("frontend", "llm-worker", "image-worker", "stt-worker", "tts-worker"):
        assert "Probe" not in str(container(AS_WRITTEN, name))


@pytest.mark.parametrize("name", ["frontend", "gateway", "llm-worker"])
def test_as_written_resources_and_names_are_those_of_dev(name: str) -> None:
    dev = planned(DEV)
    for path in (("metadata", "name"), ("spec", "selector")):
        assert AS_WRITTEN.one(DEPLOYMENT, name).at(*path) == dev.one(DEPLOYMENT, name).at(*path)
    assert container(AS_WRITTEN, name, "resources") == container(dev, name, "resources")


def test_as_written_there_is_a_route_in_plain_http() -> None:
    route = AS_WRITTEN.one(INGRESS, "frontend").at("spec")
    assert isinstance(route, dict)
    assert "tls" not in route
