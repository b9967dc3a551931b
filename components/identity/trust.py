"""Who may take a role that is a pod's; pure."""

from components.identity.policy import document

_PODS = "pods.eks.amazonaws.com"


def by_pod_identity(account: str, cluster_arn: str, namespace: str, service_account: str) -> str:
    """Return the trust of a role that one service account comes to by EKS Pod Identity.

    EKS tags each session with whose pod it is; an association with another service account, which
    somebody makes by hand, leads nowhere so.
    https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
    """
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": _PODS},
        "Action": ["sts:AssumeRole", "sts:TagSession"],
        "Condition": {
            "StringEquals": {
                "aws:SourceAccount": account,
                "aws:RequestTag/kubernetes-namespace": namespace,
                "aws:RequestTag/kubernetes-service-account": service_account,
            },
            "ArnEquals": {"aws:SourceArn": cluster_arn},
        },
    }
    return document(statement)


def by_service_account(provider_arn: str, issuer: str, namespace: str, service_account: str) -> str:
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
                f"{host}:sub": f"system:serviceaccount:{namespace}:{service_account}",
                f"{host}:aud": "sts.amazonaws.com",
            }
        },
    }
    return document(statement)
