"""A small stack with an EKS cluster, and patches for it."""

ADMIN = "arn:aws:iam::123456789012:role/platform-admin"
BASE = f"""\
account: {{kind: aws, id: "123456789012", region: eu-west-1}}
network: {{kind: aws, cidr: 10.20.0.0/16}}
labels: {{team: shop}}
cluster:
  kind: eks
  access: {{admins: {{ops: "{ADMIN}"}}}}
  node_pools:
    general: {{instance_types: [m6i.large], min_nodes: 3, max_nodes: 6}}
namespaces: {{app: {{}}}}
workloads:
  job: {{kind: worker, image: example.org/job:1, resources: {{}}}}
"""
EXISTING = """\
account: {kind: aws, id: "123456789012", region: eu-west-1}
network: {kind: aws, cidr: 10.20.0.0/16}
cluster:
  kind: existing_eks
  name: theirs
  endpoint: https://ABC.gr7.eu-west-1.eks.amazonaws.com
  certificate_authority: Y2VydA==
  security_group_id: sg-0123456789abcdef0
  oidc_issuer: https://oidc.eks.eu-west-1.amazonaws.com/id/ABC
  version: "1.35"
namespaces: {app: {}}
workloads:
  job: {kind: worker, image: example.org/job:1, resources: {}}
"""
CLUSTER, NODE_GROUP = "aws:eks/cluster:Cluster", "aws:eks/nodeGroup:NodeGroup"
ADDON, TEMPLATE = "aws:eks/addon:Addon", "aws:ec2/launchTemplate:LaunchTemplate"


def cluster(fields: str) -> str:
    """A patch that gives the cluster these fields, in YAML's one-line form."""
    return f"cluster: {{{fields}}}"


def pool(fields: str) -> str:
    """The same for its pool general."""
    return cluster(f"node_pools: {{general: {{{fields}}}}}")
