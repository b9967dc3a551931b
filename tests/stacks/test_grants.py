"""What workloads are granted in AWS: what of it is refused, and what traffic it opens."""

from pathlib import Path

import pytest

from components.tenancy.traffic import Host, Range
from stacks.grants import AGENT, granted
from stacks.shapes import traffic
from tests.components.cloud_kit import BASE, rds, refused
from tests.stacks.platforms import refused as refused_here
from tests.stacks.platforms import spec

UPLOADS = "buckets: {uploads: {kind: s3}}\n"
ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:theirs-a1B2c3"
QUEUE = "arn:aws:sqs:eu-west-1:123456789012:orders"
PERMITTED = f'permissions: [{{actions: ["sqs:SendMessage"], resources: ["{QUEUE}"]}}]'
AT = "workloads.job.cloud"


def cloud(grants: str, more: str = "") -> str:
    """A patch that gives the job these grants."""
    return f"workloads: {{job: {{cloud: {{{grants}}}{more}}}}}"


def with_database(grants: str, calls: str = "[database.main]") -> str:
    """The same beside a database of AWS."""
    database = 'databases: {main: {kind: rds, version: "17", instance_class: db.m7g.large}}\n'
    return database + cloud(grants, f", calls: {calls}")


REFUSED = {
    "a bucket of nobody": (
        UPLOADS + cloud("buckets: {upload: read}"),
        f"{AT}.buckets.upload: no such bucket: upload; did you mean uploads?",
    ),
    "an access of nobody": (
        UPLOADS + cloud("buckets: {uploads: all}"),
        f'{AT}.buckets.uploads: must be one of read, write or read_write, got "all"',
    ),
    "a variable that a bucket gives": (
        UPLOADS + cloud("buckets: {uploads: read}", ", env: {BUCKET_UPLOADS_NAME: x}"),
        (
            "workloads.job.env.BUCKET_UPLOADS_NAME: BUCKET_UPLOADS_NAME is set already:"
            " cloud.buckets; choose another name"
        ),
    ),
    "a config that is called like a bucket's": (
        UPLOADS
        + "configs: {bucket-uploads: {values: {A: b}}}\n"
        + cloud("buckets: {uploads: read}", ", configs: {bucket-uploads: {}}"),
        (
            "configs.bucket-uploads: the name is that of a ConfigMap which tells where a bucket is;"
            " choose another"
        ),
    ),
    "a database of nobody": (
        with_database("databases: {mian: orders}"),
        f"{AT}.databases.mian: no such database: mian; did you mean main?",
    ),
    "a database that is not called": (
        with_database("databases: {main: orders}", "[]"),
        f"{AT}.databases.main: needs the way there: add database.main to calls",
    ),
    "a database in the cluster": (
        'databases: {main: {kind: in_cluster, version: "17"}}\n'
        + cloud("databases: {main: orders}", ", calls: [database.main]"),
        (
            f"{AT}.databases.main: is of kind in_cluster, of which plinth knows no users of IAM;"
            " leave it out, and log in by the password that calls gives"
        ),
    ),
    "the secret of a store of nobody": (
        with_database("secrets: [cache.main]"),
        f"{AT}.secrets[0]: no such cache: main (caches: none)",
    ),
    "the secret of a store in the cluster": (
        'caches: {queue: {kind: in_cluster, version: "8.0"}}\n' + cloud("secrets: [cache.queue]"),
        (
            f"{AT}.secrets[0]: cache.queue is pods of this cluster, and its connection no secret of"
            " AWS; leave it out, for calls gives the connection"
        ),
    ),
    "one secret twice": (
        cloud(f'secrets: ["{ARN}", "{ARN}"]'),
        f"{AT}.secrets[1]: {ARN} is there already",
    ),
    "nothing": (
        cloud("buckets: {}"),
        (
            f"{AT}: must grant something in buckets, secrets, databases or permissions; without"
            " them leave it out"
        ),
    ),
    "a permission of nothing": (
        cloud(PERMITTED.replace(f'"{QUEUE}"', "")),
        f"{AT}.permissions[0].resources: must name one at least",
    ),
    "a condition without a key": (
        cloud(PERMITTED.replace("}]", ", conditions: {StringEquals: {}}}]")),
        (
            f"{AT}.permissions[0].conditions.StringEquals: must name a key, such as"
            " aws:ResourceTag/team"
        ),
    ),
    "a condition without a value": (
        cloud(PERMITTED.replace("}]", ", conditions: {StringEquals: {aws:x: []}}}]")),
        (
            f"{AT}.permissions[0].conditions.StringEquals.aws:x: must have a value, for no request"
            " meets a list of none"
        ),
    ),
}


@pytest.mark.parametrize(("patch", "said"), REFUSED.values(), ids=REFUSED)
def test_a_grant_that_cannot_be_is_refused_with_its_place(
    patch: str, said: str, tmp_path: Path
) -> None:
    (line,) = refused(tmp_path, patch)
    assert line.startswith(":")
    assert line.partition(" ")[2] == said


@pytest.mark.parametrize(
    ("grants", "field"),
    [
        (PERMITTED.replace("sqs:SendMessage", "SendMessage"), "permissions[0].actions[0]"),
        (PERMITTED.replace("sqs:SendMessage", "sqs:Send:Message"), "permissions[0].actions[0]"),
        (PERMITTED.replace(QUEUE, "orders"), "permissions[0].resources[0]"),
        (PERMITTED.replace(QUEUE, "arn:aws:sqs"), "permissions[0].resources[0]"),
        ("secrets: [main]", "secrets[0]"),
        ("secrets: [workload.main]", "secrets[0]"),
        ("databases: {main: 'orders; drop'}", "databases.main"),
    ],
)
def test_a_grant_that_iam_would_not_read_is_refused(
    grants: str, field: str, tmp_path: Path
) -> None:
    (line,) = refused(tmp_path, cloud(grants, ", calls: []"))
    assert f"{AT}.{field}: must be " in line


def test_a_stack_without_an_account_reads_grants_and_makes_nothing_of_them(tmp_path: Path) -> None:
    stack = spec(tmp_path, cloud(f'buckets: {{uploads: read}}, secrets: ["{ARN}"], {PERMITTED}'))
    assert granted(stack, stack.workloads["job"]) is None
    made = traffic(stack, "workload.job")
    assert (made.to_hosts, made.to_ranges) == ((), ())


def test_it_still_finds_a_store_that_is_nowhere(tmp_path: Path) -> None:
    (line,) = refused_here(tmp_path, cloud("databases: {main: orders}"))
    assert line.endswith(f"{AT}.databases.main: no such database: main (databases: none)")


SERVICES = {
    "buckets": (UPLOADS + cloud("buckets: {uploads: read}"), ("s3",)),
    "secrets": (cloud(f'secrets: ["{ARN}"]'), ("secretsmanager",)),
    "databases": (with_database("databases: {main: orders}"), ()),
    "permissions": (cloud(PERMITTED), ("*",)),
}


def hosts(*services: str) -> tuple[Host, ...]:
    return tuple(Host(name=f"{each}.eu-west-1.amazonaws.com", port=443) for each in services)


@pytest.mark.parametrize(("patch", "services"), SERVICES.values(), ids=SERVICES)
def test_pods_reach_their_agent_and_the_services_of_their_grants(
    patch: str, services: tuple[str, ...], tmp_path: Path
) -> None:
    made = traffic(spec(tmp_path, patch, BASE), "workload.job")
    assert made.to_hosts == hosts(*services)
    assert AGENT in made.to_ranges
    assert Range(cidr="169.254.170.23/32", port=80) == AGENT


def test_with_tokens_pods_ask_sts_and_no_agent(tmp_path: Path) -> None:
    patch = f"cluster: {{identity: irsa}}\n{SERVICES['secrets'][0]}"
    made = traffic(spec(tmp_path, patch, BASE), "workload.job")
    assert made.to_hosts == hosts("secretsmanager", "sts")
    assert made.to_ranges == ()


@pytest.mark.parametrize(
    ("endpoints", "inside"),
    [("[secretsmanager]", True), ("[ecr.api]", False), ("[]", False)],
)
def test_a_service_with_an_endpoint_in_the_network_is_reached_there(
    endpoints: str, inside: bool, tmp_path: Path
) -> None:
    patch = f"network: {{interface_endpoints: {endpoints}}}\n{SERVICES['secrets'][0]}"
    made = traffic(spec(tmp_path, patch, BASE), "workload.job")
    ranges = [each.cidr for each in made.to_ranges if each.port == 443]
    assert bool(ranges) is inside
    assert all(cidr.startswith("10.20.") for cidr in ranges)


def test_a_host_that_is_called_already_is_named_once(tmp_path: Path) -> None:
    host = "s3.eu-west-1.amazonaws.com"
    patch = UPLOADS + cloud("buckets: {uploads: read}", f', calls: ["{host}:443"]')
    assert traffic(spec(tmp_path, patch, BASE), "workload.job").to_hosts == hosts("s3")


def test_a_workload_without_grants_reaches_none_of_it(tmp_path: Path) -> None:
    made = traffic(spec(tmp_path, rds(), BASE), "workload.job")
    assert made.to_hosts == ()
    assert AGENT not in made.to_ranges


@pytest.mark.parametrize("identity", ["pod_identity", "irsa"])
def test_an_add_on_has_one_way_to_one_role(identity: str, tmp_path: Path) -> None:
    values = (
        '{serviceAccount: {annotations: {"eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/x"}}}'
    )
    patch = f"cluster: {{identity: {identity}}}\naddons: {{external_secrets: {{values: {values}}}}}"
    (line,) = refused(tmp_path, patch)
    assert line.endswith(
        "addons.external_secrets.values.serviceAccount.annotations"
        '."eks.amazonaws.com/role-arn":'
        " external-secrets has a role of its own already, to which cluster.identity decides the"
        " way; leave this out, and grant what it lacks in that role"
    )


def test_a_cluster_has_one_way_to_all_roles(tmp_path: Path) -> None:
    (line,) = refused(tmp_path, "cluster: {identity: [pod_identity, irsa]}")
    assert "cluster.identity: must be " in line
