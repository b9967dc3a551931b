from pathlib import Path

import pytest

from cli.welcome import pods, welcome
from components.workload.scaling import FixedScalingSpec, HpaScalingSpec, HpaTargetsSpec
from stacks.identity import Identity
from tests.components import cloud_kit
from tests.stacks.platforms import resolved

WHO = Identity(project="plinth", stack="dev")
STORES = """\
databases: {main: {kind: in_cluster, version: "17", deletion: delete}}
secrets: {vendor: {kind: supplied}}
workloads: {job: {secret_env: {KEY: vendor}}}
"""


def test_a_user_is_told_what_there_is_and_what_to_do(tmp_path: Path) -> None:
    lines = welcome(resolved(tmp_path, STORES), WHO, "shop/dev", frozenset())
    text = "\n".join(lines)
    assert "Kubernetes 1.36.3 on this machine; nodes: 1 x default (4 CPU, 8Gi)" in text
    assert "    web                  1 pod          http 8080 (ClusterIP)" in lines
    assert "    database-main        postgres 17" in lines
    assert "Pods are simulated here" in text
    assert "Not set, so a placeholder stands in: vendor." in text
    assert "  ./plinth secret set shop/dev vendor" in lines
    assert any(line.startswith("  ./plinth destroy shop/dev    take it all") for line in lines)


def test_a_secret_that_is_set_is_not_named(tmp_path: Path) -> None:
    text = "\n".join(welcome(resolved(tmp_path, STORES), WHO, "dev", frozenset({"vendor"})))
    assert "placeholder" not in text


def test_nothing_is_simulated_on_a_cluster_of_the_users_own(tmp_path: Path) -> None:
    existing = "cluster: {kind: local, distribution: existing, context: mine}"
    text = "\n".join(welcome(resolved(tmp_path, existing), WHO, "dev", frozenset()))
    assert "the existing one of context mine" in text
    assert "simulated" not in text


ADDONS = "addons: {metrics_server: {}, traefik: {}, keda: {}}\n"


def test_add_ons_are_said_to_be_stand_ins_where_they_are(tmp_path: Path) -> None:
    lines = welcome(resolved(tmp_path, ADDONS), WHO, "dev", frozenset())
    at = lines.index("  add-ons   traefik 41.3.0, keda 2.20.2")
    missing = "roles, admission webhooks, APIService v1beta1.external.metrics.k8s.io"
    assert lines[at + 1].strip() == f"as stand-ins that do nothing, without {missing}"


def test_add_ons_of_a_cluster_of_the_users_own_are_the_real_ones(tmp_path: Path) -> None:
    existing = "cluster: {kind: local, distribution: existing, context: mine}\n"
    lines = welcome(resolved(tmp_path, existing + ADDONS), WHO, "dev", frozenset())
    assert "  add-ons   traefik 41.3.0, metrics-server 3.13.1, keda 2.20.2" in lines
    assert not any("stand-in" in line for line in lines)


def test_without_add_ons_nothing_is_said_of_them(tmp_path: Path) -> None:
    text = "\n".join(welcome(resolved(tmp_path, "labels: {}"), WHO, "dev", frozenset()))
    assert "add-ons" not in text


def test_destroy_is_not_promised_while_data_is_protected(tmp_path: Path) -> None:
    held = 'caches: {queue: {kind: in_cluster, version: "8.1"}}'
    text = "\n".join(welcome(resolved(tmp_path, held), WHO, "dev", frozenset()))
    assert "is refused while caches.queue is protected" in text
    assert "take it all away" not in text


@pytest.mark.parametrize(
    ("scaling", "words"),
    [
        (FixedScalingSpec(kind="fixed", replicas=1), "1 pod"),
        (FixedScalingSpec(kind="fixed", replicas=3), "3 pods"),
        (
            HpaScalingSpec(kind="hpa", min=2, max=5, targets=HpaTargetsSpec(cpu_percent=70)),
            "2 to 5 pods",
        ),
    ],
)
def test_pods_are_counted_in_words(scaling: FixedScalingSpec | HpaScalingSpec, words: str) -> None:
    assert pods(scaling) == words


def test_data_outside_of_the_cluster_is_listed_once_and_apart(tmp_path: Path) -> None:
    patch = f"{cloud_kit.rds()}\nbuckets: {{uploads: {{kind: s3}}}}\nnamespaces: {{edge: {{}}}}"
    patch = patch.replace("calls:", "namespace: app, calls:")
    text = welcome(resolved(tmp_path, patch, cloud_kit.BASE), WHO, "shop/prod", frozenset())
    lines = [line.strip() for line in text]
    begin = lines.index("outside of the cluster")
    assert lines[begin + 1] == "database-main        postgres 17 (rds)"
    assert lines[begin + 2] == "bucket-uploads       (s3)"
    assert sum("database-main" in line for line in lines) == 1
    assert any("is refused while databases.main, buckets.uploads are" in line for line in lines)


def test_a_zone_of_the_stacks_own_has_to_be_named_above_it(tmp_path: Path) -> None:
    zones = (
        "dns_zones:\n  main: {kind: aws, domain: shop.example.org}\n"
        "  other: {kind: existing, domain: example.com, zone_id: Z0ABC}"
    )
    lines = welcome(resolved(tmp_path, zones, cloud_kit.BASE), WHO, "shop/prod", frozenset())
    at = lines.index("  ./plinth pulumi shop/prod -- stack output name_servers")
    assert lines[at - 2].startswith("Nobody asks the zone of shop.example.org until")
    there = "dns_zones: {main: {kind: existing, domain: example.com, zone_id: Z0ABC}}"
    without = welcome(resolved(tmp_path, there, cloud_kit.BASE), WHO, "shop/prod", frozenset())
    assert not any("name_servers" in line for line in without)
