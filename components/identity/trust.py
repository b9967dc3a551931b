"""Who may take a role that is a pod's; pure."""

import json
from collections.abc import Mapping

_PODS = "pods.eks.amazonaws.com"


def by_pod_identity(account: str, cluster_arn: str) -> str:
    """Return the trust of a role that pods of one cluster come to by EKS Pod Identity.

    https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
    """
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": _PODS},
        "Action": ["sts:AssumeRole", "sts:TagSession"],
        "Condition": {
            "StringEquals": {"aws:SourceAccount": account},
            "ArnEquals": {"aws:SourceArn": cluster_arn},
        },
    }
    return _policy(statement)


def by_service_account(provider_arn: str, issuer: str, namespace: str, account: str) -> str:
    """Return the trust of a role that one service account comes to by its token (IRSA).

    StringEquals on both: with StringLike, or without `aud`, other pods could take the role.
    """
    host = issuer.removeprefix("https://")
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": provider_arn},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {
            "StringEquals": {
                f"{host}:sub": f"system:serviceaccount:{namespace}:{account}",
                f"{host}:aud": "sts.amazonaws.com",
            }
        },
    }
    return _policy(statement)


def _policy(statement: Mapping[str, object]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, sort_keys=True)
