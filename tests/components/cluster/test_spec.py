"""What may be asked of a local cluster."""

from pathlib import Path

import pytest

from components.cluster.spec import ExistingSpec, KwokSpec
from tests.stacks.platforms import refused, spec


def test_the_embedded_cluster_is_what_a_local_stack_gets_that_names_none(tmp_path: Path) -> None:
    cluster = spec(tmp_path, "labels: {}").cluster
    assert isinstance(cluster, KwokSpec)
    assert set(cluster.node_pools) == {"default"}
    assert (cluster.lifetime, cluster.load_balancers) == ("of_the_stack", "none")


def test_an_existing_cluster_is_adopted_by_its_context(tmp_path: Path) -> None:
    patch = "cluster: {distribution: existing, context: lab, load_balancers: provided}"
    cluster = spec(tmp_path, patch).cluster
    assert isinstance(cluster, ExistingSpec)
    assert (cluster.lifetime, cluster.load_balancers) == ("of_its_own", "provided")
    assert not cluster.node_pools


def test_a_cluster_says_its_version_of_kubernetes_or_leaves_it_open(tmp_path: Path) -> None:
    patch = "cluster: {distribution: existing, context: lab}"
    said = patch.replace("lab", 'lab, version: "1.35"')
    assert spec(tmp_path, patch).cluster.kubernetes_version is None
    assert spec(tmp_path, said).cluster.kubernetes_version == "1.35"


REFUSED = {
    "another distribution": (
        "cluster: {distribution: kubeadm}",
        [':4 cluster.distribution: must be one of kwok or existing, got "kubeadm"'],
    ),
    "a context for the embedded cluster": (
        "cluster: {context: lab}",
        [":4 cluster.context: unknown field for kwok; existing has it"],
    ),
    "an existing cluster without a context": (
        "cluster: {distribution: existing}",
        [":4 cluster.context: required, but missing"],
    ),
    "a kubeconfig file without a name": (
        "cluster: {distribution: existing, context: c, kubeconfig: ''}",
        [':4 cluster.kubeconfig: must not be empty, got ""'],
    ),
    "a pool whose nodes would have too long a name": (
        f"cluster: {{node_pools: {{{'p' * 51}: {{}}}}}}",
        [(f":4 cluster.node_pools.{'p' * 51}: the name must have at most 50 characters, has 51")],
    ),
    "a pool's own label, and a taint twice": (
        (
            "cluster:\n  node_pools:\n    a:\n      labels: {plinth.dev/pool: b}\n"
            "      taints: [{key: x}, {key: x, effect: NoExecute}, {key: x, value: y}]\n"
        ),
        [
            (
                ':7 cluster.node_pools.a.labels."plinth.dev/pool": is set by plinth to the'
                " pool's name; choose another key"
            ),
            (
                ":8 cluster.node_pools.a.taints[2]: x has the effect NoSchedule already; a node"
                " takes a pair only once"
            ),
        ],
    ),
    "an amount that is none": (
        "cluster: {node_pools: {default: {cpu: 4cores}}}",
        [
            (
                ":4 cluster.node_pools.default.cpu: must be a Kubernetes quantity, such as 500m, 2"
                ' or 256Mi, got "4cores"'
            )
        ],
    ),
}


@pytest.mark.parametrize(("patch", "lines"), REFUSED.values(), ids=REFUSED.keys())
def test_a_cluster_that_cannot_be_built_is_refused(
    tmp_path: Path, patch: str, lines: list[str]
) -> None:
    assert refused(tmp_path, patch) == lines
