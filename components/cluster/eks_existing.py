"""An EKS cluster that somebody else looks after."""

from dataclasses import dataclass

import pulumi
import pulumi_kubernetes as k8s

from components.account.contract import Account
from components.cluster.eks_existing_spec import ExistingEksSpec
from components.cluster.eks_kubeconfig import kubeconfig
from components.cluster.provider import kubernetes_provider


@dataclass(frozen=True, kw_only=True, slots=True)
class ExistingEksClusterArgs:
    """What is known of the cluster, and how it is entered."""

    spec: ExistingEksSpec
    account: Account


class ExistingEksCluster(pulumi.ComponentResource):
    """Nothing in the cloud: the way into an EKS cluster that is there already."""

    provider: k8s.Provider
    kubeconfig: pulumi.Output[str]
    name: pulumi.Output[str]
    security_group_id: pulumi.Output[str]
    oidc_issuer: pulumi.Output[str]
    oidc_provider_arn: pulumi.Output[str] | None

    def __init__(
        self, name: str, args: ExistingEksClusterArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:cluster:ExistingEksCluster", name, None, opts)
        spec, account = args.spec, args.account
        self.name = pulumi.Output.from_input(spec.name)
        self.security_group_id = pulumi.Output.from_input(spec.security_group_id)
        self.oidc_issuer = pulumi.Output.from_input(spec.oidc_issuer)
        self.oidc_provider_arn = (
            pulumi.Output.from_input(spec.oidc_provider_arn(account.id))
            if spec.identity == "irsa"
            else None
        )
        entry = kubeconfig(spec.endpoint, spec.certificate_authority, spec.name, account)
        self.kubeconfig = pulumi.Output.from_input(entry)
        self.provider = kubernetes_provider(name, self.kubeconfig, spec.name, self)
        self.register_outputs({"kubeconfig": self.kubeconfig})
