"""From a stack to its nodes, its pods and the answers, with figures worked out by hand."""

from pathlib import Path

import pytest

from components.cluster.common import TaintSpec
from engine.embedded import nodes as embedded
from proof.fit.ground import SIMULATED_ZONES, ground_of, on_every_node
from proof.fit.model import Amounts, Ground, Nodes, Pods
from proof.fit.pods import Moment, crews, present
from proof.fit.stack import StackFit, fit_of, one_less
from proof.levels import headcounts
from stacks.shapes import shapes
from tests.components.cluster import eks_kit
from tests.proof.kit import SOUND, job, web
from tests.stacks.platforms import spec

MIB = 2**20
LABEL = "plinth.dev/pool"


def _fit(folder: Path, patch: str, base: str = SOUND) -> StackFit:
    stack = spec(folder, patch, base)
    found = fit_of(stack, shapes(stack))
    assert found is not None
    return found


def _ground(folder: Path, patch: str) -> Ground:
    found = ground_of(spec(folder, patch, eks_kit.BASE))
    assert found is not None
    return found


def test_simulated_nodes_are_what_the_stack_says_and_stand_where_the_embedded_ones_do(
    tmp_path: Path,
) -> None:
    patch = "cluster: {node_pools: {few: {nodes: 4, cpu: 1500m, memory: 2Gi, pods: 9}}}"
    assert ground_of(spec(tmp_path, patch, SOUND)) == Ground(
        nodes=tuple(
            Nodes(
                pool="few",
                zone=zone,
                least=count,
                most=count,
                capacity=Amounts(1500, 2048 * MIB, 9),
                labels={LABEL: "few"},
            )
            for zone, count in (("local-a", 2), ("local-b", 1), ("local-c", 1))
        )
    )
    assert SIMULATED_ZONES == embedded.ZONES


def test_a_node_of_eks_has_what_its_type_leaves_less_a_pod_of_each_daemonset(
    tmp_path: Path,
) -> None:
    # m6i.large: 1930m, 6903 MiB, 29 pods; aws-node 50m, kube-proxy 100m, EBS 30m and 104 MiB.
    nodes = _ground(tmp_path, "").nodes
    assert [(each.zone, each.least, each.most) for each in nodes] == [
        ("a", 1, 1),
        ("b", 1, 1),
        ("c", 1, 1),
    ]
    assert {each.capacity for each in nodes} == {Amounts(1750, 6799 * MIB, 25)}
    best = ground_of(spec(tmp_path, "", eks_kit.BASE), "best")
    assert best is not None
    # What EBS asks for is recalled only, so that at best it is nothing.
    assert {each.capacity for each in best.nodes} == {Amounts(1780, 7518 * MIB, 25)}


def test_more_addresses_a_node_cost_memory(tmp_path: Path) -> None:
    nodes = _ground(tmp_path, eks_kit.cluster("pod_addresses: prefixes")).nodes
    # 110 pods instead of 29: 81 x 11 MiB more for the kubelet.
    assert {each.capacity for each in nodes} == {Amounts(1750, (6903 - 891 - 104) * MIB, 106)}


def test_a_pool_of_several_types_counts_on_the_least_of_each(tmp_path: Path) -> None:
    nodes = _ground(tmp_path, eks_kit.pool("instance_types: [m6i.xlarge, m6i.large]")).nodes
    assert {each.capacity for each in nodes} == {Amounts(1750, 6799 * MIB, 25)}


def test_an_autoscaler_makes_nodes_up_to_its_own_ceiling(tmp_path: Path) -> None:
    scaled = "autoscaler: {kind: cluster_autoscaler, max_nodes_total: 5}"
    patch = eks_kit.cluster(scaled) + "\naddons: {cluster_autoscaler: {}}"
    found = _ground(tmp_path, patch)
    assert [(each.least, each.most) for each in found.nodes] == [(1, 2), (1, 2), (1, 2)]
    assert (found.ceiling, found.most) == (5, 5)


def test_nobody_knows_the_nodes_of_somebody_else(tmp_path: Path) -> None:
    stack = spec(tmp_path, "", eks_kit.EXISTING)
    assert fit_of(stack, shapes(stack)) is None


def test_daemonsets_of_eks_reach_every_node(tmp_path: Path) -> None:
    found = {each.name: each for each in on_every_node(spec(tmp_path, "", eks_kit.BASE))}
    assert sorted(found) == [
        "system.aws-ebs-csi-driver.node",
        "system.eks-pod-identity-agent.agent",
        "system.kube-proxy.kube-proxy",
        "system.vpc-cni.aws-node",
    ]
    assert {each.reaches for each in found.values()} == {"all"}


def _present(folder: Path, patch: str, moment: Moment, base: str) -> list[Pods]:
    stack = spec(folder, patch, base)
    return present(crews(stack, shapes(stack), headcounts(stack)), moment)


def test_what_carries_others_comes_first_and_the_stacks_words_are_kept(tmp_path: Path) -> None:
    patch = (
        "cluster: {node_pools: {gpu: {taints: [{key: gpu}]}, default: {}}}\n"
        "databases: {main: {kind: in_cluster, version: '17'}}\n"
        "addons: {traefik: {}}\n"
        "namespaces: {app: {container_defaults: {requests: {memory: 100M}}}}\n"
        + web("node_pool: gpu, scaling: {kind: fixed, replicas: 2}, spread: {nodes: require}")
    )
    assert _present(tmp_path, patch, "rollout", SOUND) == [
        Pods(name="addon.traefik.traefik", count=1, requests=Amounts(100, 128 * MIB)),
        Pods(name="database.main", count=1, requests=Amounts(250, 512 * MIB)),
        Pods(
            name="workload.web",
            count=3,
            requests=Amounts(100, 64 * MIB),
            selector={LABEL: "gpu"},
            tolerations=(TaintSpec(key="gpu"),),
            apart=frozenset({"node"}),
        ),
        Pods(name="workload.job", count=2, requests=Amounts(100, 64 * MIB)),
    ]


def test_what_a_namespace_gives_by_default_counts(tmp_path: Path) -> None:
    patch = (
        "namespaces: {app: {container_defaults: {requests: {cpu: 1500u, memory: 100M}}}}\n"
        "workloads: {bare: {kind: worker, image: images.internal/b:1, resources: {}}}"
    )
    (found,) = (each for each in _present(tmp_path, patch, "min", SOUND) if "bare" in each.name)
    # The scheduler rounds up to whole millicores.
    assert found.requests == Amounts(2, 100_000_000)


@pytest.mark.parametrize(
    ("volume", "tied"), [("{kind: claim, storage: 1Gi}", "to_a_zone"), ("{kind: efs}", "nowhere")]
)
def test_a_disk_of_aws_stays_in_its_zone(tmp_path: Path, volume: str, tied: str) -> None:
    patch = (
        f"volumes: {{data: {volume}}}\n"
        "workloads: {job: {volumes: {data: {path: /data}}, rollout: {kind: recreate}}}"
    )
    found = {each.name: each.tied for each in _present(tmp_path, patch, "min", eks_kit.BASE)}
    assert found["workload.job"] == tied
    assert set(found.values()) <= {tied, "nowhere"}


def test_pods_that_no_node_takes_are_told_apart(tmp_path: Path) -> None:
    patch = "cluster: {node_pools: {gpu: {taints: [{key: gpu}]}}}\n" + web("node_pool: gpu")
    # The merge keeps the default pool only where a stack names none.
    found = _fit(tmp_path, patch)
    assert [each.pods.name for each in found.homeless] == ["workload.job"]
    assert [each.pods.name for each in found.crews] == ["workload.web"]
    assert found.min.answer == "fits"


def test_rollouts_that_have_room_only_one_after_the_other_fit_if_so(tmp_path: Path) -> None:
    found = _fit(tmp_path, "cluster: {node_pools: {one: {nodes: 1, cpu: 300m}}}")
    assert found.rollout.answer == "fits_if_packed"
    assert _fit(tmp_path, "cluster: {node_pools: {one: {cpu: 400m}}}").rollout.answer == "fits"
    tight = "cluster: {node_pools: {one: {nodes: 1, cpu: 200m}}}"
    assert _fit(tmp_path, tight).rollout.answer == "does_not_fit"


def test_the_moments_come_in_the_order_in_which_a_stack_meets_them(tmp_path: Path) -> None:
    patch = "cluster: {node_pools: {one: {cpu: 1200m}}}\n" + job()
    answers = [(moment, fit.answer) for moment, fit in _fit(tmp_path, patch).moments()]
    assert answers == [
        ("min", "fits"),
        ("expected", "fits"),
        ("rollout", "fits"),
        ("max", "fits"),
    ]


def test_a_lost_node_or_zone(tmp_path: Path) -> None:
    patch = "cluster: {node_pools: {pair: {nodes: 2, cpu: 300m}}}\n" + web(
        "scaling: {kind: fixed, replicas: 3}"
    )
    found = _fit(tmp_path, patch)
    assert found.expected.answer == "fits"
    assert found.zones == ("local-a", "local-b")
    assert found.without_a_node("pair").answer == "does_not_fit"
    assert found.without_zone("local-b").answer == "does_not_fit"
    # AWS starts the nodes of a lost zone in the others.
    assert _fit(tmp_path, "", eks_kit.BASE).without_zone("b").answer == "fits"


def test_one_node_less_counts_below_the_total_too() -> None:
    a = Nodes(pool="a", zone="x", least=1, most=1, capacity=Amounts(1, 1, 1))
    b = Nodes(pool="a", zone="y", least=1, most=2, capacity=Amounts(1, 1, 1))
    assert one_less(Ground(nodes=(a, b), ceiling=3), "a") == Ground(
        nodes=(a, Nodes(pool="a", zone="y", least=0, most=1, capacity=Amounts(1, 1, 1))), ceiling=2
    )


def test_an_add_on_with_a_pool_stands_there_whatever_its_taints(tmp_path: Path) -> None:
    pools = "{general: {nodes: 1}, closed: {nodes: 1, taints: [{key: only, value: system}]}}"
    patch = f"cluster: {{node_pools: {pools}}}\naddons: {{traefik: {{node_pool: closed}}}}"
    stack = spec(tmp_path, patch, SOUND)
    (pods,) = [
        each.pods
        for each in crews(stack, shapes(stack), headcounts(stack))
        if each.pods.name.startswith("addon.traefik")
    ]
    assert pods.selector == {LABEL: "closed"}
    assert pods.tolerations == (TaintSpec(key="only", value="system"),)
    found = fit_of(stack, shapes(stack))
    assert found is not None
    assert "addon.traefik.traefik" not in {each.pods.name for each in found.homeless}
