"""The roles of workloads, as the engine is asked for them: one each, theirs alone, before pods."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from stacks.roles import role_name
from tests.components.cloud_kit import planned
from tests.components.cluster.eks_kit import EXISTING
from tests.iam import actions, may, may_take
from tests.plan import Plan, Recorded, assert_house_rules
from tests.shipped import SHIPPED
from tests.shipped import planned as planned_shipped
from tests.stacks import platforms

ROLE, ROLE_POLICY = "aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy"
ASSOCIATION = "aws:eks/podIdentityAssociation:PodIdentityAssociation"
ACCOUNT, DEPLOYMENT = "kubernetes:core/v1:ServiceAccount", "kubernetes:apps/v1:Deployment"
BY_S3 = {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}
THEIRS = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:theirs-a1B2c3"
QUEUE = "arn:aws:sqs:eu-west-1:123456789012:orders"
GRANTED = f"""\
buckets: {{uploads: {{kind: s3}}, reports: {{kind: s3, encryption: s3_key}}}}
databases:
  main: {{kind: rds, version: "17", instance_class: db.m7g.large, read_replicas: 1}}
workloads:
  job:
    calls: [database.main]
    cloud:
      buckets: {{uploads: read, reports: read_write}}
      databases: {{main: orders}}
      secrets: [database.main, "{THEIRS}"]
      permissions: [{{actions: ["sqs:SendMessage"], resources: ["{QUEUE}"]}}]
  other:
    kind: worker
    image: example.org/other:1
    resources: {{}}
    cloud: {{buckets: {{uploads: write}}}}
  plain: {{kind: worker, image: example.org/plain:1, resources: {{}}}}
"""


def policy(plan: Plan, workload: str) -> str:
    return str(plan.one(ROLE_POLICY, f"workload-{workload}").inputs["policy"])


def trust(plan: Plan, workload: str) -> str:
    return str(plan.one(ROLE, f"workload-{workload}").inputs["assumeRolePolicy"])


def test_each_workload_has_a_role_with_what_it_was_granted(tmp_path: Path) -> None:
    plan = planned(tmp_path, GRANTED)
    assert_house_rules(plan)
    roles = [each for each in plan.of(ROLE) if each.name.startswith("workload-")]
    assert [each.inputs["name"] for each in roles] == ["toy-prod-job", "toy-prod-other"]
    job, other = policy(plan, "job"), policy(plan, "other")
    uploads, reports = (
        f"arn:aws:recorded:eu-west-1:123456789012:{n}" for n in ("uploads", "reports")
    )
    assert may(job, "s3:GetObject", f"{uploads}/x")
    assert not may(job, "s3:PutObject", f"{uploads}/x")
    assert may(job, "s3:PutObject", f"{reports}/x")
    assert may(job, "kms:Decrypt", "arn:aws:kms:eu-west-1:123456789012:key/recorded", BY_S3)
    assert may(job, "sqs:SendMessage", QUEUE)
    user = "arn:aws:rds-db:eu-west-1:123456789012:dbuser:db-RECORDED/orders"
    assert may(job, "rds-db:connect", user)
    assert may(job, "secretsmanager:GetSecretValue", THEIRS)
    password = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-recorded"
    assert may(job, "secretsmanager:GetSecretValue", password)
    assert actions(other) == {
        *("s3:AbortMultipartUpload", "s3:DeleteObject", "s3:ListMultipartUploadParts"),
        *("s3:PutObject", "kms:Decrypt", "kms:GenerateDataKey"),
    }
    assert not may(other, "s3:PutObject", f"{reports}/x")


def test_pods_find_their_buckets_by_name(tmp_path: Path) -> None:
    plan = planned(tmp_path, GRANTED)
    told = plan.one("kubernetes:core/v1:ConfigMap", "app.bucket-uploads")
    assert told.inputs["data"] == {"name": "toy-prod-uploads-123456789012"}
    assert plan.one("aws:s3/bucket:Bucket", "uploads").inputs["bucket"] == (
        "toy-prod-uploads-123456789012"
    )
    env = plan.one(DEPLOYMENT, "other").at("spec", "template", "spec", "containers", 0, "env")
    place = {"name": "bucket-uploads", "key": "name"}
    assert env == [{"name": "BUCKET_UPLOADS_NAME", "valueFrom": {"configMapKeyRef": place}}]


def test_a_role_is_its_pods_alone_and_there_before_they_start(tmp_path: Path) -> None:
    plan = planned(tmp_path, GRANTED)
    for workload in ("job", "other"):
        made = plan.one(ASSOCIATION, f"workload-{workload}")
        assert made.inputs["namespace"] == "app"
        assert made.inputs["serviceAccount"] == workload
        assert plan.one(ROLE, f"workload-{workload}").urn in made.depends_on
        assert plan.one(ROLE_POLICY, f"workload-{workload}").urn in made.depends_on
        deployment = plan.one(DEPLOYMENT, workload)
        assert made.urn in deployment.depends_on
        pod = deployment.at("spec", "template", "spec")
        assert isinstance(pod, dict)
        assert pod["serviceAccountName"] == workload
        who = {
            "aws:SourceAccount": "123456789012",
            "aws:SourceArn": "arn:aws:eks:eu-west-1:123456789012:cluster/toy-prod",
            "aws:RequestTag/kubernetes-namespace": "app",
            "aws:RequestTag/kubernetes-service-account": workload,
        }
        pods = ("Service", "pods.eks.amazonaws.com")
        assert may_take(trust(plan, workload), "sts:AssumeRole", pods, who)
        other = {**who, "aws:RequestTag/kubernetes-service-account": "plain"}
        assert not may_take(trust(plan, workload), "sts:AssumeRole", pods, other)


def test_with_tokens_the_service_account_names_its_role(tmp_path: Path) -> None:
    plan = planned(tmp_path, f"cluster: {{identity: irsa}}\n{GRANTED}")
    assert not [each for each in plan.of(ASSOCIATION) if each.name.startswith("workload-")]
    account = plan.one(ACCOUNT, "job")
    role = plan.one(ROLE, "workload-job")
    assert role.urn in account.depends_on
    assert account.at("metadata", "annotations", "eks.amazonaws.com/role-arn") == (
        "arn:aws:recorded:eu-west-1:123456789012:workload-job"
    )
    assert plan.one(ROLE_POLICY, "workload-job").urn in plan.one(DEPLOYMENT, "job").depends_on
    plain = plan.one(ACCOUNT, "plain").inputs["metadata"]
    assert isinstance(plain, dict)
    assert "annotations" not in plain
    (statement,) = json.loads(trust(plan, "job"))["Statement"]
    values = sorted(statement["Condition"]["StringEquals"].values())
    assert values == ["sts.amazonaws.com", "system:serviceaccount:app:job"]
    assert list(statement["Condition"]) == ["StringEquals"]


def test_a_migration_works_as_the_workload_it_migrates_for(tmp_path: Path) -> None:
    migrated = GRANTED.replace("    calls:", "    migration: {command: [migrate]}\n    calls:")
    plan = planned(tmp_path, migrated)
    job = plan.one("kubernetes:batch/v1:Job", "job-migration")
    assert job.at("spec", "template", "spec", "serviceAccountName") == "job"
    assert plan.one(ASSOCIATION, "workload-job").urn in job.depends_on


@pytest.mark.parametrize("kind", ["cron, schedule: '0 2 * * *'", "job"])
def test_pods_of_every_kind_wait_for_their_role(kind: str, tmp_path: Path) -> None:
    fields = f"kind: {kind}, image: example.org/x:1, resources: {{}}"
    grants = "cloud: {buckets: {uploads: read}}"
    patch = f"buckets: {{uploads: {{kind: s3}}}}\nworkloads: {{once: {{{fields}, {grants}}}}}"
    plan = planned(tmp_path, patch)
    (runs,) = [r for r in plan.resources if r.name == "once" and "batch/v1" in r.type]
    assert plan.one(ASSOCIATION, "workload-once").urn in runs.depends_on


def test_a_cluster_of_somebody_else_gives_its_pods_roles_too(tmp_path: Path) -> None:
    grants = "cloud: {buckets: {uploads: read}}"
    patch = f"buckets: {{uploads: {{kind: s3}}}}\nworkloads: {{job: {{{grants}}}}}"
    plan = platforms.planned(tmp_path, patch, EXISTING)
    assert plan.one(ASSOCIATION, "workload-job").inputs["clusterName"] == "theirs"
    assert plan.one(ROLE, "workload-job").inputs["name"] == "toy-prod-job"


def test_a_cluster_without_an_account_makes_no_roles(tmp_path: Path) -> None:
    plan = platforms.planned(tmp_path, "workloads: {job: {cloud: {buckets: {uploads: read}}}}")
    assert [each.type for each in plan.resources if each.package == "aws"] == []


def test_a_workload_without_grants_has_no_role(tmp_path: Path) -> None:
    assert [r.urn for r in planned(tmp_path, "labels: {}").resources if "workload-" in r.name] == []


def test_a_name_too_long_for_iam_is_shortened_and_stays_its_own() -> None:
    assert role_name("toy-prod", "job") == "toy-prod-job"
    long = [role_name("p" * 40, "w" * 62 + end) for end in "ab"]
    assert [len(each) for each in long] == [64, 64]
    assert len(set(long)) == 2
    assert role_name("p" * 40, "w" * 62 + "a") == long[0]


KEYS = re.compile(r"AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)")
KEY_VALUE = re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b")


def leaks(plan: Plan) -> Iterator[str]:
    """Where objects of the cluster hold what looks like a key of AWS."""
    for each in plan.resources:
        if each.package == "kubernetes" and (
            KEYS.search(said(each)) or KEY_VALUE.search(said(each))
        ):
            yield each.urn


def said(recorded: Recorded) -> str:
    return json.dumps(recorded.inputs, default=str)


def test_no_key_of_aws_reaches_a_pod(tmp_path: Path) -> None:
    for identity in ("pod_identity", "irsa"):
        assert [*leaks(planned(tmp_path, f"cluster: {{identity: {identity}}}\n{GRANTED}"))] == []
    for target in SHIPPED:
        assert [*leaks(planned_shipped(target))] == [], target.reference


def test_a_key_would_be_seen(tmp_path: Path) -> None:
    for name, value in (("AWS_SESSION_TOKEN", "x"), ("HARMLESS", "AKIAIOSFODNN7EXAMPLE")):
        plan = planned(tmp_path, f"workloads: {{job: {{env: {{{name}: {value}}}}}}}")
        assert [urn.rpartition("::")[2] for urn in leaks(plan)] == ["job"]
