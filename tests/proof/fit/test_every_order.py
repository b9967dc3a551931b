"""The four answers are held to everything that a scheduler could do, in cases small enough."""

from hypothesis import given, settings
from hypothesis import strategies as st

from components.cluster.common import TaintSpec
from proof.fit.judge import judge
from proof.fit.model import Amounts, Ground, Nodes, Pods
from tests.proof.fit.every_order import outcome

TAINT = TaintSpec(key="gpu")


@st.composite
def grounds(draw: st.DrawFn) -> Ground:
    nodes: list[Nodes] = []
    for at in range(draw(st.integers(1, 3))):
        least = draw(st.integers(0 if at else 1, 2))
        nodes.append(
            Nodes(
                pool=draw(st.sampled_from("ab")),
                zone=draw(st.sampled_from("xy")),
                least=least,
                most=least + draw(st.integers(0, 1)),
                capacity=Amounts(
                    draw(st.integers(3, 12)), draw(st.integers(3, 12)), draw(st.integers(2, 5))
                ),
                labels={"group": str(at), "kind": draw(st.sampled_from("mn"))},
                taints=draw(st.sampled_from([(), (), (TAINT,)])),
            )
        )
    ceiling = draw(st.sampled_from([None, None, sum(each.least for each in nodes) + 1]))
    return Ground(nodes=tuple(nodes), ceiling=ceiling)


@st.composite
def kinds(draw: st.DrawFn) -> list[Pods]:
    number = draw(st.integers(1, 3))
    return [
        Pods(
            name=f"kind-{at}",
            count=draw(st.integers(1, 3)),
            requests=Amounts(draw(st.integers(0, 4)), draw(st.integers(0, 4))),
            selector=draw(st.sampled_from([{}, {}, {}, {"group": "0"}])),
            tolerations=draw(st.sampled_from([(), (TAINT,)])),
            apart=draw(
                st.sampled_from(
                    [frozenset(), frozenset(), frozenset({"node"}), frozenset({"zone"})]
                )
            ),
            tied=draw(st.sampled_from(["nowhere", "nowhere", "to_a_zone"])),
        )
        for at in range(number)
    ]


@settings(max_examples=400, deadline=None)
@given(kinds(), grounds())
def test_no_answer_is_contradicted_by_any_order(pods: list[Pods], ground: Ground) -> None:
    truth = outcome(pods, ground)

    found = judge(pods, ground)

    if found.answer == "fits":
        assert not truth.may_wait
    if found.answer == "does_not_fit":
        assert not truth.may_fit
    if found.answer == "fits_if_packed":
        assert truth.may_fit
