"""Who may use a file system, and what becomes of its files in time; pure."""

import json

import pulumi_aws as aws

from components.volume.spec import EfsVolumeSpec


def life(spec: EfsVolumeSpec) -> list[aws.efs.FileSystemLifecyclePolicyArgsDict]:
    """Return when files move to cheaper storage, and that they come back when they are read."""
    if spec.infrequent_days is None:
        return []
    days = f"AFTER_{spec.infrequent_days}_DAY{'' if spec.infrequent_days == 1 else 'S'}"
    return [
        {"transition_to_ia": days},
        {"transition_to_primary_storage_class": "AFTER_1_ACCESS"},
    ]


def file_system_policy(arn: str) -> str:
    """Return who may use the file system: who comes through its network, and by TLS alone.

    https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
    """
    network = {
        "Sid": "ThroughItsNetwork",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
        "Resource": arn,
        "Condition": {"Bool": {"elasticfilesystem:AccessedViaMountTarget": "true"}},
    }
    plain = {
        "Sid": "TlsOnly",
        "Effect": "Deny",
        "Principal": {"AWS": "*"},
        "Action": "*",
        "Resource": arn,
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [network, plain]}, sort_keys=True)
