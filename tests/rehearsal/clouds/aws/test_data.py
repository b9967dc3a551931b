"""What the simulated AWS says to data: what it refuses to make and to delete, and what stays."""

from pathlib import Path

import pytest

from engine.embedded.home import ClusterHome
from engine.standin.objects import RefusedError
from engine.standin.shape import JsonObject
from rehearsal.clouds.aws import cloud, ecr, efs, elasticache, keys, network, rds, s3, secrets
from rehearsal.clouds.store import Store
from rehearsal.control_plane import ControlPlane

DATABASE: JsonObject = {
    "identifier": "main",
    "instanceClass": "db.m7g.large",
    "finalSnapshotIdentifier": "main-final",
    "backupRetentionPeriod": 7,
}
CACHE: JsonObject = {
    "replicationGroupId": "queue",
    "description": "x",
    "numCacheClusters": 1,
    "finalSnapshotIdentifier": "queue-final",
}


@pytest.fixture
def aws() -> Store:
    return cloud.simulated_aws(ControlPlane(ClusterHome("none", Path("none")), Path("none")))


def test_a_protected_database_goes_only_once_its_protection_is_gone(aws: Store) -> None:
    made = aws.create(rds.INSTANCE, {**DATABASE, "deletionProtection": True})
    with pytest.raises(RefusedError, match="Cannot delete protected DB Instance main"):
        aws.delete(rds.INSTANCE, made.id)
    aws.update(rds.INSTANCE, made.id, DATABASE)
    aws.delete(rds.INSTANCE, made.id)
    assert aws.read(rds.INSTANCE, made.id) is None


def test_a_last_snapshot_stays_and_its_name_is_taken_then(aws: Store) -> None:
    for model, inputs, said in (
        (rds.INSTANCE, DATABASE, "DBSnapshotAlreadyExists.* main-final already exists"),
        (elasticache.GROUP, CACHE, "SnapshotAlreadyExistsFault: queue-final"),
    ):
        aws.delete(model, aws.create(model, inputs).id)
        again = aws.create(model, inputs)
        with pytest.raises(RefusedError, match=said):
            aws.delete(model, again.id)
        assert aws.read(model, again.id) is not None, "it is still there"


def test_the_key_of_a_last_snapshot_is_no_left_over(aws: Store) -> None:
    key, other = aws.create(keys.KEY, {}), aws.create(keys.KEY, {})
    made = aws.create(rds.INSTANCE, {**DATABASE, "kmsKeyId": str(key.outputs["arn"])})
    aws.delete(rds.INSTANCE, made.id)
    assert [live.id for live in aws.left()] == [other.id]


def test_a_database_goes_with_a_last_snapshot_or_because_none_is_wanted(aws: Store) -> None:
    unnamed: JsonObject = {k: v for k, v in DATABASE.items() if k != "finalSnapshotIdentifier"}
    made = aws.create(rds.INSTANCE, unnamed)
    with pytest.raises(RefusedError, match="FinalDBSnapshotIdentifier is required"):
        aws.delete(rds.INSTANCE, made.id)
    aws.update(rds.INSTANCE, made.id, {**unnamed, "skipFinalSnapshot": True})
    aws.delete(rds.INSTANCE, made.id)
    assert not aws.kept


def test_a_source_goes_after_its_replicas(aws: Store) -> None:
    source = aws.create(rds.INSTANCE, DATABASE)
    replica: JsonObject = {
        "identifier": "main-replica-0",
        "instanceClass": "db.m7g.large",
        "replicateSourceDb": "main",
    }
    made = aws.create(rds.INSTANCE, replica)
    with pytest.raises(RefusedError, match="main has replicas: main-replica-0"):
        aws.delete(rds.INSTANCE, source.id)
    aws.delete(rds.INSTANCE, made.id)
    aws.delete(rds.INSTANCE, source.id)


def test_a_replica_needs_backups_of_its_source(aws: Store) -> None:
    aws.create(rds.INSTANCE, {**DATABASE, "backupRetentionPeriod": 0})
    with pytest.raises(RefusedError, match="Automated backups are not enabled"):
        aws.create(
            rds.INSTANCE,
            {"identifier": "copy", "instanceClass": "x", "replicateSourceDb": "main"},
        )


def test_a_standby_needs_a_second_zone(aws: Store) -> None:
    group = aws.create(rds.SUBNET_GROUP, {"name": "one", "subnetIds": ["subnet-1"]})
    with pytest.raises(RefusedError, match="DBSubnetGroupDoesNotCoverEnoughAZs"):
        aws.create(rds.INSTANCE, {**DATABASE, "multiAz": True, "dbSubnetGroupName": group.id})


def test_a_disk_grows_by_a_tenth_at_least(aws: Store) -> None:
    with pytest.raises(RefusedError, match="at least 10% above"):
        aws.create(rds.INSTANCE, {**DATABASE, "allocatedStorage": 100, "maxAllocatedStorage": 105})


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"automaticFailoverEnabled": True}, "must have at least one replica"),
        ({"multiAzEnabled": True}, "Must enable Automatic Failover"),
        ({"authTokenWo": "x" * 32}, "encryption-in-transit"),
        ({"authTokenWo": "short", "transitEncryptionEnabled": True}, "from 16 to 128"),
    ],
)
def test_a_cache_that_aws_would_refuse_is_refused(
    inputs: JsonObject, said: str, aws: Store
) -> None:
    with pytest.raises(RefusedError, match=said):
        aws.create(elasticache.GROUP, {**CACHE, **inputs})


def test_the_name_of_a_secret_is_taken_while_it_can_be_had_back(aws: Store) -> None:
    for_good = aws.create(secrets.SECRET, {"name": "a", "recoveryWindowInDays": 0})
    aws.delete(secrets.SECRET, for_good.id)
    again = aws.create(secrets.SECRET, {"name": "a"})
    aws.delete(secrets.SECRET, again.id)
    with pytest.raises(RefusedError, match="already scheduled for deletion: a"):
        aws.create(secrets.SECRET, {"name": "a"})


def test_a_bucket_with_objects_goes_only_by_force(aws: Store) -> None:
    held = aws.create(s3.BUCKET, {"bucket": "logs"})
    logging: JsonObject = {"bucket": "web", "targetBucket": "logs", "targetPrefix": "web/"}
    aws.create("aws:s3/bucketLogging:BucketLogging", logging)
    with pytest.raises(RefusedError, match="BucketNotEmpty"):
        aws.delete(s3.BUCKET, held.id)
    aws.update(s3.BUCKET, held.id, {"bucket": "logs", "forceDestroy": True})
    aws.delete(s3.BUCKET, held.id)


def test_a_repository_with_images_goes_only_by_force(aws: Store) -> None:
    held = aws.create(ecr.REPOSITORY, {"name": "toy/web"})
    aws.keep(ecr.IMAGES, "toy/web")
    with pytest.raises(RefusedError, match="RepositoryNotEmptyException"):
        aws.delete(ecr.REPOSITORY, held.id)
    aws.update(ecr.REPOSITORY, held.id, {"name": "toy/web", "forceDelete": True})
    aws.delete(ecr.REPOSITORY, held.id)


def test_a_file_system_has_one_way_to_it_in_each_zone_and_goes_after_them(aws: Store) -> None:
    system = aws.create(efs.SYSTEM, {"creationToken": "pictures"})
    subnets = [
        aws.create(network.SUBNET, {"vpcId": "x", "availabilityZone": zone, "cidrBlock": str(at)})
        for at, zone in enumerate(("eu-west-1a", "eu-west-1a"))
    ]
    way = aws.create(efs.TARGET, {"fileSystemId": system.id, "subnetId": subnets[0].id})
    with pytest.raises(RefusedError, match="MountTargetConflict"):
        aws.create(efs.TARGET, {"fileSystemId": system.id, "subnetId": subnets[1].id})
    with pytest.raises(RefusedError, match="FileSystemInUse"):
        aws.delete(efs.SYSTEM, system.id)
    aws.delete(efs.TARGET, way.id)
    aws.delete(efs.SYSTEM, system.id)
