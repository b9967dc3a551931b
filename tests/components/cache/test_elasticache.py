"""A Valkey that AWS runs, as the engine is asked for it."""

import json
from pathlib import Path

from tests.components.cloud_kit import EXTERNAL_SECRET, KEY, elasticache, planned, some
from tests.plan import Plan, Recorded, Secret, assert_house_rules, reveal
from tests.recording.answers import GENERATED_SECRET

GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"


def group(plan: Plan) -> Recorded:
    return plan.one(GROUP, "cache-queue")


def test_a_cache_is_encrypted_both_ways_and_takes_over_in_another_zone(tmp_path: Path) -> None:
    plan = planned(tmp_path, elasticache())
    assert_house_rules(plan)
    made = group(plan)
    names = ("atRestEncryptionEnabled", "transitEncryptionEnabled", "automaticFailoverEnabled")
    assert some(made, *names, "multiAzEnabled", "numCacheClusters", "engine") == {
        "atRestEncryptionEnabled": True,
        "transitEncryptionEnabled": True,
        "automaticFailoverEnabled": True,
        "multiAzEnabled": True,
        "numCacheClusters": 2,
        "engine": "valkey",
    }
    assert plan.one(KEY, "cache-queue").urn in made.property_dependencies["kmsKeyId"]
    settings = plan.one("aws:elasticache/parameterGroup:ParameterGroup", "cache-queue")
    assert settings.inputs["family"] == "valkey8"
    assert settings.inputs["parameters"] == [{"name": "maxmemory-policy", "value": "noeviction"}]


def test_one_machine_alone_takes_over_nowhere(tmp_path: Path) -> None:
    made = group(planned(tmp_path, elasticache("replicas: 0")))
    assert some(made, "automaticFailoverEnabled", "multiAzEnabled", "numCacheClusters") == {
        "automaticFailoverEnabled": False,
        "multiAzEnabled": False,
        "numCacheClusters": 1,
    }


def test_the_token_is_told_to_aws_and_comes_back_in_no_answer(tmp_path: Path) -> None:
    made = group(planned(tmp_path, elasticache()))
    assert "authToken" not in made.inputs
    assert isinstance(made.inputs["authTokenWo"], Secret)
    assert reveal(made.inputs["authTokenWo"]) == GENERATED_SECRET


def test_its_log_groups_are_the_platforms_own(tmp_path: Path) -> None:
    plan = planned(tmp_path, elasticache())
    told = [group(plan).at("logDeliveryConfigurations", number, "destination") for number in (0, 1)]
    assert told == [
        "/aws/elasticache/toy-prod-cache-queue/slow-log",
        "/aws/elasticache/toy-prod-cache-queue/engine-log",
    ]
    logs = [r for r in plan.of("aws:cloudwatch/logGroup:LogGroup") if "ElastiCache" in r.urn]
    assert [log.inputs["retentionInDays"] for log in logs] == [365, 365]


def test_callers_get_the_keys_of_any_cache_with_tls_in_the_address(tmp_path: Path) -> None:
    plan = planned(tmp_path, elasticache())
    (brought,) = plan.of(EXTERNAL_SECRET)
    assert brought.at("spec", "target", "template", "data") == {
        "host": "{{ .host }}",
        "port": "6379",
        "password": "{{ .password }}",
        "url": "rediss://:{{ .password | urlquery }}@{{ .host }}:6379/0",
    }
    held = plan.one("aws:secretsmanager/secretVersion:SecretVersion", "cache-queue")
    assert isinstance(held.inputs["secretString"], Secret)
    assert json.loads(str(reveal(held.inputs["secretString"])))["password"] == GENERATED_SECRET


def test_only_the_cluster_comes_in_at_one_port_and_nothing_goes_out(tmp_path: Path) -> None:
    plan = planned(tmp_path, elasticache())
    (security_group,) = (
        r for r in plan.of("aws:ec2/securityGroup:SecurityGroup") if r.name == "cache-queue"
    )
    rules = [
        r
        for r in (*plan.of(INGRESS), *plan.of(EGRESS))
        if security_group.urn in r.property_dependencies.get("securityGroupId", ())
    ]
    about = "Valkey of toy-prod-cache-queue, from its cluster alone"
    # AWS adds a way out to a group that says nothing of one; the provider takes it away again.
    assert security_group.inputs == {
        "description": about,
        "vpcId": "network-id",
        "tags": {"Name": "toy-prod-cache-queue"},
    }
    assert [(r.type, r.inputs) for r in rules] == [
        (
            INGRESS,
            {
                "securityGroupId": "cache-queue-id",
                "description": about,
                "referencedSecurityGroupId": "sg-0123456789abcdef0",
                "ipProtocol": "tcp",
                "fromPort": 6379,
                "toPort": 6379,
            },
        )
    ]
    assert security_group.urn in group(plan).property_dependencies["securityGroupIds"]


def test_a_caller_may_go_to_the_database_subnets_at_one_port(tmp_path: Path) -> None:
    plan = planned(tmp_path, elasticache())
    policy = plan.one("kubernetes:networking.k8s.io/v1:NetworkPolicy", "job")
    assert policy.inputs["spec"] == {
        "podSelector": {"matchLabels": {"app.kubernetes.io/name": "job"}},
        "policyTypes": ["Ingress", "Egress"],
        "ingress": [],
        "egress": [
            {
                "ports": [{"port": 6379, "protocol": "TCP"}],
                "to": [{"ipBlock": {"cidr": f"10.20.{third}.0/22"}} for third in (224, 228, 232)],
            }
        ],
    }


def test_a_protected_cache_keeps_its_token_and_is_kept_by_the_engine(tmp_path: Path) -> None:
    plan = planned(tmp_path, elasticache())
    assert group(plan).protect
    token = plan.one("pulumi-python:dynamic/plinth:GeneratedSecret", "cache-queue")
    assert token.protect
    free = planned(tmp_path, elasticache("deletion: delete, last_snapshot: none"))
    assert not group(free).protect
    assert "finalSnapshotIdentifier" not in group(free).inputs
    assert not free.one(KEY, "cache-queue").retain_on_delete


def test_a_last_snapshot_has_a_name_of_its_own_after_each_restoring(tmp_path: Path) -> None:
    first = group(planned(tmp_path, elasticache("deletion: delete")))
    assert first.inputs["finalSnapshotIdentifier"] == "toy-prod-cache-queue-final"
    begun = "deletion: delete, restore_from: toy-prod-cache-queue-final"
    second = group(planned(tmp_path, elasticache(begun)))
    assert second.inputs["snapshotName"] == "toy-prod-cache-queue-final"
    assert second.inputs["finalSnapshotIdentifier"] != "toy-prod-cache-queue-final"
    assert second.ignore_changes == ("snapshotName",)
