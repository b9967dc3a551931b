"""What stands in for a chart on simulated nodes, compared as plain data."""

from collections.abc import Mapping

import pytest
from pydantic import JsonValue

from catalog.charts import CHARTS, chart
from components.addons.footprint import Footprint, KubernetesObject, footprint
from components.addons.parts import parts
from components.addons.spec import AddonSpec
from components.cluster.spec import SimulatedPoolSpec, TaintSpec

LABELS = {"owner": "team", "app.kubernetes.io/part-of": "shop"}


def of(name: str, **fields: object) -> Footprint:
    found = chart(name)
    return footprint(found, parts(found, AddonSpec.model_validate(fields)), LABELS)


def about(
    name: str,
    stands_for: str,
    namespace: str | None = None,
    notes: Mapping[str, JsonValue] | None = None,
) -> KubernetesObject:
    made: KubernetesObject = {
        "name": name,
        "labels": {**LABELS, "app.kubernetes.io/name": name},
        "annotations": {"plinth.dev/stand-in-for": stands_for, **(notes or {})},
    }
    return made if namespace is None else {**made, "namespace": namespace}


def the(kind: str, name: str, made: Footprint) -> KubernetesObject:
    (found,) = (
        each
        for each in made.objects
        if each["kind"] == kind and at(each, "metadata", "name") == name
    )
    return found


def at(value: JsonValue, *path: str) -> JsonValue:
    for step in path:
        assert isinstance(value, dict)
        value = value[step]
    return value


def kinds_and_names(made: Footprint) -> list[tuple[str, str]]:
    return [(str(each["kind"]), str(at(each, "metadata", "name"))) for each in made.objects]


def test_traefik_is_its_kinds_its_class_and_one_idle_pod() -> None:
    traefik = of("traefik")
    definitions = [name for kind, name in kinds_and_names(traefik)[:-4]]
    assert len(definitions) == 10
    assert "ingressroutes.traefik.io" in definitions
    selector = {"app.kubernetes.io/name": "traefik"}
    where = about("traefik", "traefik 41.3.0", "traefik")
    ports = {"web": 8000, "websecure": 8443, "traefik": 8080, "metrics": 9100}
    assert list(traefik.objects[-4:]) == [
        {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": where},
        {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": where,
            "spec": {
                "type": "ClusterIP",
                "selector": selector,
                "ports": [
                    {"name": name, "port": port, "targetPort": port, "protocol": "TCP"}
                    for name, port in ports.items()
                ],
            },
        },
        {
            "apiVersion": "networking.k8s.io/v1",
            "kind": "IngressClass",
            "metadata": about("traefik", "traefik 41.3.0"),
            "spec": {"controller": "plinth.dev/stand-in-for-traefik"},
        },
        {
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "metadata": where,
            "spec": {
                "replicas": 1,
                "selector": {"matchLabels": selector},
                "template": {
                    "metadata": {"labels": {**LABELS, **selector}},
                    "spec": {
                        "serviceAccountName": "traefik",
                        "automountServiceAccountToken": False,
                        "enableServiceLinks": False,
                        "securityContext": {
                            "runAsNonRoot": True,
                            "runAsUser": 65532,
                            "runAsGroup": 65532,
                            "seccompProfile": {"type": "RuntimeDefault"},
                        },
                        "containers": [
                            {
                                "name": "traefik",
                                "image": "docker.io/traefik:v3.7.11",
                                "resources": {
                                    "requests": {"cpu": "100m", "memory": "128Mi"},
                                    "limits": {"cpu": "1000m", "memory": "256Mi"},
                                },
                                "securityContext": {
                                    "allowPrivilegeEscalation": False,
                                    "readOnlyRootFilesystem": True,
                                    "capabilities": {"drop": ["ALL"]},
                                },
                                "ports": [{"containerPort": port} for port in ports.values()],
                            }
                        ],
                    },
                },
            },
        },
    ]


def test_a_definition_takes_any_fields_and_says_that_nobody_approved_it() -> None:
    name = "verticalpodautoscalers.autoscaling.k8s.io"
    unapproved: dict[str, JsonValue] = {"api-approved.kubernetes.io": "unapproved, a stand-in"}
    assert the("CustomResourceDefinition", name, of("vertical-pod-autoscaler")) == {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": about(name, "vertical-pod-autoscaler 0.11.0", notes=unapproved),
        "spec": {
            "group": "autoscaling.k8s.io",
            "scope": "Namespaced",
            "names": {
                "kind": "VerticalPodAutoscaler",
                "listKind": "VerticalPodAutoscalerList",
                "plural": "verticalpodautoscalers",
                "singular": "verticalpodautoscaler",
            },
            "versions": [
                {
                    "name": "v1",
                    "served": True,
                    "storage": True,
                    "schema": {
                        "openAPIV3Schema": {
                            "type": "object",
                            "x-kubernetes-preserve-unknown-fields": True,
                        }
                    },
                }
            ],
        },
    }


def test_a_definition_outside_of_kubernetes_own_groups_needs_no_approval() -> None:
    found = the("CustomResourceDefinition", "scaledobjects.keda.sh", of("keda"))
    assert at(found, "metadata", "annotations") == {"plinth.dev/stand-in-for": "keda 2.20.2"}


def test_several_pods_of_a_part_have_a_budget_and_a_lone_one_has_none() -> None:
    one, two = of("keda"), of("keda", replicas=2)
    assert "PodDisruptionBudget" not in {kind for kind, _ in kinds_and_names(one)}
    assert at(the("Deployment", "keda-operator", two), "spec", "replicas") == 2
    assert at(the("PodDisruptionBudget", "keda-operator", two), "spec") == {
        "maxUnavailable": 1,
        "selector": {"matchLabels": {"app.kubernetes.io/name": "keda-operator"}},
    }


def test_resources_that_are_asked_for_are_those_of_the_pods() -> None:
    more = {"operator": {"limits": {"memory": "2Gi"}}}
    pod = at(
        the("Deployment", "keda-operator", of("keda", resources=more)), "spec", "template", "spec"
    )
    containers = at(pod, "containers")
    assert isinstance(containers, list)
    assert at(containers[0], "resources", "limits") == {"cpu": "1000m", "memory": "2Gi"}


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        ("traefik", ["roles"]),
        (
            "keda",
            ["admission webhooks", "APIService v1beta1.external.metrics.k8s.io", "roles"],
        ),
        (
            "vertical-pod-autoscaler",
            ["admission webhooks", "roles"],
        ),
    ],
)
def test_what_would_block_the_cluster_is_left_out_and_said(name: str, left_out: list[str]) -> None:
    made = of(name)
    assert list(made.left_out) == left_out
    assert not {kind for kind, _ in kinds_and_names(made)} & {
        "APIService",
        "MutatingWebhookConfiguration",
        "ValidatingWebhookConfiguration",
    }


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("Deployment", {"replicas"}),
        ("StatefulSet", {"replicas", "serviceName"}),
        ("DaemonSet", set[str]()),
    ],
)
def test_each_kind_of_controller_says_what_the_api_asks_of_it(kind: str, own: set[str]) -> None:
    found = [
        each for name in ("loki", "alloy") for each in of(name).objects if each["kind"] == kind
    ]
    assert found
    for each in found:
        spec = each["spec"]
        assert isinstance(spec, dict)
        assert set(spec) == {"selector", "template", *own}


@pytest.mark.parametrize("name", [row.name for row in CHARTS.rows])
def test_no_two_objects_of_a_kind_share_a_name(name: str) -> None:
    found = kinds_and_names(of(name))
    assert len(found) == len(set(found))


def test_the_pods_stand_on_the_pool_that_is_named() -> None:
    pools = {"system": SimulatedPoolSpec(taints=(TaintSpec(key="only", value="system"),))}
    found, spec = chart("metrics-server"), AddonSpec(node_pool="system")
    made = footprint(found, parts(found, spec, 0, pools), LABELS)
    pod = at(the("Deployment", "metrics-server", made), "spec", "template", "spec")
    anywhere = at(
        the("Deployment", "metrics-server", of("metrics-server")), "spec", "template", "spec"
    )
    assert isinstance(anywhere, dict)
    assert pod == {
        **anywhere,
        "nodeSelector": {"plinth.dev/pool": "system"},
        "tolerations": [
            {"key": "only", "operator": "Equal", "value": "system", "effect": "NoSchedule"}
        ],
    }
