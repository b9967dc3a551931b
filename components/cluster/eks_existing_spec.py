"""What a user says of an EKS cluster that somebody else looks after."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from components.account.spec import AwsAccountId
from components.addons.spec import AddonName
from components.cluster.common import (
    HostPaths,
    Lifetime,
    LoadBalancers,
    NetworkPolicies,
    PullPolicy,
)
from components.cluster.eks_pool_spec import EksPoolSpec
from components.fields import TextRule
from components.spec import DnsLabel, Spec, Version

PodIdentity = Literal["pod_identity", "irsa"]
"""How pods come to roles of AWS: by associations of EKS, or by tokens of the cluster's issuer."""
EksName = Annotated[
    str,
    TextRule(
        # https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
        rule="must be the name of an EKS cluster: letters, digits, '-' and '_', at most 100, such"
        " as platform-prod",
        pattern=r"[0-9A-Za-z][A-Za-z0-9_-]*",
        examples=("platform-prod",),
        longest=100,
    ),
]
HttpsUrl = Annotated[
    str,
    TextRule(
        rule="must be an address with https:// before it, as AWS shows it",
        pattern=r"https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[\w./-]*)?",
        examples=("https://0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com",),
        longest=2048,
    ),
]
Base64 = Annotated[
    str,
    TextRule(
        rule="must be the certificate in base64, as aws eks describe-cluster shows it",
        pattern=r"[A-Za-z0-9+/]+={0,2}",
        examples=("LS0tLS1CRUdJTi...",),
        longest=100_000,
    ),
]
SecurityGroupId = Annotated[
    str,
    TextRule(
        rule="must be the id of a security group, such as sg-0123456789abcdef0",
        pattern=r"sg-[0-9a-f]{8,17}",
        examples=("sg-0123456789abcdef0",),
        longest=20,
    ),
]


class ExistingEksSpec(Spec):
    """An EKS cluster that is there already: used, never changed and never deleted."""

    kind: Literal["existing_eks"]
    name: EksName
    """What AWS calls it."""
    endpoint: HttpsUrl
    """The address of its API."""
    certificate_authority: Base64
    """The certificate that its API is known by, in base64; it is no secret."""
    security_group_id: SecurityGroupId
    """Its cluster security group, which nodes and pods are in."""
    oidc_issuer: HttpsUrl
    """The address under which it vouches for service accounts."""
    version: Version
    """Its version of Kubernetes, quoted: "1.35"."""
    identity: PodIdentity = "pod_identity"
    """pod_identity needs the add-on eks-pod-identity-agent in the cluster; irsa needs its issuer
    among the account's OIDC providers."""
    ingress_class: DnsLabel | None = "alb"
    """The class of the ingress controller that the cluster has; none means its default class."""
    provides: tuple[AddonName, ...] = ()
    """Add-ons that somebody else has installed; plinth makes none of them and relies on them."""
    network_policies: NetworkPolicies = "unknown"
    """Whether its network enforces NetworkPolicies: the VPC CNI does once its policy agent is
    switched on. Nothing asks the cluster."""

    lifetime: ClassVar[Lifetime] = "of_its_own"
    load_balancers: ClassVar[LoadBalancers] = "provided"
    node_pools: ClassVar[Mapping[str, EksPoolSpec]] = {}
    pull_policy: ClassVar[PullPolicy] = "IfNotPresent"
    host_paths: ClassVar[HostPaths] = "none"

    @property
    def kubernetes_version(self) -> str | None:
        """The version of Kubernetes."""
        return self.version

    def oidc_provider_arn(self, account: AwsAccountId) -> str:
        """Return how the account calls the issuer, once it is one of its OIDC providers."""
        return f"arn:aws:iam::{account}:oidc-provider/{self.oidc_issuer.removeprefix('https://')}"
