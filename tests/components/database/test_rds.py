"""A Postgres that AWS runs, as the engine is asked for it."""

from pathlib import Path

import pytest

from tests.components.cloud_kit import KEY, planned, rds, some
from tests.plan import Plan, Recorded, assert_house_rules
from tests.recording.answers import DATABASE_PASSWORD_ARN

INSTANCE = "aws:rds/instance:Instance"


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
