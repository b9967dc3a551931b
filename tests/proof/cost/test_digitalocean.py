"""Lines of DigitalOcean, by example."""

from decimal import Decimal

from proof.cost import digitalocean as do
from proof.cost.billing import pool_hours
from proof.cost.line import Line, Unpriced, always, rising
from stacks.file import KeyPath

AT: KeyPath = ("cluster",)


def usual(*items: Line | Unpriced) -> list[Decimal]:
    """The expected amounts, of lines that all have a price."""
    lines = [each for each in items if isinstance(each, Line)]
    assert len(lines) == len(items)
    return [line.amount("expected") for line in lines]


def test_the_control_plane_is_free_and_a_spare_one_costs_40() -> None:
    assert usual(do.control_plane("standard", AT), do.control_plane("ha", AT)) == [0, 40]


def test_a_pool_costs_its_nodes_by_the_month() -> None:
    line = do.pool("workers", "g-8vcpu-32gb", {"min": 2, "expected": 3, "max": 10}, AT)
    assert isinstance(line, Line)
    assert [line.amount(level) for level in ("min", "expected", "max")] == [504, 756, 2520]


def test_a_pool_that_changes_costs_its_dearest_672_hours() -> None:
    hours = pool_hours([10] * 168 + [2] * 576)
    nodes = Decimal(hours) / 672
    assert usual(do.pool("workers", "g-8vcpu-32gb", {"expected": nodes}, AT)) == [4 * 252]


def test_an_unknown_size_has_no_price_and_is_not_free() -> None:
    assert do.pool("workers", "g-64vcpu-256gb", {"expected": 1}, AT) == Unpriced(
        concept="nodes",
        what="pool workers: g-64vcpu-256gb",
        sku="droplet.g-64vcpu-256gb",
        unit="month",
        region="any",
        path=AT,
    )


def test_a_standby_costs_as_much_as_the_first_machine() -> None:
    one, two, three = (
        do.database("main", "pg", "db-s-4vcpu-8gb", machines, AT) for machines in (1, 2, 3)
    )
    amounts = [Decimal("122.10"), Decimal("244.20"), Decimal("366.30")]
    assert usual(one, two, three) == amounts


def test_the_smallest_database_takes_no_standby_so_that_has_no_price() -> None:
    found = do.database("main", "pg", "db-s-1vcpu-1gb", 2, AT)
    assert isinstance(found, Unpriced)
    assert found.sku == "db.pg.db-s-1vcpu-1gb.2nodes"


def test_read_replicas_cost_a_machine_each() -> None:
    assert usual(do.read_replicas("main", "pg", "db-s-2vcpu-4gb", 2, AT)) == [Decimal("121.80")]


def test_storage_disks_and_load_balancers() -> None:
    storage = do.more_storage("main", rising(0, 100, 200), AT)
    disks = do.volumes("volume work", always(50), AT)
    balancer = do.load_balancer("load balancer", 2, AT)
    assert usual(storage, disks, balancer) == [Decimal("21.5"), 5, 24]


def test_a_registry_costs_its_plan_and_what_is_above() -> None:
    assert usual(*do.registry("basic_5repos_5gib", Decimal(5), AT)) == [5]
    assert usual(*do.registry("professional_unlimited_100gib", Decimal(150), AT)) == [20, 1]
    assert usual(*do.registry("starter_1repo_500mib", Decimal(0), AT)) == [0]


def test_buckets_have_250_gib_and_1_tib_out_in_their_price() -> None:
    assert usual(*do.spaces(Decimal(250), Decimal(1024), AT)) == [5]
    assert usual(*do.spaces(Decimal(350), Decimal(2024), AT)) == [5, 2, 10]
