"""A database's second life in the simulated AWS begins with the last snapshot of its first one."""

from pathlib import Path
from typing import cast

import pytest
from pulumi.runtime.proto import provider_pb2

from engine.embedded.home import ClusterHome
from engine.standin.objects import RefusedError
from engine.standin.shape import JsonObject
from engine.standin.wire import Properties, encode
from rehearsal.clouds.aws import cloud, keys, rds
from rehearsal.clouds.model import Live
from rehearsal.clouds.store import Store
from rehearsal.control_plane import ControlPlane
from tests.components.cloud_kit import planned
from tests.components.cloud_kit import rds as database
from tests.plan import Recorded

FINAL = "toy-prod-database-main-final"
BEGUN = f"deletion: delete, restore: {{from_snapshot: {FINAL}}}"


@pytest.fixture
def aws() -> Store:
    return cloud.simulated_aws(ControlPlane(ClusterHome("none", Path("none")), Path("none")))


def asked(folder: Path, fields: str) -> Recorded:
    """What the program asks of AWS for the database of a stack with these fields."""
    return planned(folder, database(fields)).one(rds.INSTANCE, "database-main")


def lives(aws: Store, made: Recorded) -> tuple[Live, Live]:
    """The database as it was asked for, and a key of its own, made."""
    key = aws.create(keys.KEY, {})
    inputs = cast("JsonObject", {**made.inputs, "kmsKeyId": str(key.outputs["arn"])})
    checked = cloud.provider(aws).check(
        provider_pb2.CheckRequest(urn=made.urn, news=encode(Properties(inputs)))
    )
    assert not checked.failures
    return aws.create(rds.INSTANCE, inputs), key


def snapshots(aws: Store) -> list[str]:
    return sorted(name for what, name in aws.kept if "snapshot" in what)


def test_each_life_ends_with_a_snapshot_and_the_key_it_is_read_by(
    aws: Store, tmp_path: Path
) -> None:
    first, key = lives(aws, asked(tmp_path, "deletion: delete"))
    aws.delete(rds.INSTANCE, first.id)
    assert snapshots(aws) == [FINAL]
    assert aws.left() == ()

    begun = asked(tmp_path, BEGUN)
    second, other = lives(aws, begun)
    assert second.inputs["snapshotIdentifier"] == FINAL
    assert not {"dbName", "username"} & second.inputs.keys()
    aws.delete(rds.INSTANCE, second.id)
    assert snapshots(aws) == [FINAL, begun.inputs["finalSnapshotIdentifier"]]
    assert aws.left() == ()
    assert key.id != other.id


def test_a_second_life_that_begins_with_nothing_cannot_end_while_the_first_ones_snapshot_is_there(
    aws: Store, tmp_path: Path
) -> None:
    made = asked(tmp_path, "deletion: delete")
    first, _ = lives(aws, made)
    aws.delete(rds.INSTANCE, first.id)
    second, _ = lives(aws, made)
    with pytest.raises(RefusedError, match=f"DBSnapshotAlreadyExists.* {FINAL} already exists"):
        aws.delete(rds.INSTANCE, second.id)


def test_whoever_wants_no_last_snapshot_leaves_nothing(aws: Store, tmp_path: Path) -> None:
    first, key = lives(aws, asked(tmp_path, "deletion: delete, last_snapshot: none"))
    aws.delete(rds.INSTANCE, first.id)
    assert snapshots(aws) == []
    assert [live.id for live in aws.left()] == [key.id], "which goes with the stack"


@pytest.mark.parametrize("later", ["deletion: delete", BEGUN.replace(FINAL, "another")])
def test_another_beginning_or_none_asks_for_no_other_database(
    later: str, aws: Store, tmp_path: Path
) -> None:
    begun, changed = asked(tmp_path, BEGUN), asked(tmp_path, later)
    answer = cloud.provider(aws).diff(
        provider_pb2.DiffRequest(
            urn=begun.urn,
            old_inputs=encode(Properties(cast("JsonObject", dict(begun.inputs)))),
            news=encode(Properties(cast("JsonObject", dict(changed.inputs)))),
            ignoreChanges=changed.ignore_changes,
        )
    )
    assert tuple(answer.replaces) == ()
    # The one thing that follows from the beginning and can change.
    assert tuple(answer.diffs) == ("finalSnapshotIdentifier",)
