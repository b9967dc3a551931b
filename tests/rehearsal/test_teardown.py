"""In which order a stack has to go."""

from rehearsal.clouds.aws.eks import NODE_GROUP
from rehearsal.journal import Entry
from rehearsal.teardown import misordered

CHART = "chart aws-load-balancer-controller"


def gone(*things: tuple[str, str]) -> list[Entry]:
    """One thing after the other goes, each to its end."""
    return [Entry(doing, *thing) for thing in things for doing in ("delete", "deleted")]


def test_a_route_goes_before_its_controller_and_that_before_its_nodes() -> None:
    assert [*misordered(gone(("Ingress", "web"), (CHART, "lbc"), (NODE_GROUP, "general")))] == []


def test_a_controller_that_goes_first_leaves_its_routes_behind() -> None:
    found = [*misordered(gone((CHART, "lbc"), ("Ingress", "web")))]
    assert found == [f"{CHART} lbc began to go before Ingress web was gone"]


def test_a_controller_may_not_even_begin_to_go_while_a_route_is_going() -> None:
    entries = [
        Entry("delete", "Ingress", "web"),
        Entry("delete", CHART, "lbc"),
        Entry("deleted", "Ingress", "web"),
        Entry("deleted", CHART, "lbc"),
    ]
    assert len([*misordered(entries)]) == 1


def test_nodes_that_go_first_take_the_controllers_along() -> None:
    found = [*misordered(gone((NODE_GROUP, "general"), ("chart metrics-server", "m")))]
    assert found == [f"{NODE_GROUP} general began to go before chart metrics-server m was gone"]


def test_a_controller_and_what_it_does_not_serve_go_in_any_order() -> None:
    assert [*misordered(gone((CHART, "lbc"), ("ScaledObject", "web")))] == []
