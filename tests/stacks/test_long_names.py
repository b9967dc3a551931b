"""However long names in a stack file are, what AWS is asked to make has names that it takes."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from stacks.content import read_content
from stacks.file import StackFileError, read_stack
from stacks.identity import Identity
from stacks.loaded import Loaded
from stacks.platform import build
from stacks.spec import StackSpec
from tests.components.cloud_kit import BASE
from tests.plan import Plan, Recorded, plan
from tests.stacks.toys import write

LONGEST: Mapping[str, tuple[str, int]] = {
    # https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
    "aws:eks/cluster:Cluster": ("name", 100),
    "aws:eks/nodeGroup:NodeGroup": ("nodeGroupName", 63),
    # https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    "aws:s3/bucket:Bucket": ("bucket", 63),
    # https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
    "aws:rds/instance:Instance": ("identifier", 63),
    # https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html
    "aws:elasticache/replicationGroup:ReplicationGroup": ("replicationGroupId", 40),
    # https://docs.aws.amazon.com/efs/latest/ug/API_CreateFileSystem.html
    "aws:efs/fileSystem:FileSystem": ("creationToken", 64),
    # https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
    "aws:ecr/repository:Repository": ("name", 256),
    # https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html
    "aws:budgets/budget:Budget": ("name", 100),
    # https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html
    "aws:cloudtrail/trail:Trail": ("name", 128),
}
OF_THE_PROVIDER: Mapping[str, int] = {
    # Without a name of our own the provider takes the logical one, a hyphen and seven digits.
    # https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
    "aws:iam/role:Role": 64,
    "aws:ec2/launchTemplate:LaunchTemplate": 128,
    "aws:ec2/securityGroup:SecurityGroup": 255,
}
SUFFIX = 8
STORE, POOL, ANY = "s" * 43, "p" * 54, "n" * 63


def stack(store: str, pool: str, other: str) -> str:
    return f"""\
objectives: {{monthly_usd: 1}}
account: {{budget: {{emails: [a@example.org]}}, region: ap-southeast-1}}
cluster: {{node_pools: {{{pool}: {{instance_types: [m6i.large], min_nodes: 1, max_nodes: 1}}}}}}
databases: {{{store}: {{kind: rds, version: "17", instance_class: db.m7g.large}}}}
caches: {{{store}: {{kind: elasticache, version: "8.0", node_type: cache.m7g.large}}}}
buckets: {{{other}: {{kind: s3}}}}
registries: {{{other}: {{kind: ecr}}}}
volumes: {{{other}: {{kind: efs}}}}
"""


def built(folder: Path, patch: str) -> Plan:
    """The plan of a project whose name is as long as the engine takes."""
    file = write(folder, f"extends: system.yaml\n{patch}", BASE)
    read = read_stack(file, StackSpec)
    content = read_content(read, folder)
    identity = Identity(project="q" * 100, stack="production")
    loaded = Loaded(spec=read.spec, identity=identity, content=content, supplied={})
    return plan(lambda: build(loaded).export(), project=identity.project, stack=identity.stack)


def too_long(made: Plan) -> list[str]:
    """What AWS would refuse, by type."""
    explicit = [
        f"{each.type} {each.at(field)}"
        for token, (field, most) in LONGEST.items()
        for each in made.of(token)
        if len(str(each.at(field))) > most
    ]
    return explicit + [
        f"{each.type} {each.name}"
        for token, most in OF_THE_PROVIDER.items()
        for each in made.of(token)
        if len(own_name(each)) > most
    ]


def own_name(resource: Recorded) -> str:
    given = resource.inputs.get("name")
    return str(given) if given is not None else f"{resource.name}{'x' * SUFFIX}"


def test_the_longest_names_of_a_stack_file_give_names_that_aws_takes(tmp_path: Path) -> None:
    made = built(tmp_path, stack(STORE, POOL, ANY))
    assert {r.type for r in made.resources} >= {*LONGEST, *OF_THE_PROVIDER}
    assert too_long(made) == []


@pytest.mark.parametrize(
    ("names", "paths"),
    [
        ((f"{STORE}s", POOL, ANY), {f"databases.{STORE}s"}),
        ((STORE, f"{POOL}p", ANY), {f"cluster.node_pools.{POOL}p"}),
    ],
)
def test_longer_ones_are_refused_with_their_place_and_limit(
    tmp_path: Path, names: tuple[str, str, str], paths: set[str]
) -> None:
    with pytest.raises(StackFileError) as caught:
        built(tmp_path, stack(*names))
    text = str(caught.value)
    for path in paths:
        assert f"{path}: the name must have at most {len(path.rpartition('.')[2]) - 1}" in text
