"""What may be asked of an EKS cluster, and what is refused before anything is made."""

from pathlib import Path

import pytest

from components.cluster.spec import EksSpec, ExistingEksSpec
from tests.components.cluster.eks_kit import ADMIN, BASE, EXISTING, cluster, pool
from tests.stacks.platforms import refused, spec

OTHER = "arn:aws:iam::123456789012:role/other"


def test_a_cluster_is_closed_kept_and_on_standard_support_by_default(tmp_path: Path) -> None:
    made = spec(tmp_path, "labels: {}", BASE).cluster
    assert isinstance(made, EksSpec)
    assert (made.deletion, made.support, made.identity) == ("protect", "standard", "pod_identity")
    assert made.public_access_from == ()
    assert made.autoscaler is None


def test_a_cluster_of_somebody_else_is_said_by_what_aws_shows_of_it(tmp_path: Path) -> None:
    made = spec(tmp_path, "cluster: {identity: irsa}", EXISTING).cluster
    assert isinstance(made, ExistingEksSpec)
    assert (made.lifetime, made.kubernetes_version) == ("of_its_own", "1.35")
    assert made.oidc_provider_arn("123456789012") == (
        "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC"
    )


REFUSED = {
    "a machine type that nobody has heard of": (
        pool("instance_types: [m6i.larg]"),
        (
            "cluster.node_pools.general.instance_types[0]: no EC2 type m6i.larg in the catalogue;"
            " did you mean m6i.large"
        ),
    ),
    "machines of two architectures": (
        pool("instance_types: [m6i.large, m7g.large]"),
        (
            "cluster.node_pools.general.instance_types[1]: is arm64, and"
            " m6i.large is amd64: one image"
            " fits one of them; make a pool for each"
        ),
    ),
    "a machine type twice": (
        pool("instance_types: [m6i.large, m6i.large]"),
        "cluster.node_pools.general.instance_types[1]: m6i.large is there already",
    ),
    "min above max": (
        pool("min_nodes: 7"),
        "cluster.node_pools.general.max_nodes: must be at least min_nodes (7), got 6",
    ),
    "an update that may take no node away": (
        pool("max_unavailable: 0"),
        (
            "cluster.node_pools.general.max_unavailable: must be at"
            " least 1: with 0 no node could ever"
            " be exchanged"
        ),
    ),
    "an image of another version": (
        pool("ami_release: 1.34.6-20260812"),
        (
            "cluster.node_pools.general.ami_release: must be of the cluster's version 1.35, got"
            " 1.34.6-20260812"
        ),
    ),
    "a pool whose node group would have too long a name": (
        cluster(
            f"node_pools: {{{'p' * 55}: {{instance_types: [m6i.large],"
            f" min_nodes: 1, max_nodes: 1}}}}"
        ),
        (
            f"cluster.node_pools.{'p' * 55}: the name must have at most 54 characters, has 55: AWS"
            " allows node groups 63"
        ),
    ),
    "a version without add-ons": (
        cluster('version: "1.30"'),
        (
            'cluster.version: must be one of 1.31, 1.32, 1.33, 1.34, 1.35, 1.36, got "1.30"; the'
            " catalogue knows the add-ons of no other"
        ),
    ),
    "a private network let in from outside": (
        cluster("public_access_from: [10.0.0.0/8]"),
        (
            "cluster.public_access_from[0]: 10.0.0.0/8 is no network of the internet; inside, the"
            " private endpoint is open"
        ),
    ),
    "logs kept for days that CloudWatch does not know": (
        cluster("log_retention_days: 45"),
        (
            "cluster.log_retention_days: must be one of 1, 3, 5, 7, 14,"
            " 30, 60, 90, 120, 150, 180, 365"
            " ..., got 45"
        ),
    ),
    "Services outside the private ranges": (
        cluster("service_cidr: 8.8.0.0/16"),
        (
            "cluster.service_cidr: must be a /12 to /24 within 10.0.0.0/8, 172.16.0.0/12,"
            " 192.168.0.0/16, got 8.8.0.0/16"
        ),
    ),
    "Services over the network's own addresses": (
        cluster("service_cidr: 10.20.64.0/18"),
        (
            "cluster.service_cidr: 10.20.64.0/18 overlaps the network's"
            " own addresses (10.20.0.0/16),"
            " network.cidr; take others, such as 172.20.0.0/16"
        ),
    ),
    "somebody who enters twice": (
        cluster(f'access: {{admins: {{me: "{ADMIN}"}}}}'),
        (
            f"cluster.access.admins.me: {ADMIN} enters as admins.ops"
            f" already; AWS has one access entry"
            " for each"
        ),
    ),
    "nobody at all": (
        cluster("access: {admins: {ops: null}}"),
        "cluster.access.admins: must not be empty",
    ),
    "a session instead of a role": (
        cluster('access: {admins: {ops: "arn:aws:sts::123456789012:assumed-role/x/me"}}'),
        (
            "cluster.access.admins.ops: must be the ARN of an IAM role or user, such as"
            " arn:aws:iam::123456789012:role/platform-admin, got"
        ),
    ),
    "plinth's own role outside": (
        f'account: {{role: "{OTHER}"}}',
        (
            f"cluster.access.admins: must name account.role ({OTHER}), as which plinth works in the"
            " cluster; add it under a name"
        ),
    ),
    "a group that no namespace knows": (
        (
            f'cluster: {{access: {{developers: {{teamshop: "{OTHER}"}}}}}}\n'
            "namespaces: {app: {access: {developer: [team-shop]}}}"
        ),
        (
            "cluster.access.developers.teamshop: no namespace gives the role developer to the group"
            " teamshop; did you mean team-shop?"
        ),
    ),
    "a cluster in no account": (
        "account: null",
        "account: missing; a cluster of kind eks needs one",
    ),
}


@pytest.mark.parametrize(("patch", "line"), REFUSED.values(), ids=REFUSED.keys())
def test_what_aws_would_not_make_is_refused_with_its_place(
    tmp_path: Path, patch: str, line: str
) -> None:
    (found,) = refused(tmp_path, patch, BASE)
    assert found.partition(" ")[2].startswith(line)


def test_a_machine_type_that_is_new_has_a_way_in(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, pool("instance_types: [m9x.large]"), BASE)
    assert found.endswith("; a new one needs a row in catalog/data/node_shapes.csv")
