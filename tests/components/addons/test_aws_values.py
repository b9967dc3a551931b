"""The add-ons that only AWS has: their values, what they are told, and what the catalogue says."""

from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest

from catalog.chart_rows import Chart
from components.addons.charts import ADDONS, chart_of, helm_values
from components.addons.parts import Part, parts, placement
from components.addons.spec import AddonName, AddonSpec
from components.addons.values import InAws, Surroundings, Values
from components.cluster.spec import EksPoolSpec, TaintSpec
from components.workload.resources import ResourcesSpec
from tests.components.cloud_kit import planned
from tests.plan import Recorded

AWS = InAws(
    cluster_name="toy-prod",
    region="eu-west-1",
    autoscaler_tag="v1.35.2",
    autoscaler_flags={"expander": "least-waste", "max-nodes-total": 9},
    tags={"owner": "team", "app.kubernetes.io/managed-by": "plinth"},
)
HERE = Surroundings(labels={"owner": "team"}, load_balancers="provided", aws=AWS)
POOLS = {
    "system": EksPoolSpec(
        instance_types=("m6i.large",),
        min_nodes=2,
        max_nodes=3,
        taints=(TaintSpec(key="only", value="system"),),
    )
}
PLACED: Values = {
    "nodeSelector": {"plinth.dev/pool": "system"},
    "tolerations": [
        {"key": "only", "operator": "Equal", "value": "system", "effect": "NoSchedule"}
    ],
}


def values(name: AddonName, **fields: object) -> Values:
    spec = AddonSpec.model_validate(fields)
    return helm_values(name, spec, parts(chart_of(name), spec, 0, POOLS), HERE)


def amounts(cpu: str, memory: str, most_cpu: str, most_memory: str) -> Values:
    return {
        "requests": {"cpu": cpu, "memory": memory},
        "limits": {"cpu": most_cpu, "memory": most_memory},
    }


def test_the_load_balancer_controller_keeps_its_certificate_and_changes_no_service() -> None:
    assert values("aws_load_balancer_controller") == {
        "clusterName": "toy-prod",
        "region": "eu-west-1",
        "replicaCount": 2,
        "resources": amounts("100m", "128Mi", "500m", "256Mi"),
        "podDisruptionBudget": {"maxUnavailable": 1},
        "additionalLabels": {"owner": "team"},
        "podLabels": {"owner": "team"},
        "serviceAccount": {"create": True, "name": "aws-load-balancer-controller"},
        "ingressClass": "alb",
        "createIngressClassResource": True,
        "ingressClassConfig": {"default": False},
        "defaultTargetType": "ip",
        "keepTLSSecret": True,
        "enableServiceMutatorWebhook": False,
        "enableShield": False,
        "enableWaf": False,
        "enableWafv2": False,
        "defaultTags": {"owner": "team", "app.kubernetes.io/managed-by": "plinth"},
    }


def test_external_secrets_has_three_parts_that_say_when_they_are_ready() -> None:
    assert values("external_secrets") == {
        "installCRDs": True,
        "replicaCount": 1,
        "leaderElect": False,
        "resources": amounts("20m", "64Mi", "200m", "256Mi"),
        "podDisruptionBudget": {"enabled": False},
        "commonLabels": {"owner": "team"},
        "serviceAccount": {"create": True, "name": "external-secrets"},
        "readinessProbe": {"enabled": True},
        "processClusterExternalSecret": False,
        "processPushSecret": False,
        "processClusterPushSecret": False,
        "webhook": {
            "replicaCount": 1,
            "resources": amounts("10m", "32Mi", "200m", "128Mi"),
            "podDisruptionBudget": {"enabled": False},
        },
        "certController": {
            "replicaCount": 1,
            "resources": amounts("10m", "64Mi", "200m", "256Mi"),
            "podDisruptionBudget": {"enabled": False},
        },
    }


def test_two_operators_elect_one_that_writes_and_a_drain_leaves_the_other() -> None:
    made = values("external_secrets", replicas=2)
    kept: Values = {"enabled": True, "minAvailable": 1}
    assert (made["leaderElect"], made["podDisruptionBudget"]) == (True, kept)
    for part in ("webhook", "certController"):
        found = made[part]
        assert isinstance(found, dict)
        assert (found["replicaCount"], found["podDisruptionBudget"]) == (2, kept)


def test_the_cluster_autoscaler_is_of_the_clusters_version_and_takes_the_specs_options() -> None:
    assert values("cluster_autoscaler") == {
        "cloudProvider": "aws",
        "awsRegion": "eu-west-1",
        "autoDiscovery": {"clusterName": "toy-prod"},
        "image": {"tag": "v1.35.2"},
        "replicaCount": 1,
        "resources": amounts("100m", "300Mi", "500m", "600Mi"),
        "podDisruptionBudget": {},
        "additionalLabels": {"owner": "team"},
        "rbac": {"serviceAccount": {"create": True, "name": "cluster-autoscaler"}},
        "extraArgs": {"expander": "least-waste", "max-nodes-total": 9},
    }


def test_the_metrics_server_has_two_pods_where_they_are_asked_for() -> None:
    assert values("metrics_server", replicas=2) == {
        "commonLabels": {"owner": "team"},
        "replicas": 2,
        "resources": amounts("100m", "200Mi", "500m", "400Mi"),
        "podDisruptionBudget": {"enabled": True, "maxUnavailable": 1},
        "args": [],
    }


@pytest.mark.parametrize("name", [name for name in ADDONS if len(ADDONS[name].placed_at) == 1])
def test_an_add_on_stands_on_the_pool_that_is_named_and_tolerates_its_taints(
    name: AddonName,
) -> None:
    (place,) = ADDONS[name].placed_at
    anywhere, placed = values(name), values(name, node_pool="system")
    assert placed == {**anywhere, **({place: PLACED} if place else PLACED)}


def test_the_parts_of_the_vertical_autoscaler_are_placed_each_by_itself() -> None:
    anywhere = values("vertical_pod_autoscaler")
    placed = values("vertical_pod_autoscaler", node_pool="system")
    for part in ("admissionController", "recommender", "updater"):
        before = anywhere[part]
        assert isinstance(before, dict)
        assert placed[part] == {**before, **PLACED}


def test_without_a_pool_the_scheduler_decides() -> None:
    part = Part(
        name="x", kind="Deployment", replicas=1, resources=ResourcesSpec(), image=None, ports={}
    )
    assert placement(part) == {}


@pytest.mark.parametrize(
    ("name", "crds", "tested"),
    [
        ("aws_load_balancer_controller", "crds_folder", ("1.22", None)),
        ("external_secrets", "templates", ("1.35", "1.36")),
        ("metrics_server", None, ("1.31", None)),
        ("cluster_autoscaler", None, (None, None)),
    ],
)
def test_the_catalogue_says_where_definitions_come_from_and_what_was_tested(
    name: AddonName, crds: str | None, tested: tuple[str | None, str | None]
) -> None:
    chart: Chart = chart_of(name)
    assert (chart.crds.delivery if chart.crds is not None else None) == crds
    assert (chart.kubernetes.tested_from, chart.kubernetes.tested_to) == tested


def test_an_autoscaler_is_known_for_each_version_of_the_cluster_and_is_of_its_minor() -> None:
    tags = chart_of("cluster_autoscaler").image_tags
    assert set(tags) >= {"1.33", "1.34", "1.35", "1.36"}
    assert all(tag.startswith(f"v{minor}.") for minor, tag in tags.items())


CLOUDY: tuple[AddonName, ...] = (
    "aws_load_balancer_controller",
    "external_secrets",
    "cluster_autoscaler",
)


@pytest.mark.parametrize("name", CLOUDY)
def test_an_add_on_of_aws_has_an_account_of_its_own_that_its_values_name(name: AddonName) -> None:
    access = ADDONS[name].cloud
    assert access is not None
    assert account(values(name), name) == {"create": True, "name": access.service_account}


def account(made: Mapping[str, object], name: AddonName) -> object:
    """What an add-on's values say of its service account."""
    access = ADDONS[name].cloud
    found: object = made
    for key in access.values_key.split(".") if access is not None else ():
        assert isinstance(found, Mapping)
        found = found[key]
    return found


RELEASE = "kubernetes:helm.sh/v3:Release"
ASKED = """\
cluster: {version: "1.34", identity: IDENTITY, autoscaler: {kind: cluster_autoscaler}}
addons: {aws_load_balancer_controller: {}, external_secrets: {}, cluster_autoscaler: {}}
"""


def test_only_the_load_balancer_controller_is_told_the_network_and_no_account_a_role(
    tmp_path: Path,
) -> None:
    plan = planned(tmp_path, ASKED.replace("IDENTITY", "pod_identity"))
    made: dict[AddonName, Recorded] = {n: plan.one(RELEASE, chart_of(n).name) for n in CLOUDY}
    told = {name for name, each in made.items() if "vpcId" in as_map(each.at("values"))}
    assert told == {"aws_load_balancer_controller"}
    vpc = plan.of("aws:ec2/vpc:Vpc")[0].urn
    assert vpc in made["aws_load_balancer_controller"].property_dependencies["values"]
    for name, each in made.items():
        assert "annotations" not in as_map(account(as_map(each.at("values")), name))
    # Its minor is the cluster's.
    assert made["cluster_autoscaler"].at("values", "image", "tag") == "v1.34.5"


def test_with_roles_for_service_accounts_each_account_names_its_own(tmp_path: Path) -> None:
    plan = planned(tmp_path, ASKED.replace("IDENTITY", "irsa"))
    named: set[str] = set()
    for name in CLOUDY:
        made = plan.one(RELEASE, chart_of(name).name).at("values")
        named.add(str(as_map(account(as_map(made), name))["annotations"]))
    assert len(named) == len(CLOUDY)
    assert all("eks.amazonaws.com/role-arn" in each for each in named)


def as_map(value: object) -> Mapping[str, object]:
    """A part of an input that is an object."""
    assert isinstance(value, Mapping)
    return cast("Mapping[str, object]", value)
