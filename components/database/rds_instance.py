"""The settings of an RDS instance; pure."""

from typing import TypedDict

import pulumi_aws as aws

from components.database.rds_spec import RdsSpec
from components.database.shape import PORT, USER

_MONITORED_EVERY_SECONDS = 60
_INSIGHTS_DAYS = 7
"""As long as they cost nothing."""


class InstanceSettings(TypedDict):
    """What of an instance follows from the spec alone."""

    identifier: str
    engine: str
    engine_version: str
    engine_lifecycle_support: str
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
    final_snapshot_identifier: str
    snapshot_identifier: str | None


def instance_args(spec: RdsSpec, called: str, database: str) -> InstanceSettings:
    """Return the settings of the instance; what AWS would choose is said, so that it stays so."""
    return {
        "identifier": called,
        "engine": "postgres",
        "engine_version": spec.version,
        # The default walks into a surcharge once the version's support ends.
        "engine_lifecycle_support": "open-source-rds-extended-support-disabled",
        "instance_class": spec.instance_class,
        # A snapshot brings its own.
        "db_name": None if spec.restore_from else database,
        "username": None if spec.restore_from else USER,
        "port": PORT,
        "multi_az": spec.multi_az == "standby",
        "allocated_storage": spec.storage_gib,
        "max_allocated_storage": spec.max_storage_gib,
        "storage_type": "gp3",
        "storage_encrypted": True,
        "publicly_accessible": False,
        "manage_master_user_password": True,
        "iam_database_authentication_enabled": True,
        "enabled_cloudwatch_logs_exports": ["postgresql", "upgrade"],
        "performance_insights_enabled": True,
        "performance_insights_retention_period": _INSIGHTS_DAYS,
        "monitoring_interval": _MONITORED_EVERY_SECONDS,
        "backup_retention_period": spec.backup.retention_days,
        "backup_window": spec.backup.window,
        "maintenance_window": spec.maintenance_window,
        "copy_tags_to_snapshot": True,
        "delete_automated_backups": spec.deletion == "delete",
        "auto_minor_version_upgrade": True,
        "ca_cert_identifier": "rds-ca-rsa2048-g1",
        "deletion_protection": spec.deletion == "protect",
        "skip_final_snapshot": False,
        # The same at each run: with another name a second deletion would be another change.
        "final_snapshot_identifier": f"{called}-final",
        "snapshot_identifier": spec.restore_from,
    }


def parameters() -> list[aws.rds.ParameterGroupParameterArgsDict]:
    """Return the server's settings that differ from AWS's own."""
    return [
        {"name": "rds.force_ssl", "value": "1"},
        {"name": "log_min_duration_statement", "value": "1000"},
        {"name": "log_connections", "value": "1"},
    ]
