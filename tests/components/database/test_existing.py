"""Stores that somebody else looks after: only the way to them is made."""

from pathlib import Path

from tests.components.cloud_kit import EXTERNAL_SECRET, planned, refused
from tests.plan import assert_house_rules

DATABASE_ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:theirs-a1B2c3"
CACHE_ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:cache-a1B2c3"
PATCH = f"""\
databases:
  main:
    {{kind: existing, host: db.example.org, port: 6432, database: shop, secret: "{DATABASE_ARN}",
      addresses: [10.99.0.0/24]}}
caches:
  queue: {{kind: existing, host: valkey.example.org, transit: plain, secret: "{CACHE_ARN}"}}
workloads: {{job: {{calls: [database.main, cache.queue]}}}}
"""


def test_nothing_is_made_but_the_way_to_them(tmp_path: Path) -> None:
    plan = planned(tmp_path, PATCH)
    assert_house_rules(plan)
    for package in ("aws:rds/", "aws:elasticache/", "aws:secretsmanager/"):
        assert not [r.urn for r in plan.resources if r.type.startswith(package)]
    brought = {r.at("metadata", "name"): r for r in plan.of(EXTERNAL_SECRET)}
    database = brought["database-main"]
    assert database.at("spec", "target", "template", "data") == {
        "host": "db.example.org",
        "port": "6432",
        "user": "{{ .user }}",
        "password": "{{ .password }}",
        "name": "shop",
        "url": (
            "postgresql://{{ .user | urlquery }}:{{ .password | urlquery }}@db.example.org:6432/"
            "shop?sslmode=require"
        ),
        "read_hosts": "db.example.org",
        "read_url": (
            "postgresql://{{ .user | urlquery }}:{{ .password | urlquery }}@db.example.org:6432/"
            "shop?sslmode=require"
        ),
    }
    assert database.at("spec", "data", 1, "remoteRef") == {
        "key": DATABASE_ARN,
        "property": "password",
    }
    url = brought["cache-queue"].at("spec", "target", "template", "data", "url")
    assert url == "redis://:{{ .password | urlquery }}@valkey.example.org:6379/0"


def test_callers_may_go_where_they_are(tmp_path: Path) -> None:
    plan = planned(tmp_path, PATCH)
    policy = plan.one("kubernetes:networking.k8s.io/v1:NetworkPolicy", "job")
    assert policy.at("spec", "egress") == [
        {
            "ports": [{"port": 6379, "protocol": "TCP"}],
            "to": [{"ipBlock": {"cidr": f"10.20.{third}.0/22"}} for third in (224, 228, 232)],
        },
        {
            "ports": [{"port": 6432, "protocol": "TCP"}],
            "to": [{"ipBlock": {"cidr": "10.99.0.0/24"}}],
        },
    ]


def test_the_operator_may_read_their_secrets(tmp_path: Path) -> None:
    plan = planned(tmp_path, PATCH)
    policy = plan.one("aws:iam/rolePolicy:RolePolicy", "external-secrets")
    for arn in (DATABASE_ARN, CACHE_ARN):
        assert arn in str(policy.inputs["policy"])


def test_a_secret_in_another_account_is_refused(tmp_path: Path) -> None:
    elsewhere = PATCH.replace("123456789012:secret:theirs", "210987654321:secret:theirs")
    (line,) = refused(tmp_path, elsewhere)
    assert line.endswith(
        "databases.main.secret: must be in the stack's account and region (123456789012,"
        " eu-west-1), is in 210987654321, eu-west-1; copy it there"
    )
