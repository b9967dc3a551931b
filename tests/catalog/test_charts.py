"""Charts, managed add-ons and the pods they run."""

from datetime import date

import pytest
from pydantic import ValidationError

from catalog.chart_rows import Chart, KubernetesSupport, PodFootprint
from catalog.charts import (
    CHARTS,
    EKS_ADDONS,
    chart,
    eks_addon,
    eks_addon_version,
    eks_versions,
)
from catalog.read import UnknownKey
from catalog.removed_apis import removal

ADDONS = {
    *("traefik", "vertical-pod-autoscaler", "metrics-server", "keda", "cert-manager"),
    *("kube-prometheus-stack", "prometheus-operator-crds", "external-secrets"),
    *("aws-load-balancer-controller", "cluster-autoscaler", "external-dns", "argo-cd", "loki"),
    *("alloy", "aws-for-fluent-bit", "fluent-bit", "opentelemetry-collector", "velero"),
}
WITHOUT_PODS = {"prometheus-operator-crds"}
INSTALLED = (*CHARTS.rows, *EKS_ADDONS.rows)
PODS = [
    pytest.param(pod, id=f"{row.name}-{pod.component}") for row in INSTALLED for pod in row.pods
]
KINDS = [(row.name, kind) for row in CHARTS.rows if row.crds is not None for kind in row.crds.kinds]
FOOTPRINT: dict[str, object] = {
    "component": "shop",
    "kind": "Deployment",
    "replicas": 2,
    "set_by": "plinth",
    "requests": {"cpu_m": 100, "memory_mib": 128},
    "limits": {"memory_mib": 256},
    "as_of": date(2026, 11, 1),
    "source": "a page that was read",
    "confidence": "memory",
}


def test_every_add_on_of_the_house_has_a_chart() -> None:
    assert {row.name for row in CHARTS.rows} == ADDONS


def test_a_chart_is_found_with_its_pinned_version_and_its_repository() -> None:
    keda = chart("keda")
    assert (keda.version, keda.repository) == ("2.20.2", "https://kedacore.github.io/charts")
    assert keda.api_services == ("v1beta1.external.metrics.k8s.io",)
    assert keda.kubernetes.tested_to == "1.35"


def test_an_unknown_chart_is_an_error() -> None:
    with pytest.raises(UnknownKey, match=r"^no chart for cert_manager .* mean cert-manager\? "):
        chart("cert_manager")


def test_an_unknown_add_on_of_eks_is_an_error() -> None:
    with pytest.raises(UnknownKey, match=r"^no EKS add-on for core-dns .* did you mean coredns\? "):
        eks_addon("core-dns")


def test_every_chart_but_bare_definitions_runs_pods() -> None:
    assert {row.name for row in INSTALLED if not row.pods} == WITHOUT_PODS


def test_daemon_sets_of_eks_take_a_fifth_of_a_core_and_a_tenth_of_a_gib_of_every_node() -> None:
    daemons = [p.requests for a in EKS_ADDONS.rows for p in a.pods if p.kind == "DaemonSet"]
    assert sum(requests.cpu_m for requests in daemons) == 180
    assert sum(requests.memory_mib for requests in daemons) == 104


@pytest.mark.parametrize("pod", PODS)
def test_what_plinth_sets_itself_bounds_the_memory(pod: PodFootprint) -> None:
    if pod.set_by == "plinth":
        assert pod.requests.memory_mib > 0
        assert pod.requests.cpu_m > 0
        assert pod.limits.memory_mib is not None


@pytest.mark.parametrize("pod", PODS)
def test_amounts_that_plinth_chose_are_never_called_confirmed(pod: PodFootprint) -> None:
    if pod.set_by == "plinth":
        assert pod.confidence != "confirmed"
    else:
        assert "own judgement" not in pod.source


def test_who_serves_an_ingress_class_is_one_chart() -> None:
    classes = {row.ingress_class: row.name for row in CHARTS.rows if row.ingress_class}
    assert classes == {"alb": "aws-load-balancer-controller", "traefik": "traefik"}


def test_what_the_api_server_calls_is_a_port_of_a_pod() -> None:
    for row in INSTALLED:
        ports = {port for pod in row.pods for port in pod.ports.values()}
        assert set(row.control_plane_ports) <= ports, row.name


def test_the_api_server_calls_a_pod_for_admission_or_for_an_api_of_its_own() -> None:
    for row in INSTALLED:
        others = set(row.control_plane_ports) - set(row.webhook_ports)
        assert len(others) == len(row.api_services), row.name


def test_the_cluster_autoscaler_has_an_image_for_each_minor_that_eks_serves() -> None:
    tags = chart("cluster-autoscaler").image_tags
    assert all(tag.startswith(f"v{minor}.") for minor, tag in tags.items())
    assert {"1.33", "1.34", "1.35", "1.36"} == set(tags)


def test_a_kind_belongs_to_one_chart_unless_one_serves_definitions_for_another() -> None:
    owners: dict[tuple[str, str], set[str]] = {}
    for name, kind in KINDS:
        owners.setdefault((kind.group, kind.kind), set()).add(name)
    shared = {frozenset(names) for names in owners.values() if len(names) > 1}
    assert shared == {frozenset({"kube-prometheus-stack", "prometheus-operator-crds"})}


def test_a_plural_is_the_kind_in_lower_case_with_an_ending() -> None:
    for _, kind in KINDS:
        stem = kind.kind.lower().removesuffix("y").removesuffix("s")
        assert kind.plural.startswith(stem), kind
        assert kind.plural.endswith("s"), kind


def test_no_custom_kind_is_one_that_kubernetes_removed() -> None:
    for _, kind in KINDS:
        assert all(removal(f"{kind.group}/{each}", kind.kind) is None for each in kind.versions)


def test_no_image_comes_from_the_catalogue_that_bitnami_withdrew() -> None:
    images = [pod.image for row in INSTALLED for pod in row.pods if pod.image]
    assert len(images) > 20
    assert not [image for image in images if "bitnami" in image]


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"kind": "DaemonSet"}, "a DaemonSet has no replicas, and everything else has"),
        ({"replicas": None}, "a DaemonSet has no replicas, and everything else has"),
        ({"limits": {"memory_mib": 64}}, r"requests \(128\) must be within limits \(64\)"),
        ({"limits": {"cpu_m": 50}}, r"requests \(100\) must be within limits \(50\)"),
        ({"requests": {"cpu_m": 100}}, "memory_mib"),
        ({"requests": {"cpu_m": "100m", "memory_mib": 1}}, "Input should be a valid integer"),
        ({"image": "traefik:v3"}, "String should match pattern"),
        ({"image": "docker.io/traefik"}, "String should match pattern"),
        ({"ports": {"http": 70000}}, "less than or equal to 65535"),
        ({"set_by": "somebody"}, "Input should be 'chart' or 'plinth'"),
        ({"source": ""}, "at least 10 characters"),
    ],
)
def test_a_footprint_that_cannot_be_is_refused(changed: dict[str, object], problem: str) -> None:
    assert PodFootprint.model_validate(FOOTPRINT)
    with pytest.raises(ValidationError, match=problem):
        PodFootprint.model_validate({**FOOTPRINT, **changed})


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"pods": (FOOTPRINT, FOOTPRINT)}, "two pods have the same component"),
        ({"repository": "charts.jetstack.io"}, "String should match pattern"),
        ({"kubernetes": {"tested_from": "1.36", "tested_to": "1.9"}}, "must not be after"),
        ({"kubernetes": {"chart_from": "v1.30"}}, "String should match pattern"),
        ({"image_tags": {"1.35.2": "v1"}}, "String should match pattern"),
        ({"webhook_ports": (9443,)}, "webhook_ports must be among control_plane_ports"),
    ],
)
def test_a_chart_that_cannot_be_is_refused(changed: dict[str, object], problem: str) -> None:
    good: dict[str, object] = {
        "name": "shop",
        "repository": "https://charts.example.org",
        "version": "1.2.3",
        "app_version": "4.5",
        "namespace": "shop",
        "as_of": date(2026, 11, 1),
        "source": "a page that was read",
        "confidence": "confirmed",
        "pods": (FOOTPRINT,),
    }
    assert Chart.model_validate(good)
    with pytest.raises(ValidationError, match=problem):
        Chart.model_validate({**good, **changed})


def test_a_range_may_be_one_version() -> None:
    assert KubernetesSupport(tested_from="1.35", tested_to="1.35").tested_to == "1.35"


def test_what_every_eks_cluster_gets_is_pinned_for_each_version_that_eks_serves() -> None:
    assert eks_versions() == ("1.31", "1.32", "1.33", "1.34", "1.35", "1.36")
    assert eks_addon_version("kube-proxy", "1.34").startswith("v1.34."), "it is Kubernetes itself"
    with pytest.raises(UnknownKey, match=r"^no version of an EKS add-on for kube-proxy / 1\.30 "):
        eks_addon_version("kube-proxy", "1.30")
