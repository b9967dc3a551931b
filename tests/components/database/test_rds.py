"""A Postgres that AWS runs, as the engine is asked for it."""

import json
from pathlib import Path

import pytest

from tests.components.cloud_kit import EXTERNAL_SECRET, KEY, planned, rds, some
from tests.plan import Plan, Recorded, Secret, assert_house_rules, reveal
from tests.recording.answers import DATABASE_PASSWORD_ARN

INSTANCE = "aws:rds/instance:Instance"
FACTS = "aws:secretsmanager/secretVersion:SecretVersion"


def instance(plan: Plan) -> Recorded:
    return plan.one(INSTANCE, "database-main")


def test_a_database_is_encrypted_reached_by_tls_and_kept_from_the_internet(tmp_path: Path) -> None:
    plan = planned(tmp_path, rds())
    assert_house_rules(plan)
    made = instance(plan)
    key = plan.one(KEY, "database-main")
    assert some(made, "storageEncrypted", "publiclyAccessible", "engineVersion", "storageType") == {
        "storageEncrypted": True,
        "publiclyAccessible": False,
        "engineVersion": "17",
        "storageType": "gp3",
    }
    keys = ("kmsKeyId", "masterUserSecretKmsKeyId", "performanceInsightsKmsKeyId")
    for name in keys:
        assert key.urn in made.property_dependencies[name]
    settings = plan.one("aws:rds/parameterGroup:ParameterGroup", "database-main")
    assert settings.inputs["family"] == "postgres17"
    assert settings.at("parameters", 0) == {"name": "rds.force_ssl", "value": "1"}


def test_nobody_but_aws_ever_has_the_password(tmp_path: Path) -> None:
    made = instance(planned(tmp_path, rds()))
    assert made.inputs["manageMasterUserPassword"] is True
    assert not {"password", "passwordWo"} & made.inputs.keys()
    assert made.inputs["iamDatabaseAuthenticationEnabled"] is True


def test_the_password_changes_as_often_as_is_said_and_not_each_week(tmp_path: Path) -> None:
    plan = planned(tmp_path, rds("password_days: 90"))
    rotation = plan.one("aws:secretsmanager/secretRotation:SecretRotation", "database-main")
    assert rotation.inputs["secretId"] == DATABASE_PASSWORD_ARN
    assert rotation.inputs["rotationRules"] == {"automaticallyAfterDays": 90}
    assert rotation.inputs["rotateImmediately"] is False


def test_only_the_cluster_comes_in_and_at_one_port(tmp_path: Path) -> None:
    plan = planned(tmp_path, rds())
    group = plan.one("aws:ec2/securityGroup:SecurityGroup", "database-main")
    (rule,) = (
        r
        for r in plan.of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
        if r.name == "database-main"
    )
    assert some(rule, "fromPort", "toPort", "referencedSecurityGroupId", "cidrIpv4") == {
        "fromPort": 5432,
        "toPort": 5432,
        "referencedSecurityGroupId": "sg-0123456789abcdef0",
        "cidrIpv4": None,
    }
    assert group.urn in instance(plan).property_dependencies["vpcSecurityGroupIds"]


def test_its_logs_are_there_before_it_encrypted_and_forget_after_a_year(tmp_path: Path) -> None:
    plan = planned(tmp_path, rds())
    logs = [r for r in plan.of("aws:cloudwatch/logGroup:LogGroup") if "RdsPostgres" in r.urn]
    assert [r.inputs["name"] for r in logs] == [
        f"/aws/rds/instance/toy-prod-database-main/{kind}"
        for kind in ("iam-db-auth-error", "postgresql", "upgrade")
    ]
    for group in logs:
        assert group.inputs["retentionInDays"] == 365
        assert group.inputs["kmsKeyId"]
        assert group.urn in instance(plan).depends_on


def test_support_ends_with_the_standard_one_unless_more_is_paid_for(tmp_path: Path) -> None:
    plain = instance(planned(tmp_path, rds()))
    assert plain.inputs["engineLifecycleSupport"] == "open-source-rds-extended-support-disabled"
    paid = instance(planned(tmp_path, rds("support: extended")))
    assert paid.inputs["engineLifecycleSupport"] == "open-source-rds-extended-support"


def test_replicas_are_watched_and_logged_as_their_source_is(tmp_path: Path) -> None:
    plan = planned(tmp_path, rds("read_replicas: 2"))
    assert_house_rules(plan)
    replica = plan.one(INSTANCE, "database-main-replica-1")
    assert replica.inputs["identifier"] == "toy-prod-database-main-replica-1"
    assert replica.inputs["replicateSourceDb"] == "toy-prod-database-main"
    assert replica.inputs["monitoringInterval"] == 60
    assert replica.inputs["performanceInsightsEnabled"] is True
    assert replica.inputs["skipFinalSnapshot"] is True
    assert not {"kmsKeyId", "manageMasterUserPassword", "username"} & replica.inputs.keys()
    logs = [r.inputs["name"] for r in plan.of("aws:cloudwatch/logGroup:LogGroup")]
    assert "/aws/rds/instance/toy-prod-database-main-replica-1/postgresql" in logs
    assert len(plan.of(INSTANCE)) == 3


@pytest.mark.parametrize(
    ("deletion", "protect", "retain", "protected_by_aws"),
    [
        ("protect", True, False, True),
        ("retain", False, True, False),
        ("delete", False, False, False),
    ],
)
def test_deletion_is_held_by_the_engine_and_by_aws(
    deletion: str, protect: bool, retain: bool, protected_by_aws: bool, tmp_path: Path
) -> None:
    made = instance(planned(tmp_path, rds(f"deletion: {deletion}")))
    assert made.protect is protect
    assert made.retain_on_delete is retain
    assert made.inputs["deletionProtection"] is protected_by_aws


def test_what_a_retained_database_needs_is_retained_with_it(tmp_path: Path) -> None:
    plan = planned(tmp_path, rds("deletion: retain"))
    urns = {urn for urns in instance(plan).property_dependencies.values() for urn in urns}
    needed = [plan.by_urn(urn) for urn in sorted(urns.union(instance(plan).depends_on))]
    own = [r for r in needed if r.custom and "RdsPostgres$" in r.urn]
    assert {r.type for r in own} >= {KEY, "aws:rds/subnetGroup:SubnetGroup"}
    assert all(r.retain_on_delete for r in own), [r.urn for r in own if not r.retain_on_delete]


def test_the_key_of_a_last_snapshot_stays_with_it(tmp_path: Path) -> None:
    kept = planned(tmp_path, rds("deletion: delete"))
    made = instance(kept)
    assert made.inputs["skipFinalSnapshot"] is False
    assert made.inputs["finalSnapshotIdentifier"] == "toy-prod-database-main-final"
    assert kept.one(KEY, "database-main").retain_on_delete
    gone = planned(tmp_path, rds("deletion: delete, last_snapshot: none"))
    assert instance(gone).inputs["skipFinalSnapshot"] is True
    assert "finalSnapshotIdentifier" not in instance(gone).inputs
    assert not gone.one(KEY, "database-main").retain_on_delete


def test_what_began_with_a_snapshot_takes_its_last_one_under_another_name(tmp_path: Path) -> None:
    begun = "restore: {from_snapshot: toy-prod-database-main-final}"
    made = instance(planned(tmp_path, rds(begun)))
    assert made.inputs["snapshotIdentifier"] == "toy-prod-database-main-final"
    assert not {"dbName", "username"} & made.inputs.keys()
    last = str(made.inputs["finalSnapshotIdentifier"])
    assert last.startswith("toy-prod-database-main-final-")
    # Once it is there, leaving the field out must not ask for another database.
    assert {"snapshotIdentifier", "restoreToPointInTime", "dbName", "username"} <= {
        *made.ignore_changes
    }


def test_a_database_may_begin_with_a_moment_of_another_one(tmp_path: Path) -> None:
    at = 'restore: {from_moment: {instance: shop-main, at: "2026-11-26T03:00:00Z"}}'
    made = instance(planned(tmp_path, rds(at)))
    assert made.inputs["restoreToPointInTime"] == {
        "sourceDbInstanceIdentifier": "shop-main",
        "restoreTime": "2026-11-26T03:00:00Z",
    }
    latest = instance(
        planned(tmp_path, rds("restore: {from_moment: {instance: shop-main, at: latest}}"))
    )
    assert latest.inputs["restoreToPointInTime"] == {
        "sourceDbInstanceIdentifier": "shop-main",
        "useLatestRestorableTime": True,
    }


def test_callers_get_the_same_keys_as_of_a_database_in_the_cluster(tmp_path: Path) -> None:
    plan = planned(tmp_path, rds())
    (brought,) = plan.of(EXTERNAL_SECRET)
    assert brought.at("metadata", "name") == "database-main"
    assert brought.at("metadata", "namespace") == "app"
    assert brought.at("spec", "target", "template", "data") == {
        "host": "{{ .host }}",
        "port": "5432",
        "user": "{{ .user }}",
        "password": "{{ .password }}",
        "name": "main",
        "url": (
            "postgresql://{{ .user | urlquery }}:{{ .password | urlquery }}@{{ .host }}:5432/main"
            "?sslmode=require"
        ),
    }
    assert [brought.at("spec", "data", number, "remoteRef") for number in range(3)] == [
        {"key": "plinth/toy-prod/database-main", "property": "host"},
        {"key": DATABASE_PASSWORD_ARN, "property": "username"},
        {"key": DATABASE_PASSWORD_ARN, "property": "password"},
    ]


def test_pods_wait_for_the_secret_that_they_begin_with(tmp_path: Path) -> None:
    plan = planned(tmp_path, rds())
    (brought,) = plan.of(EXTERNAL_SECRET)
    (pods,) = (r for r in plan.of("kubernetes:apps/v1:Deployment") if r.name == "job")
    assert brought.urn in pods.depends_on
    # The engine makes children after their component, and takes them away before it.
    operator = plan.one("kubernetes:helm.sh/v3:Release", "external-secrets")
    assert operator.urn in plan.by_urn(str(brought.parent_urn)).depends_on


def test_what_secrets_manager_is_told_names_the_password_and_does_not_hold_it(
    tmp_path: Path,
) -> None:
    plan = planned(tmp_path, rds())
    held = plan.one(FACTS, "database-main").inputs["secretString"]
    assert isinstance(held, Secret)
    assert json.loads(str(reveal(held))) == {
        "host": "toy-prod-database-main.recorded.eu-west-1.rds.amazonaws.com",
        "port": "5432",
        "user": "plinth",
        "name": "main",
        "password_arn": DATABASE_PASSWORD_ARN,
    }
    secret = plan.one("aws:secretsmanager/secret:Secret", "database-main")
    # A name is taken for as long as its secret can be had back.
    assert secret.inputs["recoveryWindowInDays"] == 0


def test_a_caller_may_go_to_the_database_subnets_at_one_port(tmp_path: Path) -> None:
    policy = planned(tmp_path, rds()).one("kubernetes:networking.k8s.io/v1:NetworkPolicy", "job")
    assert policy.at("spec", "egress") == [
        {
            "ports": [{"port": 5432, "protocol": "TCP"}],
            "to": [{"ipBlock": {"cidr": f"10.20.{third}.0/22"}} for third in (224, 228, 232)],
        }
    ]
