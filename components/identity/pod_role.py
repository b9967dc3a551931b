"""A role of AWS that belongs to the pods of one service account."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

import pulumi
import pulumi_aws as aws

from components.account.contract import Account
from components.cluster.contract import AwsCluster
from components.cluster.spec import PodIdentity
from components.identity.spec import ROLE_ANNOTATION
from components.identity.trust import by_pod_identity, by_service_account


@dataclass(frozen=True, kw_only=True, slots=True)
class PodRoleArgs:
    """Whose role it is, what it may do, and how pods come to it."""

    namespace: str
    service_account: str
    policy: pulumi.Input[str]
    identity: PodIdentity
    cluster: AwsCluster
    account: Account
    called: str | None = None
    """What AWS calls the role; none lets the engine make up a name."""


class PodRole(pulumi.ComponentResource):
    """A role with one policy, and what makes it the role of one service account alone."""

    annotations: Mapping[str, pulumi.Output[str]]
    """What the service account must carry; nothing with Pod Identity."""
    ready: pulumi.Resource
    """There once pods get the role's credentials."""

    def __init__(
        self, name: str, args: PodRoleArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:identity:PodRole", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        role = aws.iam.Role(name, name=args.called, assume_role_policy=trust(args), opts=child)
        granted = aws.iam.RolePolicy(name, role=role.name, policy=args.policy, opts=child)
        match args.identity:
            case "pod_identity":
                self.annotations = {}
                self.ready = aws.eks.PodIdentityAssociation(
                    name,
                    cluster_name=args.cluster.name,
                    namespace=args.namespace,
                    service_account=args.service_account,
                    role_arn=role.arn,
                    opts=pulumi.ResourceOptions(parent=self, depends_on=[granted]),
                )
            case "irsa":
                self.annotations = {ROLE_ANNOTATION: role.arn}
                self.ready = granted
            case _:
                assert_never(args.identity)
        self.register_outputs({})


def trust(args: PodRoleArgs) -> pulumi.Output[str]:
    """Return who may take the role: the pods of the service account, by either way."""
    account, region = args.account.id, args.account.region
    match args.identity:
        case "pod_identity":
            return args.cluster.name.apply(
                lambda name: by_pod_identity(
                    account,
                    f"arn:aws:eks:{region}:{account}:cluster/{name}",
                    args.namespace,
                    args.service_account,
                )
            )
        case "irsa":
            provider = args.cluster.oidc_provider_arn
            if provider is None:
                raise AssertionError("a cluster with irsa vouches for no service account")
            return pulumi.Output.all(provider, args.cluster.oidc_issuer).apply(
                lambda known: by_service_account(
                    known[0], known[1], args.namespace, args.service_account
                )
            )
        case _:
            assert_never(args.identity)
