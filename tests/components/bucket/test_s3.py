"""Buckets of a stack, as the engine is asked for them."""

import json
from pathlib import Path

import pytest

from components.bucket.names import bucket_name
from components.bucket.spec import S3BucketSpec
from tests.components.cloud_kit import KEY, planned, refused
from tests.plan import Plan, Recorded, assert_house_rules

BUCKET, POLICY = "aws:s3/bucket:Bucket", "aws:s3/bucketPolicy:BucketPolicy"
ENCRYPTION = (
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
)
PLAIN = "buckets: {uploads: {kind: s3}}"
LOGGED = """\
buckets:
  uploads: {kind: s3, access_logs: logs}
  logs: {kind: s3, encryption: s3_key}
"""


def statements(plan: Plan, name: str) -> dict[str, dict[str, object]]:
    """The statements of a bucket's policy, by what they are called."""
    policy = json.loads(str(plan.one(POLICY, name).inputs["policy"]))
    return {each["Sid"]: each for each in policy["Statement"]}


def setting(plan: Plan, kind: str, name: str) -> Recorded:
    return plan.one(f"aws:s3/{kind[0].lower()}{kind[1:]}:{kind}", name)


def test_a_bucket_is_private_versioned_encrypted_and_answers_tls_alone(tmp_path: Path) -> None:
    plan = planned(tmp_path, PLAIN)
    assert_house_rules(plan)
    closed = setting(plan, "BucketPublicAccessBlock", "uploads").inputs
    names = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    assert [closed[name] for name in names] == [True] * 4
    versions = setting(plan, "BucketVersioning", "uploads")
    assert versions.at("versioningConfiguration", "status") == "Enabled"
    owner = setting(plan, "BucketOwnershipControls", "uploads")
    assert owner.at("rule", "objectOwnership") == "BucketOwnerEnforced"
    key = plan.one(KEY, "uploads")
    assert key.urn in plan.one(ENCRYPTION, "uploads").property_dependencies["rules"]
    refusal = statements(plan, "uploads")["TlsOnly"]
    assert refusal["Effect"] == "Deny"
    assert refusal["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_its_name_is_nobody_elses_in_the_world() -> None:
    spec = S3BucketSpec(kind="s3")
    assert bucket_name("uploads", spec, "toy-prod", "123456789012") == (
        "toy-prod-uploads-123456789012"
    )
    long = bucket_name("u" * 63, spec, "p" * 40, "123456789012")
    assert len(long) <= 63
    assert long.endswith("-123456789012")
    own = S3BucketSpec(kind="s3", bucket="shop-uploads")
    assert bucket_name("uploads", own, "toy-prod", "123456789012") == "shop-uploads"


@pytest.mark.parametrize(
    ("deletion", "protect", "retain", "empties"),
    [
        ("protect", True, False, False),
        ("retain", False, True, False),
        ("delete", False, False, True),
    ],
)
def test_only_delete_empties_a_bucket(
    deletion: str, protect: bool, retain: bool, empties: bool, tmp_path: Path
) -> None:
    plan = planned(tmp_path, f"buckets: {{uploads: {{kind: s3, deletion: {deletion}}}}}")
    bucket, key = plan.one(BUCKET, "uploads"), plan.one(KEY, "uploads")
    for made in (bucket, key):
        assert made.protect is protect
        assert made.retain_on_delete is retain
    assert bucket.inputs["forceDestroy"] is empties


def test_old_objects_move_and_go_as_is_said(tmp_path: Path) -> None:
    rules = "lifecycle: {old: {prefix: reports/, infrequent_days: 30, archive_days: 90}}"
    plan = planned(tmp_path, f"buckets: {{uploads: {{kind: s3, {rules}}}}}")
    life = setting(plan, "BucketLifecycleConfiguration", "uploads")
    assert life.at("rules", 0) == {
        "id": "old",
        "status": "Enabled",
        "filter": {"prefix": "reports/"},
        "abortIncompleteMultipartUpload": {"daysAfterInitiation": 7},
        "noncurrentVersionExpiration": {"noncurrentDays": 30},
        "transitions": [
            {"days": 30, "storageClass": "STANDARD_IA"},
            {"days": 90, "storageClass": "GLACIER_IR"},
        ],
    }


def test_requests_are_logged_in_another_bucket_which_takes_them(tmp_path: Path) -> None:
    plan = planned(tmp_path, LOGGED)
    assert_house_rules(plan)
    log = setting(plan, "BucketLogging", "uploads")
    assert log.inputs["targetBucket"] == "toy-prod-logs-123456789012"
    assert log.inputs["targetPrefix"] == "toy-prod-uploads-123456789012/"
    assert plan.one(POLICY, "logs").urn in log.depends_on
    grant = statements(plan, "logs")["LogsOfToyProdUploads123456789012"]
    assert grant["Principal"] == {"Service": "logging.s3.amazonaws.com"}
    assert grant["Condition"] == {
        "ArnLike": {"aws:SourceArn": "arn:aws:s3:::toy-prod-uploads-123456789012"},
        "StringEquals": {"aws:SourceAccount": "123456789012"},
    }
    assert (
        plan.one(ENCRYPTION, "logs").at(
            "rules", 0, "applyServerSideEncryptionByDefault", "sseAlgorithm"
        )
        == "AES256"
    )


def test_a_load_balancer_logs_its_requests_once_the_bucket_takes_them(tmp_path: Path) -> None:
    patch = """\
load_balancers: {inside: {access_logs: logs}, internet: {access_logs: logs}}
buckets: {logs: {kind: s3, encryption: s3_key}}
addons: {aws_load_balancer_controller: {}}
workloads:
  web: {kind: web, image: example.org/web:1, ports: {http: 80}, resources: {}, expose: {host: a.b}}
"""
    plan = planned(tmp_path, patch)
    assert_house_rules(plan)
    bucket = "toy-prod-logs-123456789012"
    given = statements(plan, "logs")
    assert {name: grant for name, grant in given.items() if name != "TlsOnly"} == {
        f"LogsOfLoadBalancer{audience.capitalize()}": {
            "Sid": f"LogsOfLoadBalancer{audience.capitalize()}",
            "Effect": "Allow",
            "Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"},
            "Action": "s3:PutObject",
            "Resource": f"arn:aws:s3:::{bucket}/{audience}/AWSLogs/123456789012/*",
        }
        for audience in ("internet", "inside")
    }
    route = plan.one("kubernetes:networking.k8s.io/v1:Ingress", "web")
    said = "alb.ingress.kubernetes.io/load-balancer-attributes"
    assert str(route.at("metadata", "annotations", said)).endswith(
        f"access_logs.s3.enabled=true,access_logs.s3.bucket={bucket},access_logs.s3.prefix=internet"
    )
    assert plan.one(POLICY, "logs").urn in route.property_dependencies["metadata"]


_NAME_RULE = (
    "must be the name of a bucket: lower-case letters, digits and '-', from 3 to 63, such as"
    " shop-prod-uploads"
)
REFUSED = {
    "a log in no bucket": (
        "buckets: {uploads: {kind: s3, access_logs: log}, logs: {kind: s3}}",
        ":4 buckets.uploads.access_logs: no such bucket: log; did you mean logs?",
    ),
    "a load balancer's log in no bucket": (
        "load_balancers: {inside: {access_logs: log}}\nbuckets: {logs: {kind: s3}}",
        ":4 load_balancers.inside.access_logs: no such bucket: log; did you mean logs?",
    ),
    "a load balancer's log that AWS cannot write": (
        "load_balancers: {internet: {access_logs: logs}}\nbuckets: {logs: {kind: s3}}",
        (
            ":4 load_balancers.internet.access_logs: logs has a key of its own, by which AWS"
            " delivers no logs; set buckets.logs.encryption to s3_key"
        ),
    ),
    "a log that AWS cannot write": (
        "buckets: {uploads: {kind: s3, access_logs: logs}, logs: {kind: s3}}",
        (
            ":4 buckets.uploads.access_logs: logs has a key of its own, by which AWS delivers no"
            " logs; set buckets.logs.encryption to s3_key"
        ),
    ),
    "a log of itself": (
        "buckets: {logs: {kind: s3, encryption: s3_key, access_logs: logs}}",
        (
            ":4 buckets.logs.access_logs: must be another bucket: each log of its own would be"
            " logged again"
        ),
    ),
    "logs of each other": (
        """\
buckets:
  a: {kind: s3, encryption: s3_key, access_logs: b}
  b: {kind: s3, encryption: s3_key, access_logs: a}
""",
        (
            ":5 buckets.a.access_logs: buckets log each other in a circle: a -> b -> a; leave one"
            " out"
        ),
    ),
    "a name that is taken": (
        "buckets:\n  a: {kind: s3, bucket: shop-x}\n  b: {kind: s3, bucket: shop-x}\n",
        ":6 buckets.b.bucket: shop-x is buckets.a already; choose another",
    ),
    "an end before the archive": (
        "buckets: {a: {kind: s3, lifecycle: {x: {archive_days: 90, expire_days: 30}}}}",
        (
            ":4 buckets.a.lifecycle.x.expire_days: must be at least 91, after archive_days (90),"
            " got 30"
        ),
    ),
    "an archive before the cheaper storage is paid for": (
        "buckets: {a: {kind: s3, lifecycle: {x: {infrequent_days: 30, archive_days: 40}}}}",
        (
            ":4 buckets.a.lifecycle.x.archive_days: must be at least 60, after infrequent_days"
            " (30), got 40"
        ),
    ),
    "no end at all": (
        "buckets: {a: {kind: s3, lifecycle: {x: {expire_days: 0}}}}",
        ":4 buckets.a.lifecycle.x.expire_days: must be at least 1, got 0",
    ),
    **{
        f"the name {name}": (
            f"buckets: {{a: {{kind: s3, bucket: {name}}}}}",
            f':4 buckets.a.bucket: {_NAME_RULE}, got "{name}"',
        )
        for name in ("Shop", "ab", "shop_x", "xn--shop", "shop-s3alias")
    },
}


@pytest.mark.parametrize(("patch", "line"), REFUSED.values(), ids=REFUSED.keys())
def test_a_bucket_that_aws_would_refuse_is_refused(patch: str, line: str, tmp_path: Path) -> None:
    assert refused(tmp_path, patch) == [line]
