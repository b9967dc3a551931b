"""What the bill counts is what the program makes: each is held against the other."""

from decimal import Decimal
from pathlib import Path

import pytest

from proof.cost.bill import Bill
from tests.components.cloud_kit import planned
from tests.plan import Plan, Recorded
from tests.proof.cost.kit import bill

EVERYTHING = """\
network: {nat: NAT, interface_endpoints: [sts, logs]}
addons: {aws_load_balancer_controller: {}}
dns_zones: {own: {kind: aws, domain: example.org}}
databases:
  main: {kind: rds, version: "17", instance_class: db.m7g.large, read_replicas: 1, storage_gib: 30}
caches:
  queue: {kind: elasticache, version: "8.0", node_type: cache.m7g.large, replicas: 2}
buckets:
  own: {kind: s3}
  shared: {kind: s3, encryption: s3_key}
registries: {app: {kind: ecr}}
volumes:
  files: {kind: efs}
workloads: {job: {calls: [database.main, cache.queue], volumes: {files: {path: /files}}}}
"""
HOURS = Decimal(730)
ZONES = 3


@pytest.mark.parametrize("nat", ["one", "one_per_zone"])
def test_it_counts_as_many_as_are_made(tmp_path: Path, nat: str) -> None:
    patch = EVERYTHING.replace("NAT", nat)
    counted, made = bill(tmp_path, patch), planned(tmp_path, patch)
    interfaces = [
        each
        for each in made.of("aws:ec2/vpcEndpoint:VpcEndpoint")
        if each.at("vpcEndpointType") == "Interface"
    ]
    expected = {
        "eks.control_plane.standard": _made(made, "eks/cluster:Cluster") * HOURS,
        "nat_gateway.hour": _made(made, "ec2/natGateway:NatGateway") * HOURS,
        "public_ipv4.hour": _made(made, "ec2/eip:Eip") * HOURS,
        "interface_endpoint.hour": len(interfaces) * ZONES * HOURS,
        "route53.hosted_zone": Decimal(_made(made, "route53/zone:Zone")),
        "kms.key": Decimal(_made(made, "kms/key:Key")),
        # Of its password, which AWS makes; a replica has its source's.
        "secrets_manager.secret": Decimal(_made(made, "secretsmanager/secret:Secret"))
        + len([i for i in _databases(made) if "manageMasterUserPassword" in i.inputs]),
        "rds.gp3.storage.multi_az": Decimal(30),
        "rds.gp3.storage.single_az": Decimal(30) * (len(_databases(made)) - 1),
    }
    assert min(expected.values()) > 0
    assert {sku: _counted(counted, sku) for sku in expected} == expected


def _counted(counted: Bill, sku: str) -> Decimal:
    lines = (line.quantity("expected") for line in counted.lines if line.price.sku == sku)
    return sum(lines, Decimal(0))


def _made(made: Plan, kind: str) -> int:
    return len(made.of(f"aws:{kind}"))


def _databases(made: Plan) -> tuple[Recorded, ...]:
    return made.of("aws:rds/instance:Instance")
