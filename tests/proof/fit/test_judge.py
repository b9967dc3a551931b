"""Small cases worked out by hand."""

from dataclasses import replace

import pytest

from components.cluster.common import TaintSpec
from proof.fit.bounds import Obstacle, obstacle
from proof.fit.judge import Answer, PoolUse, judge
from proof.fit.model import Amounts, Ground, Nodes, Pods
from proof.fit.order import Proof
from proof.fit.packing import pack

GIB = 2**30
WORKER = Pods(name="worker", count=1, requests=Amounts(2000, 8 * GIB))
NODES = Nodes(pool="workers", least=0, most=50, capacity=Amounts(7900, 28 * GIB, 110))
GPU = TaintSpec(key="gpu")


def _ground(*nodes: Nodes, ceiling: int | None = None) -> Ground:
    return Ground(nodes=nodes, ceiling=ceiling)


def _small(count: int, cpu: int, name: str = "small") -> Pods:
    return Pods(name=name, count=count, requests=Amounts(cpu, 0))


def _nodes(count: int, cpu: int, pool: str = "a", pods: int = 110) -> Nodes:
    return Nodes(pool=pool, least=count, most=count, capacity=Amounts(cpu, GIB, pods))


def test_three_workers_of_8_gib_stand_on_a_node_of_28() -> None:
    assert judge([replace(WORKER, count=150)], _ground(NODES)).answer == "fits"
    assert judge([replace(WORKER, count=347)], _ground(NODES)).obstacle == Obstacle(
        cause="each",
        pods="worker",
        number=151,
        count=347,
        pools=("workers",),
        limit="memory",
        needed=347,
        there=150,
        nodes=50,
        nodes_needed=116,
    )


def test_it_says_what_each_pool_comes_to() -> None:
    found = judge([replace(WORKER, count=4)], _ground(replace(NODES, least=1)))
    assert found.pools == (
        PoolUse(
            pool="workers",
            nodes=2,
            least=1,
            most=50,
            taken=Amounts(8000, 32 * GIB, 4),
            there=Amounts(15_800, 56 * GIB, 220),
        ),
    )


@pytest.mark.parametrize(
    ("pods", "ground", "answer"),
    [
        # All there is goes onto a lone node, in every order.
        ([_small(4, 200), _small(1, 200, "last")], _ground(_nodes(1, 1000)), "fits"),
        # 101 taken on either node keeps 900 out: two pods of 100 on each do, and three cannot.
        ([_small(1, 900, "big"), _small(3, 100)], _ground(_nodes(2, 1000)), "fits"),
        ([_small(1, 900, "big"), _small(4, 100)], _ground(_nodes(2, 1000)), "fits_if_packed"),
        # The limit of pods blocks as well: two of them fill a node that takes two.
        ([_small(1, 1, "big"), _small(3, 0)], _ground(_nodes(2, 9, pods=2)), "fits"),
        ([_small(5, 0)], _ground(_nodes(2, 9, pods=2)), "does_not_fit"),
        # 3 of 6, 6, 4, 4 and 4 go onto nodes of 12: 6 + 6 and 4 + 4 + 4, or not at all.
        ([_small(2, 6, "big"), _small(3, 4)], _ground(_nodes(2, 12)), "fits_if_packed"),
    ],
)
def test_four_answers(pods: list[Pods], ground: Ground, answer: Answer) -> None:
    assert judge(pods, ground).answer == answer


def test_a_tainted_pool_is_blocked_by_nobody_else() -> None:
    gpu = replace(_nodes(1, 1000, "gpu"), taints=(GPU,), labels={"pool": "gpu"})
    model = replace(_small(1, 1000, "model"), selector={"pool": "gpu"}, tolerations=(GPU,))
    crowd = _small(9, 100)
    assert judge([crowd, model], _ground(gpu, _nodes(1, 1000))).answer == "fits"
    # Without the taint nine pods may stand there first.
    open_ = replace(gpu, taints=())
    assert judge([crowd, model], _ground(open_, _nodes(1, 1000))).unproven == ("model",)


def test_a_pool_is_sure_of_what_the_others_cannot_take_below_the_autoscalers_total() -> None:
    a = replace(_nodes(1, 1000, "a"), most=3, labels={"pool": "a"})
    b = replace(_nodes(1, 1000, "b"), most=3, labels={"pool": "b"})
    pods = [
        replace(_small(2, 1000, "of-a"), selector={"pool": "a"}),
        replace(_small(2, 1000, "of-b"), selector={"pool": "b"}),
    ]
    assert judge(pods, _ground(a, b, ceiling=5)).answer == "fits"
    assert judge(pods, _ground(a, b, ceiling=4)).answer == "fits_if_packed"
    found = judge(pods, _ground(a, b, ceiling=3)).obstacle
    assert found is not None
    assert (found.pods, found.number, found.nodes, found.nodes_needed) == ("of-b", 2, 3, 4)


def test_required_spreading_may_leave_one_node_open() -> None:
    apart = replace(_small(2, 500, "apart"), apart=frozenset({"node"}))
    assert judge([apart], _ground(_nodes(2, 1000))).answer == "fits"
    # 501 on the node that is left keep the second one out, and six of 100 can do so.
    assert judge([apart, _small(5, 100)], _ground(_nodes(2, 1000))).answer == "fits"
    assert judge([apart, _small(6, 100)], _ground(_nodes(2, 1000))).answer == "fits_if_packed"


def test_a_node_that_stays_empty_lets_each_other_take_one_alone() -> None:
    shut = replace(_nodes(1, 1000, "shut"), taints=(GPU,))
    apart = replace(_small(3, 10, "apart"), apart=frozenset({"node"}))
    found = obstacle([apart], _ground(_nodes(2, 1000), shut))
    assert found is not None
    assert (found.cause, found.limit, found.number, found.there) == ("spread", "node", 3, 2)
    assert obstacle([replace(apart, count=2)], _ground(_nodes(2, 1000), shut)) is None


def test_a_disk_may_be_in_any_zone() -> None:
    a, b = replace(_nodes(1, 1000), zone="a"), replace(_nodes(1, 1000), zone="b")
    kept = replace(_small(1, 600, "kept"), tied="to_a_zone")
    assert judge([kept, _small(4, 100)], _ground(a, b)).answer == "fits"
    # Five pods take 500 of the very node that the disk needs.
    assert judge([kept, _small(5, 100)], _ground(a, b)).unproven == ("kept",)
    assert judge([replace(kept, tied="nowhere"), _small(5, 100)], _ground(a, b)).answer == "fits"


@pytest.mark.parametrize(
    ("pods", "cause"),
    [
        (replace(WORKER, selector={"pool": "gone"}), "labels"),
        (replace(WORKER, requests=Amounts(8000, 0)), "size"),
    ],
)
def test_a_pod_that_no_node_takes(pods: Pods, cause: str) -> None:
    found = obstacle([pods], _ground(NODES))
    assert found is not None
    assert (found.cause, found.number) == (cause, 1)
    tainted = obstacle([WORKER], _ground(replace(NODES, taints=(GPU,))))
    assert tainted is not None
    assert tainted.cause == "taints"


def test_no_pods_fit_and_no_nodes_do_not() -> None:
    assert judge([], _ground()).answer == "fits"
    assert judge([WORKER], _ground()).answer == "does_not_fit"


def test_a_proof_that_runs_out_of_steps_proves_less_and_a_search_finds_less() -> None:
    pods = [_small(2, 10 + at, f"p{at}") for at in range(9)]
    ground = _ground(_nodes(2, 400), _nodes(2, 300, "b"))
    assert Proof(pods, ground).unproven == ()
    assert Proof(pods, ground, steps=0).unproven == tuple(pods)
    assert pack(pods, ground) is not None
    assert pack(pods, ground, steps=0) is None
