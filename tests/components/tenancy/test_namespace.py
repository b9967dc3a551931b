"""A namespace and what it permits."""

from pathlib import Path

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
