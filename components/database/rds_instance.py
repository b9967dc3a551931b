"""The settings of RDS instances; pure."""

import hashlib
from typing import Final, TypedDict

import pulumi_aws as aws

from components.database.connection import PORT
from components.database.rds_spec import RdsSpec, RestoreSpec
from components.database.shape import USER

LOGS: Final = ("postgresql", "upgrade", "iam-db-auth-error")
"""https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html"""
_SUPPORT: Final = {
    # The service's own default is the surcharge, from the day on which standard support ends.
    "standard": "open-source-rds-extended-support-disabled",
    "extended": "open-source-rds-extended-support",
}
_MONITORED_EVERY_SECONDS: Final = 60
_INSIGHTS_DAYS: Final = 7
"""As long as they cost nothing."""
_AUTHORITY: Final = "rds-ca-rsa2048-g1"


class InstanceSettings(TypedDict):
    """What of an instance follows from the spec alone."""

    identifier: str
    engine: str | None
    engine_version: str
    engine_lifecycle_support: str
    allow_major_version_upgrade: bool
    apply_immediately: bool
    instance_class: str
    db_name: str | None
    username: str | None
    port: int
    multi_az: bool
    allocated_storage: int
    max_allocated_storage: int | None
    storage_type: str
    storage_encrypted: bool
    publicly_accessible: bool
    manage_master_user_password: bool
    iam_database_authentication_enabled: bool
    enabled_cloudwatch_logs_exports: list[str]
    performance_insights_enabled: bool
    performance_insights_retention_period: int
    monitoring_interval: int
    backup_retention_period: int
    backup_window: str
    maintenance_window: str
    copy_tags_to_snapshot: bool
    delete_automated_backups: bool
    auto_minor_version_upgrade: bool
    ca_cert_identifier: str
    deletion_protection: bool
    skip_final_snapshot: bool
    final_snapshot_identifier: str | None
    snapshot_identifier: str | None
    restore_to_point_in_time: aws.rds.InstanceRestoreToPointInTimeArgsDict | None


class ReplicaSettings(TypedDict):
    """What of a read replica follows from the spec alone; the rest it has of its source."""

    instance_class: str
    max_allocated_storage: int | None
    apply_immediately: bool
    publicly_accessible: bool
    storage_encrypted: bool
    iam_database_authentication_enabled: bool
    enabled_cloudwatch_logs_exports: list[str]
    performance_insights_enabled: bool
    performance_insights_retention_period: int
    monitoring_interval: int
    maintenance_window: str
    copy_tags_to_snapshot: bool
    auto_minor_version_upgrade: bool
    ca_cert_identifier: str
    deletion_protection: bool
    skip_final_snapshot: bool


def instance_args(spec: RdsSpec, called: str, database: str) -> InstanceSettings:
    """Return the settings of the instance; what AWS would choose is said, so that it stays so."""
    return {
        "identifier": called,
        "engine": "postgres",
        "engine_version": spec.version,
        "engine_lifecycle_support": _SUPPORT[spec.support],
        # Whoever writes another major version into the stack file means it.
        "allow_major_version_upgrade": True,
        "apply_immediately": spec.changes == "at_once",
        "instance_class": spec.instance_class,
        # What it begins with brings its own.
        "db_name": database if spec.restore is None else None,
        "username": USER if spec.restore is None else None,
        "port": PORT,
        "multi_az": spec.multi_az == "standby",
        "allocated_storage": spec.storage_gib,
        "max_allocated_storage": spec.max_storage_gib,
        "storage_type": "gp3",
        "storage_encrypted": True,
        "publicly_accessible": False,
        "manage_master_user_password": True,
        "iam_database_authentication_enabled": True,
        "enabled_cloudwatch_logs_exports": [*LOGS],
        "performance_insights_enabled": True,
        "performance_insights_retention_period": _INSIGHTS_DAYS,
        "monitoring_interval": _MONITORED_EVERY_SECONDS,
        "backup_retention_period": spec.backup.retention_days,
        "backup_window": spec.backup.window,
        "maintenance_window": spec.maintenance_window,
        "copy_tags_to_snapshot": True,
        # They end with the database, unless nothing else is kept of it by accident.
        "delete_automated_backups": spec.deletion == "delete",
        "auto_minor_version_upgrade": spec.minor_upgrades == "automatic",
        "ca_cert_identifier": _AUTHORITY,
        "deletion_protection": spec.deletion == "protect",
        "skip_final_snapshot": spec.last_snapshot == "none",
        "final_snapshot_identifier": last_snapshot(spec, called),
        "snapshot_identifier": spec.restore.from_snapshot if spec.restore else None,
        "restore_to_point_in_time": _moment(spec.restore),
    }


def replica_args(spec: RdsSpec) -> ReplicaSettings:
    """Return the settings of a read replica: of its own machine, for its data is another's."""
    return {
        "instance_class": spec.instance_class,
        "max_allocated_storage": spec.max_storage_gib,
        "apply_immediately": spec.changes == "at_once",
        "publicly_accessible": False,
        "storage_encrypted": True,
        "iam_database_authentication_enabled": True,
        "enabled_cloudwatch_logs_exports": [*LOGS],
        "performance_insights_enabled": True,
        "performance_insights_retention_period": _INSIGHTS_DAYS,
        "monitoring_interval": _MONITORED_EVERY_SECONDS,
        "maintenance_window": spec.maintenance_window,
        "copy_tags_to_snapshot": True,
        "auto_minor_version_upgrade": spec.minor_upgrades == "automatic",
        "ca_cert_identifier": _AUTHORITY,
        # It holds nothing that its source does not hold, and is the first to go.
        "deletion_protection": False,
        "skip_final_snapshot": True,
    }


def last_snapshot(spec: RdsSpec, called: str) -> str | None:
    """Return the name of the snapshot that AWS takes last; none if it takes none.

    The same at each run, for another one would be a change. What began with a snapshot has another
    name for its own, which could not be taken while the first one is there.
    """
    if spec.last_snapshot == "none":
        return None
    if spec.restore is None:
        return f"{called}-final"
    begun = hashlib.sha256(spec.restore.model_dump_json().encode()).hexdigest()[:8]
    return f"{called}-final-{begun}"


def parameters() -> list[aws.rds.ParameterGroupParameterArgsDict]:
    """Return the server's settings that differ from AWS's own."""
    return [
        {"name": "rds.force_ssl", "value": "1"},
        {"name": "log_min_duration_statement", "value": "1000"},
        {"name": "log_connections", "value": "1"},
        {"name": "log_disconnections", "value": "1"},
    ]


def _moment(restore: RestoreSpec | None) -> aws.rds.InstanceRestoreToPointInTimeArgsDict | None:
    moment = restore.from_moment if restore is not None else None
    if moment is None:
        return None
    made: aws.rds.InstanceRestoreToPointInTimeArgsDict = {
        "source_db_instance_identifier": moment.instance
    }
    if moment.at == "latest":
        made["use_latest_restorable_time"] = True
    else:
        made["restore_time"] = moment.at
    return made
