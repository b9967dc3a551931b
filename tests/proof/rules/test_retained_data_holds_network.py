"""Data that is to stay in a network that is to go."""

from pathlib import Path

from tests.components.cloud_kit import BASE, rds
from tests.proof.kit import finds

RULE = "retained-data-holds-network"
THEIRS = """
network:
  kind: existing
  vpc_id: vpc-0a1b2c3d4e5f60718
  cidr: 10.30.0.0/16
  public_subnets: {a: subnet-0a1b2c3d4e5f60711, b: subnet-0a1b2c3d4e5f60712}
  private_subnets: {a: subnet-0a1b2c3d4e5f60713, b: subnet-0a1b2c3d4e5f60714}
  database_subnets: {a: subnet-0a1b2c3d4e5f60715, b: subnet-0a1b2c3d4e5f60716}"""


def test_it_finds_a_database_that_stays_where_nothing_else_does(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, rds("deletion: retain"), BASE) == [
        "databases.main.deletion: is retain, and the network that it lies in goes with the stack"
    ]


def test_it_passes_a_network_that_stays_and_data_in_none(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, rds("deletion: retain") + THEIRS, BASE) == []
    bucket = "buckets: {uploads: {kind: s3, deletion: retain}}"
    assert finds(tmp_path, RULE, bucket, BASE) == []
    assert finds(tmp_path, RULE, rds("deletion: protect"), BASE) == []
