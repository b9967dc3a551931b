"""Who may use the keys of an EKS cluster; pure."""

import json


def log_key_policy(account: str, region: str, log_group: str) -> str:
    """Return the policy of a key that CloudWatch encrypts one log group by.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    """
    owner = {
        "Sid": "AccountDecides",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
        "Action": "kms:*",
        "Resource": "*",
    }
    group = f"arn:aws:logs:{region}:{account}:log-group:{log_group}"
    logs = {
        "Sid": "LogsOfThisGroup",
        "Effect": "Allow",
        "Principal": {"Service": f"logs.{region}.amazonaws.com"},
        "Action": [
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:Encrypt",
            "kms:GenerateDataKey*",
            "kms:ReEncrypt*",
        ],
        "Resource": "*",
        "Condition": {"ArnEquals": {"kms:EncryptionContext:aws:logs:arn": group}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [owner, logs]}, sort_keys=True)
