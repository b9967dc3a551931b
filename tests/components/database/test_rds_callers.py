"""How callers find a Postgres that AWS runs: by a Secret that an operator keeps like AWS's."""

import json
from pathlib import Path

from components.workload.ground import CONTENT_ANNOTATION
from tests.components.cloud_kit import EXTERNAL_SECRET, planned, rds
from tests.plan import Plan, Secret, reveal
from tests.recording.answers import DATABASE_PASSWORD_ARN

INSTANCE = "aws:rds/instance:Instance"
FACTS = "aws:secretsmanager/secretVersion:SecretVersion"
DEPLOYMENT = "kubernetes:apps/v1:Deployment"
BESIDE = """\
databases: {main: {kind: rds, version: "17", instance_class: db.m7g.large}}
namespaces: {back: {}}
workloads:
  job: {namespace: app, calls: [database.main]}
  report:
    kind: worker
    image: example.org/job:1
    namespace: back
    calls: [database.main]
    resources: {}
"""


def _facts(plan: Plan) -> dict[str, str]:
    held = plan.one(FACTS, "database-main").inputs["secretString"]
    assert isinstance(held, Secret)
    return json.loads(str(reveal(held)))


def test_an_operator_of_the_cluster_makes_the_secret_of_what_aws_keeps(tmp_path: Path) -> None:
    (brought,) = planned(tmp_path, rds()).of(EXTERNAL_SECRET)
    credentials = "{{ .user | urlquery }}:{{ .password | urlquery }}"
    facts = "plinth/toy-prod/database-main"
    assert brought.at("metadata", "name") == "database-main"
    assert brought.inputs["spec"] == {
        "refreshInterval": "1h",
        "secretStoreRef": {"kind": "ClusterSecretStore", "name": "plinth"},
        "target": {
            "name": "database-main",
            "creationPolicy": "Owner",
            "template": {
                "engineVersion": "v2",
                "data": {
                    "host": "{{ .host }}",
                    "port": "5432",
                    "user": "{{ .user }}",
                    "password": "{{ .password }}",
                    "name": "main",
                    "url": f"postgresql://{credentials}@{{{{ .host }}}}:5432/main?sslmode=require",
                    "read_hosts": "{{ .read_hosts }}",
                    "read_url": (
                        f"postgresql://{credentials}@"
                        '{{ .read_hosts | replace "," ":5432," }}:5432/main?sslmode=require'
                    ),
                },
            },
        },
        "data": [
            {"secretKey": "host", "remoteRef": {"key": facts, "property": "host"}},
            {"secretKey": "read_hosts", "remoteRef": {"key": facts, "property": "read_hosts"}},
            {
                "secretKey": "user",
                "remoteRef": {"key": DATABASE_PASSWORD_ARN, "property": "username"},
            },
            {
                "secretKey": "password",
                "remoteRef": {"key": DATABASE_PASSWORD_ARN, "property": "password"},
            },
        ],
    }


def test_callers_in_two_namespaces_have_a_secret_each(tmp_path: Path) -> None:
    plan = planned(tmp_path, BESIDE)
    brought = {str(r.at("metadata", "namespace")): r for r in plan.of(EXTERNAL_SECRET)}
    assert sorted(brought) == ["app", "back"]
    one, other = (brought[namespace] for namespace in sorted(brought))
    assert one.inputs["spec"] == other.inputs["spec"]
    for namespace, workload in (("app", "job"), ("back", "report")):
        pods = plan.one(DEPLOYMENT, workload)
        assert pods.at("metadata", "namespace") == namespace
        assert brought[namespace].urn in pods.depends_on
    assert len(plan.of(INSTANCE)) == 1, "of one database"


def test_callers_are_led_to_each_read_replica(tmp_path: Path) -> None:
    plan = planned(tmp_path, rds("read_replicas: 2"))
    domain = "recorded.eu-west-1.rds.amazonaws.com"
    held = _facts(plan)
    assert held["host"] == f"toy-prod-database-main.{domain}"
    assert held["read_hosts"] == (
        f"toy-prod-database-main-replica-0.{domain},toy-prod-database-main-replica-1.{domain}"
    )


def test_another_number_of_read_replicas_starts_the_callers_anew(tmp_path: Path) -> None:
    def content(replicas: int) -> object:
        plan = planned(tmp_path, rds(f"read_replicas: {replicas}"))
        pods = plan.one(DEPLOYMENT, "job")
        return pods.at("spec", "template", "metadata", "annotations", CONTENT_ANNOTATION)

    assert len({content(0), content(1), content(2)}) == 3


def test_pods_wait_for_the_secret_that_they_begin_with(tmp_path: Path) -> None:
    plan = planned(tmp_path, rds())
    (brought,) = plan.of(EXTERNAL_SECRET)
    (pods,) = (r for r in plan.of(DEPLOYMENT) if r.name == "job")
    assert brought.urn in pods.depends_on
    # The engine makes children after their component, and takes them away before it.
    operator = plan.one("kubernetes:helm.sh/v3:Release", "external-secrets")
    assert operator.urn in plan.by_urn(str(brought.parent_urn)).depends_on


def test_what_secrets_manager_is_told_names_the_password_and_does_not_hold_it(
    tmp_path: Path,
) -> None:
    plan = planned(tmp_path, rds())
    assert _facts(plan) == {
        "host": "toy-prod-database-main.recorded.eu-west-1.rds.amazonaws.com",
        "read_hosts": "toy-prod-database-main.recorded.eu-west-1.rds.amazonaws.com",
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
