"""Who may put logs of requests into a bucket; pure."""

from collections.abc import Mapping

from components.routing.spec import Audience


def delivers_logs_to(bucket: str, source: str, account: str) -> Mapping[str, object]:
    """Return the statement that lets S3 log one bucket's requests in another one.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
    """
    return {
        "Sid": f"LogsOf{''.join(part.capitalize() for part in source.split('-'))}",
        "Effect": "Allow",
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::{bucket}/{source}/*",
        "Condition": {
            "ArnLike": {"aws:SourceArn": f"arn:aws:s3:::{source}"},
            "StringEquals": {"aws:SourceAccount": account},
        },
    }


def delivers_balancer_logs_to(
    bucket: str, audience: Audience, account: str
) -> Mapping[str, object]:
    """Return the statement that lets AWS log the requests of an audience's load balancer.

    What it writes has the account in its path, and the path alone is what it may write.
    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
    """
    return {
        "Sid": f"LogsOfLoadBalancer{audience.capitalize()}",
        "Effect": "Allow",
        "Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::{bucket}/{audience}/AWSLogs/{account}/*",
    }
