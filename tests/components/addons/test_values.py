"""Helm values, compared as plain data."""

import pytest
from pydantic import JsonValue

from components.addons.charts import chart_of, helm_values
from components.addons.parts import parts
from components.addons.spec import AddonName, AddonSpec
from components.addons.values import Surroundings, Values, laid_over, switched_on

HERE = Surroundings(labels={"owner": "team"})
NO_BUDGET = {"enabled": False}


def values(name: AddonName, around: Surroundings = HERE, **fields: object) -> Values:
    spec = AddonSpec.model_validate(fields)
    return helm_values(name, spec, parts(chart_of(name), spec), around)


def amounts(cpu: str, memory: str, most_cpu: str, most_memory: str) -> Values:
    return {
        "requests": {"cpu": cpu, "memory": memory},
        "limits": {"cpu": most_cpu, "memory": most_memory},
    }


def test_traefik_serves_its_own_class_on_the_nodes_and_shows_nothing_of_itself() -> None:
    assert values("traefik") == {
        "commonLabels": {"owner": "team"},
        "deployment": {"replicas": 1},
        "resources": amounts("100m", "128Mi", "1000m", "256Mi"),
        "podDisruptionBudget": NO_BUDGET,
        "ingressClass": {"enabled": True, "name": "traefik", "isDefaultClass": False},
        "service": {"spec": {"type": "NodePort"}},
        "ingressRoute": {"dashboard": {"enabled": False}},
        "podSecurityContext": {"seccompProfile": {"type": "RuntimeDefault"}},
        "global": {"checkNewVersion": False, "sendAnonymousUsage": False},
    }


def test_traefik_has_an_address_where_the_cluster_gives_one() -> None:
    made = values("traefik", Surroundings(load_balancers="provided"))
    assert made["service"] == {"spec": {"type": "LoadBalancer"}}


@pytest.mark.parametrize("name", ["traefik", "metrics_server"])
def test_a_drain_leaves_one_of_two_pods(name: AddonName) -> None:
    made = values(name, replicas=2)
    assert made["podDisruptionBudget"] == {"enabled": True, "maxUnavailable": 1}


def test_the_metrics_server_has_limits_and_checks_certificates() -> None:
    assert values("metrics_server") == {
        "commonLabels": {"owner": "team"},
        "replicas": 1,
        "resources": amounts("100m", "200Mi", "500m", "400Mi"),
        "podDisruptionBudget": NO_BUDGET,
        "args": [],
    }


def test_the_metrics_server_takes_certificates_that_nobody_signed_where_it_must() -> None:
    made = values("metrics_server", Surroundings(kubelet_certificates="self_signed"))
    assert made["args"] == ["--kubelet-insecure-tls"]


def test_the_vertical_autoscaler_has_two_of_each_part_and_the_charts_own_budgets() -> None:
    job = amounts("10m", "32Mi", "100m", "64Mi")
    assert values("vertical_pod_autoscaler") == {
        "commonLabels": {"owner": "team"},
        "admissionController": {
            "replicas": 2,
            "resources": amounts("50m", "200Mi", "200m", "500Mi"),
            "podDisruptionBudget": {"enabled": True},
            "certGen": {"resources": job},
        },
        "recommender": {
            "replicas": 2,
            "resources": amounts("50m", "500Mi", "200m", "1000Mi"),
            "podDisruptionBudget": {"enabled": True},
        },
        "updater": {
            "replicas": 2,
            "resources": amounts("50m", "200Mi", "200m", "500Mi"),
            "podDisruptionBudget": {"enabled": True},
        },
    }


def test_the_budget_of_a_lone_pod_would_block_every_drain() -> None:
    made = values("vertical_pod_autoscaler", replicas=1)
    for part in ("admissionController", "recommender", "updater"):
        found = made[part]
        assert isinstance(found, dict)
        assert (found["replicas"], found["podDisruptionBudget"]) == (1, NO_BUDGET)


def test_keda_brings_its_definitions_and_spells_its_metrics_server_in_two_ways() -> None:
    each = amounts("100m", "100Mi", "1000m", "1000Mi")
    assert values("keda") == {
        "crds": {"install": True},
        "additionalLabels": {"owner": "team"},
        "operator": {"replicaCount": 1},
        "metricsServer": {"replicaCount": 1},
        "webhooks": {"replicaCount": 1, "failurePolicy": "Ignore"},
        "resources": {"operator": each, "metricServer": each, "webhooks": each},
        "podDisruptionBudget": {"operator": {}, "metricServer": {}, "webhooks": {}},
        "image": {"pullPolicy": "IfNotPresent"},
    }


def test_what_the_user_says_of_a_part_reaches_its_place_in_the_values() -> None:
    more = {"metrics-apiserver": {"requests": {"memory": "300Mi"}}}
    made = values("keda", replicas=2, resources=more)
    assert made["metricsServer"] == {"replicaCount": 2}
    assert made["podDisruptionBudget"] == {
        name: {"maxUnavailable": 1} for name in ("operator", "metricServer", "webhooks")
    }
    resources = made["resources"]
    assert isinstance(resources, dict)
    assert resources["metricServer"] == amounts("100m", "300Mi", "1000m", "1000Mi")
    assert resources["operator"] == amounts("100m", "100Mi", "1000m", "1000Mi")


def test_the_users_own_values_come_last() -> None:
    own = {"deployment": {"replicas": 5}, "args": ["a"]}
    made = values("traefik", values=own)
    assert made["deployment"] == {"replicas": 5}
    assert made["args"] == ["a"]


@pytest.mark.parametrize(
    ("own", "merged"),
    [
        ({}, {"a": {"b": 1, "c": [1, 2]}}),
        ({"a": {"d": 2}}, {"a": {"b": 1, "c": [1, 2], "d": 2}}),
        ({"a": {"c": [3]}}, {"a": {"b": 1, "c": [3]}}),
        ({"a": {"b": {"e": 1}}}, {"a": {"b": {"e": 1}, "c": [1, 2]}}),
        ({"a": 1}, {"a": 1}),
    ],
)
def test_objects_are_merged_and_all_else_is_replaced(own: Values, merged: Values) -> None:
    below: dict[str, JsonValue] = {"a": {"b": 1, "c": [1, 2]}}
    assert laid_over(below, own) == merged
    assert below == {"a": {"b": 1, "c": [1, 2]}}


def test_a_switch_is_a_path_of_keys() -> None:
    assert switched_on("crds.install") == {"crds": {"install": True}}
    assert switched_on("installed") == {"installed": True}
