"""Add-ons in a plan: stand-ins on the embedded cluster, the chart itself on any other."""

from pathlib import Path

import pytest

from tests.plan import Plan, assert_house_rules
from tests.stacks.platforms import planned

COMPONENT = "plinth:addons:Chart"
RELEASE = "kubernetes:helm.sh/v3:Release"
NAMESPACE = "kubernetes:core/v1:Namespace"
DEPLOYMENT = "kubernetes:apps/v1:Deployment"
ACCOUNT = "kubernetes:core/v1:ServiceAccount"
DEFINITION = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition"
ALL = "addons: {traefik: {}, metrics_server: {}, vertical_pod_autoscaler: {}, keda: {}}\n"
EXISTING = "cluster: {kind: local, distribution: existing, context: mine}\nlabels: {owner: team}\n"


def under(made: Plan, component: str) -> dict[str, list[str]]:
    """The names of what one add-on is made of, by type."""
    parent = made.one(COMPONENT, component).urn
    found: dict[str, list[str]] = {}
    for each in made.resources:
        if each.parent_urn == parent:
            found.setdefault(each.type, []).append(each.name)
    return found


def test_on_the_embedded_cluster_stand_ins_are_made_and_no_release(tmp_path: Path) -> None:
    made = planned(tmp_path, ALL)
    assert made.of(RELEASE) == ()
    keda = under(made, "keda")
    assert len(keda.pop(DEFINITION)) == 6
    parts = ["keda-admission-webhooks", "keda-metrics-apiserver", "keda-operator"]
    assert keda == {
        NAMESPACE: ["keda"],
        ACCOUNT: parts,
        DEPLOYMENT: parts,
        "kubernetes:core/v1:Service": parts,
    }
    assert_house_rules(made)


def test_the_metrics_server_of_the_embedded_cluster_is_the_clusters_own(tmp_path: Path) -> None:
    made = planned(tmp_path, ALL)
    names = [each.name for each in made.of(COMPONENT)]
    assert names == ["keda", "traefik", "vertical-pod-autoscaler"]


def test_one_node_has_one_pod_of_each_part(tmp_path: Path) -> None:
    patch = ALL + "cluster: {node_pools: {default: {nodes: NODES}}}"
    recommender = "vertical-pod-autoscaler-recommender"
    for nodes, replicas in (("1", 1), ("3", 2)):
        made = planned(tmp_path, patch.replace("NODES", nodes))
        assert made.one(DEPLOYMENT, recommender).at("spec", "replicas") == replicas


def test_objects_reach_the_engine_as_the_api_spells_them(tmp_path: Path) -> None:
    made = planned(tmp_path, ALL)
    pod = ("spec", "template", "spec")
    traefik = made.one(DEPLOYMENT, "traefik")
    assert traefik.at(*pod, "containers", 0, "ports", 0) == {"containerPort": 8000}
    assert traefik.at(*pod, "securityContext", "seccompProfile") == {"type": "RuntimeDefault"}
    schema = made.one(DEFINITION, "scaledobjects.keda.sh").at("spec", "versions", 0, "schema")
    assert schema == {
        "openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
    }


def test_pods_come_after_their_accounts_and_everything_after_the_namespace(tmp_path: Path) -> None:
    made = planned(tmp_path, ALL)
    account = made.one(ACCOUNT, "traefik")
    namespace = made.one(NAMESPACE, "traefik").urn
    assert account.urn in made.one(DEPLOYMENT, "traefik").depends_on
    assert namespace in made.one(DEPLOYMENT, "traefik").depends_on
    assert namespace in account.depends_on


def test_a_namespace_of_an_add_on_is_restricted(tmp_path: Path) -> None:
    made = planned(tmp_path, ALL)
    for name in ("traefik", "keda"):
        labels = made.one(NAMESPACE, name).at("metadata", "labels")
        assert isinstance(labels, dict)
        assert labels["pod-security.kubernetes.io/enforce"] == "restricted"


def test_on_any_other_cluster_the_pinned_chart_is_installed(tmp_path: Path) -> None:
    made = planned(tmp_path, EXISTING + ALL)
    assert made.of(DEFINITION) == ()
    release = made.one(RELEASE, "keda")
    values = release.at("values")
    assert {k: v for k, v in release.inputs.items() if k not in ("values", "compat")} == {
        "name": "keda",
        "chart": "keda",
        "version": "2.20.2",
        "repositoryOpts": {"repo": "https://kedacore.github.io/charts"},
        "namespace": "keda",
        "skipCrds": True,
        "atomic": True,
        "timeout": 600,
        "maxHistory": 5,
    }
    assert isinstance(values, dict)
    assert values["additionalLabels"] == {"owner": "team"}
    assert values["crds"] == {"install": True}
    assert made.one(NAMESPACE, "keda").urn in release.depends_on
    assert_house_rules(made)


@pytest.mark.parametrize(
    ("chart", "skipped"),
    [("traefik", False), ("vertical-pod-autoscaler", False), ("metrics-server", True)],
)
def test_definitions_in_the_charts_folder_are_installed_with_it(
    tmp_path: Path, chart: str, skipped: bool
) -> None:
    made = planned(tmp_path, EXISTING + ALL)
    assert made.one(RELEASE, chart).at("skipCrds") == skipped


def test_what_lives_in_a_namespace_of_kubernetes_own_makes_none(tmp_path: Path) -> None:
    made = planned(tmp_path, EXISTING + ALL)
    assert sorted(each.name for each in made.of(NAMESPACE)) == ["app", "keda", "traefik"]
    assert made.one(RELEASE, "metrics-server").at("namespace") == "kube-system"


def test_what_the_stack_says_of_its_cluster_reaches_the_values(tmp_path: Path) -> None:
    more = "kubelet_certificates: self_signed, load_balancers: provided"
    made = planned(tmp_path, EXISTING.replace("mine", f"mine, {more}") + ALL)
    args = made.one(RELEASE, "metrics-server").at("values", "args")
    assert args == ["--kubelet-insecure-tls"]
    kind = made.one(RELEASE, "traefik").at("values", "service", "spec", "type")
    assert kind == "LoadBalancer"
