"""What an EKS cluster of a stack becomes."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.components.cluster.eks_kit import (
    ADDON,
    ADMIN,
    BASE,
    CLUSTER,
    NODE_GROUP,
    TEMPLATE,
    cluster,
    pool,
)
from tests.plan import Plan, Recorded, assert_house_rules, reveal
from tests.stacks.platforms import planned as plan_of

STORAGE_CLASS = "kubernetes:storage.k8s.io/v1:StorageClass"
ENTRY = "aws:eks/accessEntry:AccessEntry"
POLICY = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation"
TAG = "aws:autoscaling/tag:Tag"
AUTOSCALER = "autoscaler: {kind: cluster_autoscaler}"


def planned(folder: Path, patch: str = "labels: {team: shop}") -> Plan:
    return plan_of(folder, patch, BASE)


def control_plane(folder: Path, patch: str = "labels: {team: shop}") -> Recorded:
    return planned(folder, patch).one(CLUSTER, "cluster")


def node_group(plan: Plan) -> Recorded:
    (group,) = plan.of(NODE_GROUP)
    return group


def test_it_keeps_the_rules_of_the_house(tmp_path: Path) -> None:
    assert_house_rules(planned(tmp_path))


def test_secrets_are_encrypted_by_a_key_of_their_own_and_all_logs_are_kept(tmp_path: Path) -> None:
    plan = planned(tmp_path, cluster("log_retention_days: 365"))
    made = plan.one(CLUSTER, "cluster")
    assert made.at("encryptionConfig", "resources") == ["secrets"]
    keys = {key.name for key in plan.of("aws:kms/key:Key")}
    assert {"cluster-secrets", "cluster-logs"} <= keys
    assert made.at("enabledClusterLogTypes") == [
        "api",
        "audit",
        "authenticator",
        "controllerManager",
        "scheduler",
    ]
    logs = plan.one("aws:cloudwatch/logGroup:LogGroup", "cluster-logs")
    assert (logs.at("name"), logs.at("retentionInDays")) == ("/aws/eks/toy-prod/cluster", 365)
    assert logs.at("kmsKeyId")
    assert logs.urn in made.depends_on, "else EKS makes a group that is kept for ever, in the clear"


def test_only_cloudwatch_and_only_for_its_group_uses_the_key_of_the_logs(tmp_path: Path) -> None:
    key = planned(tmp_path).one("aws:kms/key:Key", "cluster-logs")
    owner, logs = json.loads(str(key.at("policy")))["Statement"]
    assert owner["Principal"] == {"AWS": "arn:aws:iam::123456789012:root"}
    assert logs["Principal"] == {"Service": "logs.eu-west-1.amazonaws.com"}
    group = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/eks/toy-prod/cluster"
    assert logs["Condition"] == {"ArnEquals": {"kms:EncryptionContext:aws:logs:arn": group}}


def test_its_api_is_reached_from_inside_alone_until_somebody_is_let_in(tmp_path: Path) -> None:
    inside = control_plane(tmp_path)
    assert inside.at("vpcConfig", "endpointPrivateAccess") is True
    assert inside.at("vpcConfig", "endpointPublicAccess") is False
    both = control_plane(tmp_path, cluster("public_access_from: [203.0.113.0/24]"))
    assert both.at("vpcConfig", "endpointPrivateAccess") is True
    assert both.at("vpcConfig", "endpointPublicAccess") is True
    assert both.at("vpcConfig", "publicAccessCidrs") == ["203.0.113.0/24"]


@pytest.mark.parametrize(("wish", "kept"), [("protect", True), ("delete", False)])
def test_it_is_deleted_only_where_the_stack_says_so(tmp_path: Path, wish: str, kept: bool) -> None:
    made = control_plane(tmp_path, cluster(f"deletion: {wish}"))
    assert (made.at("deletionProtection"), made.protect) == (kept, kept)


def test_extended_support_is_bought_only_when_asked_for(tmp_path: Path) -> None:
    assert control_plane(tmp_path).at("upgradePolicy") == {"supportType": "STANDARD"}
    paid = control_plane(tmp_path, cluster("support: extended"))
    assert paid.at("upgradePolicy") == {"supportType": "EXTENDED"}


def test_nobody_enters_who_is_not_named(tmp_path: Path) -> None:
    shop, sre = "arn:aws:iam::123456789012:role/shop", "arn:aws:iam::123456789012:role/sre"
    groups = f'developers: {{team-shop: "{shop}"}}, operators: {{sre: "{sre}"}}'
    patch = (
        f"cluster: {{access: {{{groups}}}}}\n"
        "namespaces: {app: {access: {developer: [team-shop], operator: [sre]}}}"
    )
    plan = planned(tmp_path, patch)
    made = plan.one(CLUSTER, "cluster")
    assert made.at("accessConfig") == {
        "authenticationMode": "API",
        "bootstrapClusterCreatorAdminPermissions": False,
    }
    entered = {
        each.at("principalArn"): each.inputs.get("kubernetesGroups") for each in plan.of(ENTRY)
    }
    assert entered == {ADMIN: None, shop: ["team-shop"], sre: ["sre"]}
    (policy,) = plan.of(POLICY)
    assert policy.at("principalArn") == ADMIN
    assert str(policy.at("policyArn")).endswith("/AmazonEKSClusterAdminPolicy")


def test_add_ons_come_in_their_phases_around_the_nodes(tmp_path: Path) -> None:
    plan = planned(tmp_path)
    urn = {each.name: each.urn for each in plan.of(ADDON)}
    before = {
        each.name: plan.before(each) & {*urn.values(), node_group(plan).urn}
        for each in (*plan.of(ADDON), node_group(plan))
    }
    early = {urn["eks-pod-identity-agent"], urn["vpc-cni"], urn["kube-proxy"]}
    nodes = node_group(plan).urn
    assert before == {
        "eks-pod-identity-agent": set(),
        "vpc-cni": {urn["eks-pod-identity-agent"]},
        "kube-proxy": set(),
        node_group(plan).name: early,
        "coredns": {*early, nodes},
        "aws-ebs-csi-driver": {*early, nodes},
    }


def test_everything_in_the_cluster_waits_for_nodes_add_ons_and_the_right_to_enter(
    tmp_path: Path,
) -> None:
    plan = planned(tmp_path)
    (policy,) = plan.of(POLICY)
    needed = {policy.urn, node_group(plan).urn, *(each.urn for each in plan.of(ADDON))}
    inside = [each for each in plan.resources if each.type.startswith("kubernetes:")]
    assert inside
    for each in inside:
        assert needed <= plan.before(each), each.urn


def test_add_ons_are_pinned_and_have_roles_of_their_own(tmp_path: Path) -> None:
    plan = planned(tmp_path, cluster('version: "1.34"'))
    assert control_plane(tmp_path).at("bootstrapSelfManagedAddons") is False
    versions = {each.name: each.at("addonVersion") for each in plan.of(ADDON)}
    assert versions["kube-proxy"] == "v1.34.6-eksbuild.13"
    assert all(str(each).startswith("v") for each in versions.values())
    accounts = {
        each.name: each.at("podIdentityAssociations", 0, "serviceAccount")
        for each in plan.of(ADDON)
        if "podIdentityAssociations" in each.inputs
    }
    assert accounts == {"vpc-cni": "aws-node", "aws-ebs-csi-driver": "ebs-csi-controller-sa"}


@pytest.mark.parametrize(
    ("wish", "settings"),
    [
        ("secondary_ips", {}),
        ("prefixes", {"ENABLE_PREFIX_DELEGATION": "true", "WARM_PREFIX_TARGET": "1"}),
    ],
)
def test_network_policies_hold_and_pods_get_addresses_as_asked(
    tmp_path: Path, wish: str, settings: Mapping[str, str]
) -> None:
    plan = planned(tmp_path, cluster(f"pod_addresses: {wish}"))
    made = json.loads(str(plan.one(ADDON, "vpc-cni").at("configurationValues")))
    tags = json.loads(made["env"].pop("ADDITIONAL_ENI_TAGS"))
    assert made == {"enableNetworkPolicy": "true", "env": settings}
    assert tags["team"] == "shop"


def test_a_claim_gets_an_encrypted_disk_by_default(tmp_path: Path) -> None:
    made = planned(tmp_path).one(STORAGE_CLASS, "gp3")
    assert made.at("parameters", "encrypted") == "true"
    notes = made.at("metadata", "annotations")
    assert notes == {"storageclass.kubernetes.io/is-default-class": "true"}
    assert made.at("metadata", "labels", "team") == "shop"


def test_nodes_are_closed_encrypted_and_carry_the_labels_of_the_stack(tmp_path: Path) -> None:
    (template,) = planned(tmp_path, pool("disk_gib: 80")).of(TEMPLATE)
    assert template.at("metadataOptions", "httpTokens") == "required"
    assert template.at("metadataOptions", "httpPutResponseHopLimit") == 1
    assert template.at("blockDeviceMappings", 0, "ebs") == {
        "volumeSize": 80,
        "volumeType": "gp3",
        "encrypted": "true",
        "deleteOnTermination": "true",
    }
    tagged = template.at("tagSpecifications")
    assert isinstance(tagged, list)
    kinds = {str(template.at("tagSpecifications", n, "resourceType")) for n in range(len(tagged))}
    assert {"instance", "volume"} <= kinds
    assert template.at("tagSpecifications", 0, "tags", "team") == "shop"
    assert "keyName" not in template.inputs


def test_desired_size_is_the_autoscalers_where_there_is_one(tmp_path: Path) -> None:
    assert node_group(planned(tmp_path)).ignore_changes == ()
    scaled = node_group(planned(tmp_path, cluster(AUTOSCALER)))
    assert scaled.ignore_changes == ("scalingConfig.desiredSize",)


def test_the_autoscaler_knows_the_nodes_of_an_empty_pool(tmp_path: Path) -> None:
    fields = "min_nodes: 0, labels: {disk: fast}, taints: [{key: team, value: a}]"
    patch = cluster(f"{AUTOSCALER}, node_pools: {{general: {{{fields}}}}}")
    plan = planned(tmp_path, patch)
    (group,) = {str(each.at("autoscalingGroupName")) for each in plan.of(TAG)}
    assert group == f"eks-{node_group(plan).at('nodeGroupName')}"
    prefix = "k8s.io/cluster-autoscaler"
    owners = {"team", "app.kubernetes.io/managed-by", "app.kubernetes.io/part-of"}
    tags = {str(each.at("tag", "key")): each.at("tag", "value") for each in plan.of(TAG)}
    assert {key: value for key, value in tags.items() if key not in owners} == {
        f"{prefix}/enabled": "true",
        f"{prefix}/toy-prod": "owned",
        f"{prefix}/node-template/label/disk": "fast",
        f"{prefix}/node-template/label/plinth.dev/pool": "general",
        f"{prefix}/node-template/taint/team": "a:NoSchedule",
        f"{prefix}/node-template/resources/ephemeral-storage": "50Gi",
    }
    assert {str(each.at("tag", "key")) for each in planned(tmp_path).of(TAG)} == owners


REPLACING = ["instance_types: [m6i.xlarge]", "capacity: spot", "os: bottlerocket"]
CHANGING = [
    "max_nodes: 9",
    "min_nodes: 4",
    "disk_gib: 80",
    "labels: {a: b}",
    "taints: [{key: a}]",
    "max_unavailable: 25%",
    "metadata_hops: 2",
    "ami_release: 1.35.3-20260812",
]


def pool_urns(plan: Plan) -> set[str]:
    return {r.urn for token in (NODE_GROUP, TEMPLATE, TAG) for r in plan.of(token)}


@pytest.mark.parametrize("fields", REPLACING)
def test_what_is_immutable_of_a_pool_makes_another_one_beside_it(
    tmp_path: Path, fields: str
) -> None:
    old, new = planned(tmp_path), planned(tmp_path, pool(fields))
    assert not pool_urns(old) & pool_urns(new)
    names = {str(node_group(each).at("nodeGroupName")) for each in (old, new)}
    assert len(names) == 2, "with one name AWS would refuse the second group"


@pytest.mark.parametrize("fields", CHANGING)
def test_everything_else_of_a_pool_changes_in_place(tmp_path: Path, fields: str) -> None:
    assert pool_urns(planned(tmp_path)) == pool_urns(planned(tmp_path, pool(fields)))


def test_the_issuer_is_made_known_to_the_account_only_for_irsa(tmp_path: Path) -> None:
    token = "aws:iam/openIdConnectProvider:OpenIdConnectProvider"
    assert not planned(tmp_path).of(token)
    (issuer,) = planned(tmp_path, cluster("identity: irsa")).of(token)
    assert issuer.at("clientIdLists") == ["sts.amazonaws.com"]
    assert str(issuer.at("url")).startswith("https://oidc.eks.")


def test_whoever_uses_the_cluster_works_as_the_accounts_role(tmp_path: Path) -> None:
    patch = f'account: {{role: "{ADMIN}"}}'
    provider = planned(tmp_path, patch).one("pulumi:providers:kubernetes", "cluster")
    user = json.loads(str(reveal(provider.at("kubeconfig"))))["users"][0]["user"]
    assert user["exec"]["args"][-4:] == ["--role-arn", ADMIN, "--output", "json"]
