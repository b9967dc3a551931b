"""A file system that pods on many nodes share, as the engine is asked for it."""

import json
from pathlib import Path

import pytest

from components.volume.efs_policy import file_system_policy
from tests.components.cloud_kit import KEY, planned, refused
from tests.plan import assert_house_rules
from tests.stacks import platforms

SYSTEM, TARGET = "aws:efs/fileSystem:FileSystem", "aws:efs/mountTarget:MountTarget"
SHARED = "volumes: {pictures: {kind: efs}}\nworkloads: {job: {volumes: {pictures: {path: /srv}}}}"


def test_a_file_system_is_encrypted_and_in_every_zone(tmp_path: Path) -> None:
    plan = planned(tmp_path, SHARED)
    assert_house_rules(plan)
    system = plan.one(SYSTEM, "pictures")
    assert system.inputs["encrypted"] is True
    assert plan.one(KEY, "pictures").urn in system.property_dependencies["kmsKeyId"]
    assert system.protect
    zones = {
        urn.rpartition("::")[2]
        for target in plan.of(TARGET)
        for urn in target.property_dependencies["subnetId"]
    }
    assert zones == {f"network-private-{zone}" for zone in "abc"}
    (rule,) = (
        r
        for r in plan.of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
        if r.name == "pictures"
    )
    assert (rule.inputs["fromPort"], rule.inputs["toPort"]) == (2049, 2049)
    backup = plan.one("aws:efs/backupPolicy:BackupPolicy", "pictures")
    assert backup.at("backupPolicy", "status") == "ENABLED"


def test_the_cluster_gets_the_driver_with_the_first_file_system_and_not_before(
    tmp_path: Path,
) -> None:
    driver = ("aws:eks/addon:Addon", "aws-efs-csi-driver")
    plan = planned(tmp_path, SHARED)
    assert plan.one(*driver).at("podIdentityAssociations", 0, "serviceAccount") == (
        "efs-csi-controller-sa"
    )
    without = planned(tmp_path, "labels: {team: shop}")
    assert "aws-efs-csi-driver" not in [r.name for r in without.of(driver[0])]


def test_its_files_belong_to_the_user_that_pods_run_as(tmp_path: Path) -> None:
    point = planned(tmp_path, SHARED).one("aws:efs/accessPoint:AccessPoint", "pictures")
    assert point.at("posixUser") == {"uid": 10_001, "gid": 10_001}
    assert point.at("rootDirectory", "creationInfo", "ownerUid") == 10_001


def test_pods_claim_the_one_volume_once_every_way_to_it_is_there(tmp_path: Path) -> None:
    plan = planned(tmp_path, SHARED)
    volume = plan.one("kubernetes:core/v1:PersistentVolume", "pictures")
    assert volume.at("spec", "csi", "driver") == "efs.csi.aws.com"
    assert volume.at("spec", "persistentVolumeReclaimPolicy") == "Retain"
    assert volume.at("spec", "accessModes") == ["ReadWriteMany"]
    assert {target.urn for target in plan.of(TARGET)} <= {*volume.depends_on}
    claim = plan.one("kubernetes:core/v1:PersistentVolumeClaim", "pictures")
    assert claim.at("spec", "volumeName") == "toy-prod-pictures"
    assert claim.at("spec", "storageClassName") == ""


def test_a_retained_file_system_keeps_the_ways_to_it(tmp_path: Path) -> None:
    plan = planned(tmp_path, SHARED.replace("kind: efs", "kind: efs, deletion: retain"))
    own = [r for r in plan.resources if "FileSystem$" in r.urn and r.custom]
    kept = {r.type for r in own if r.retain_on_delete}
    assert kept >= {SYSTEM, TARGET, KEY, "aws:efs/accessPoint:AccessPoint"}


def test_who_does_not_come_through_the_network_by_tls_is_refused() -> None:
    allowed, refused = json.loads(file_system_policy("arn:x"))["Statement"]
    assert allowed["Condition"] == {"Bool": {"elasticfilesystem:AccessedViaMountTarget": "true"}}
    assert "elasticfilesystem:ClientRootAccess" not in allowed["Action"]
    assert (refused["Effect"], refused["Condition"]) == (
        "Deny",
        {"Bool": {"aws:SecureTransport": "false"}},
    )


REFUSED = {
    "files of root": (
        "user: 0, group: 0",
        [
            ":4 volumes.pictures.user: must be at least 1, got 0",
            ":4 volumes.pictures.group: must be at least 1, got 0",
        ],
    ),
    "backups as AWS makes none": (
        "backup: hourly",
        [':4 volumes.pictures.backup: must be one of daily or none, got "hourly"'],
    ),
    "a field of another kind": (
        "storage_class: fast",
        [":4 volumes.pictures.storage_class: unknown field for efs; claim has it"],
    ),
    "no size": (
        "storage: 0",
        [":4 volumes.pictures.storage: must be more than 0, such as 10Gi, got 0"],
    ),
}


@pytest.mark.parametrize(("fields", "lines"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_system_that_cannot_be_made_is_refused(
    fields: str, lines: list[str], tmp_path: Path
) -> None:
    assert refused(tmp_path, f"volumes: {{pictures: {{kind: efs, {fields}}}}}") == lines


def test_what_lies_in_a_cloud_is_refused_on_this_machine(tmp_path: Path) -> None:
    patch = f"{SHARED}\nbuckets: {{uploads: {{kind: s3}}}}\nregistries: {{web: {{kind: ecr}}}}"
    assert platforms.refused(tmp_path, patch) == [
        (
            ":4 volumes.pictures.kind: is for stacks with an account; on this cluster a volume is a"
            " claim"
        ),
        ":6 buckets: are for stacks with an account; leave them out",
        ":7 registries: are for stacks with an account; leave them out",
    ]
