"""A cluster that AWS runs."""

import json
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as k8s

from components.account.contract import Account
from components.cluster.eks_kubeconfig import kubeconfig
from components.cluster.eks_pools import EksNodePool, EksNodePoolArgs
from components.cluster.eks_spec import EksSpec
from components.cluster.provider import kubernetes_provider
from components.network.contract import Network

_CLUSTER_POLICY = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"
_NODE_POLICIES = ("AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly")


@dataclass(frozen=True, kw_only=True, slots=True)
class EksClusterArgs:
    """An EKS cluster and what it is plugged into."""

    spec: EksSpec
    physical_name: str
    network: Network
    account: Account


class EksCluster(pulumi.ComponentResource):
    """A Kubernetes control plane that AWS runs, and its managed node groups."""

    provider: k8s.Provider
    kubeconfig: pulumi.Output[str]
    name: pulumi.Output[str]
    security_group_id: pulumi.Output[str]
    oidc_issuer: pulumi.Output[str]

    def __init__(
        self, name: str, args: EksClusterArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:cluster:EksCluster", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        cluster_role = _role(f"{name}-control-plane", "eks.amazonaws.com", child)
        attached = aws.iam.RolePolicyAttachment(
            f"{name}-control-plane",
            role=cluster_role.name,
            policy_arn=_CLUSTER_POLICY,
            opts=child,
        )
        cluster = aws.eks.Cluster(
            name,
            name=args.physical_name,
            version=args.spec.version,
            role_arn=cluster_role.arn,
            vpc_config={"subnet_ids": list(args.network.private_subnet_ids)},
            access_config={
                "authentication_mode": "API",
                "bootstrap_cluster_creator_admin_permissions": False,
            },
            upgrade_policy={"support_type": "STANDARD"},
            opts=pulumi.ResourceOptions(parent=self, depends_on=[attached]),
        )
        self.name = cluster.name
        self.security_group_id = cluster.vpc_config.cluster_security_group_id
        self.oidc_issuer = cluster.identities[0].oidcs[0].issuer
        node_role = _role(f"{name}-nodes", "ec2.amazonaws.com", child)
        node_policies = [
            aws.iam.RolePolicyAttachment(
                f"{name}-nodes-{policy}",
                role=node_role.name,
                policy_arn=f"arn:aws:iam::aws:policy/{policy}",
                opts=child,
            )
            for policy in _NODE_POLICIES
        ]
        pools = [
            EksNodePool(
                f"{name}-{pool}",
                EksNodePoolArgs(
                    spec=spec,
                    pool=pool,
                    cluster_name=cluster.name,
                    role_arn=node_role.arn,
                    subnet_ids=args.network.private_subnet_ids,
                    after=node_policies,
                ),
                child,
            ).node_group
            for pool, spec in args.spec.node_pools.items()
        ]
        self.kubeconfig = pulumi.Output.all(
            cluster.endpoint,
            cluster.certificate_authority.data,
            cluster.name,
            # Whoever asks for nodes gets a kubeconfig only once there are some.
            *(pool.id for pool in pools),
        ).apply(lambda known: kubeconfig(known[0], known[1], known[2], args.account.region, None))
        self.provider = kubernetes_provider(name, self.kubeconfig, args.physical_name, self)
        self.register_outputs({"kubeconfig": self.kubeconfig})


def _role(name: str, service: str, opts: pulumi.ResourceOptions) -> aws.iam.Role:
    return aws.iam.Role(name, assume_role_policy=assumed_by(service), opts=opts)


def assumed_by(service: str) -> str:
    """Return the policy that lets a service of AWS, and nobody else, take a role."""
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sts:AssumeRole",
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, sort_keys=True)
