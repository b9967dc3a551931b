"""A namespace and what it permits."""

from pathlib import Path

import pytest

from tests.components.cluster import eks_kit
from tests.plan import Plan
from tests.stacks import platforms
from tests.stacks.platforms import planned

NAMESPACE = "kubernetes:core/v1:Namespace"
POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy"


def test_pod_security_is_enforced_and_makers_of_pods_are_warned(tmp_path: Path) -> None:
    made = planned(tmp_path, "namespaces: {app: {pod_security: baseline}}")
    labels = made.one(NAMESPACE, "app").at("metadata", "labels")
    assert isinstance(labels, dict)
    prefix = "pod-security.kubernetes.io"
    assert {k: v for k, v in labels.items() if k.startswith(prefix)} == {
        f"{prefix}/enforce": "baseline",
        f"{prefix}/warn": "baseline",
    }


def test_all_traffic_is_denied_but_dns_before_anything_runs(tmp_path: Path) -> None:
    made = planned(tmp_path, "labels: {}")
    deny, dns = made.one(POLICY, "app-default-deny"), made.one(POLICY, "app-allow-dns")
    assert deny.at("spec") == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    assert (deny.id, dns.id) == ("app/default-deny", "app/allow-dns")
    job = made.one("kubernetes:apps/v1:Deployment", "job")
    assert {deny.urn, dns.urn} <= set(job.depends_on), "pods start behind closed doors"


def test_ceilings_and_roles_are_there_before_anything_runs(tmp_path: Path) -> None:
    made = planned(
        tmp_path,
        "namespaces: {app: {quota: {pods: 9}, access: {developer: [team-a, team-b]}}}",
    )
    quota = made.one("kubernetes:core/v1:ResourceQuota", "app-quota")
    defaults = made.one("kubernetes:core/v1:LimitRange", "app-defaults")
    role = made.one("kubernetes:rbac.authorization.k8s.io/v1:Role", "app-developer")
    binding = made.one("kubernetes:rbac.authorization.k8s.io/v1:RoleBinding", "app-developer")
    job = made.one("kubernetes:apps/v1:Deployment", "job")

    assert quota.at("spec", "hard") == {"pods": "9"}
    assert {quota.urn, defaults.urn, role.urn, binding.urn} <= set(job.depends_on)
    assert binding.at("roleRef", "name") == "plinth-developer"
    assert binding.at("subjects") == [
        {"apiGroup": "rbac.authorization.k8s.io", "kind": "Group", "name": "team-a"},
        {"apiGroup": "rbac.authorization.k8s.io", "kind": "Group", "name": "team-b"},
    ]


def test_a_role_that_nobody_holds_is_not_made(tmp_path: Path) -> None:
    made = planned(tmp_path, "namespaces: {app: {access: {admin: [team-a]}}}")
    roles = [r.name for r in made.resources if r.type.endswith("v1:Role")]

    assert roles == ["app-admin"]


GATE = "elbv2.k8s.aws/pod-readiness-gate-inject"
ROUTED = (
    "workloads: {web: {kind: web, image: example.org/web:1, resources: {}, ports: {http: 8080},"
    " expose: {host: shop.example.com}}}"
)


def own_labels(made: Plan) -> object:
    """The labels of the namespace app."""
    return made.one(NAMESPACE, "app").at("metadata", "labels")


def test_pods_behind_a_load_balancer_of_aws_are_ready_once_it_knows_them(tmp_path: Path) -> None:
    in_aws = f"{ROUTED}\naddons: {{aws_load_balancer_controller: {{}}}}"
    labels = own_labels(planned(tmp_path, in_aws, eks_kit.BASE))
    assert isinstance(labels, dict)
    assert labels[GATE] == "enabled"


@pytest.mark.parametrize(
    ("patch", "base"),
    [("labels: {}", eks_kit.BASE), (f"{ROUTED}\naddons: {{traefik: {{}}}}", platforms.BASE)],
    ids=["no route", "another ingress"],
)
def test_pods_wait_for_no_load_balancer_that_is_not_theirs(
    tmp_path: Path, patch: str, base: str
) -> None:
    labels = own_labels(planned(tmp_path, patch, base))
    assert isinstance(labels, dict)
    assert GATE not in labels
