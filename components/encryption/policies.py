"""Who may use a key; pure."""

import json
from collections.abc import Mapping

_LOGS_MAY = (
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey*",
    "kms:ReEncrypt*",
)


def for_log_group(account: str, region: str, group: str) -> str:
    """Return the policy of a key that CloudWatch encrypts one log group by.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    """
    arn = f"arn:aws:logs:{region}:{account}:log-group:{group}"
    logs = {
        "Sid": "LogsOfThisGroup",
        "Effect": "Allow",
        "Principal": {"Service": f"logs.{region}.amazonaws.com"},
        "Action": list(_LOGS_MAY),
        "Resource": "*",
        "Condition": {"ArnEquals": {"kms:EncryptionContext:aws:logs:arn": arn}},
    }
    return _policy(account, logs)


def for_log_groups(account: str, region: str, prefix: str) -> str:
    """Return the policy of a key that CloudWatch encrypts all log groups of a prefix by.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    """
    arn = f"arn:aws:logs:{region}:{account}:log-group:{prefix}*"
    logs = {
        "Sid": "LogsOfTheseGroups",
        "Effect": "Allow",
        "Principal": {"Service": f"logs.{region}.amazonaws.com"},
        "Action": list(_LOGS_MAY),
        "Resource": "*",
        "Condition": {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": arn}},
    }
    return _policy(account, logs)


def for_trail(account: str, region: str, trail: str) -> str:
    """Return the policy of a key that CloudTrail encrypts the files of one trail by.

    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
    """
    arn = f"arn:aws:cloudtrail:{region}:{account}:trail/{trail}"
    writes = {
        "Sid": "TrailEncrypts",
        "Effect": "Allow",
        "Principal": {"Service": "cloudtrail.amazonaws.com"},
        "Action": ["kms:DescribeKey", "kms:GenerateDataKey*"],
        "Resource": "*",
        "Condition": {"StringEquals": {"aws:SourceArn": arn}},
    }
    return _policy(account, writes)


def _policy(account: str, statement: Mapping[str, object]) -> str:
    owner = {
        "Sid": "AccountDecides",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
        "Action": "kms:*",
        "Resource": "*",
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [owner, statement]}, sort_keys=True)
