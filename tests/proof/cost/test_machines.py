"""The golden table: what a worker of 2 CPU and 8 GiB costs on each machine.

One machine a line, from the catalogue's prices and shapes: dollars an hour, workers that have room
(in brackets if the virtual machine loses no memory), dollars a worker-hour, dollars for the 250 000
worker-hours of package-analysis's month, dollars a task of ten minutes, and how many tasks a day
2000 dollars a month pay for, of 30 days.
"""

from decimal import Decimal

import pytest

from catalog.prices import price
from catalog.read import UnknownKey
from catalog.rows import PriceProvider, ShapeProvider
from catalog.shapes import node_shape
from proof.cost.billing import months
from proof.cost.machines import Offer, Worker, offer, offers

WORKER = Worker(cpu_m=2000, memory_mib=8 * 1024)
MONTH = Decimal(250_000)
MINUTES = Decimal(10)
DAYS = Decimal(30)
BUDGET = Decimal(2000)

GOLDEN = """\
digitalocean droplet.s-4vcpu-8gb    none
digitalocean droplet.s-8vcpu-16gb   0.14286  1      0.14286  35715  0.0238  2799
digitalocean droplet.g-8vcpu-32gb   0.375    3      0.12500  31250  0.0208  3200
digitalocean droplet.g-32vcpu-128gb 1.5      14     0.10714  26786  0.0179  3733
us-east-1    ec2.m5n.2xlarge        0.476    3      0.15867  39667  0.0264  2521
us-east-1    ec2-spot.m5n.2xlarge   0.27608  3      0.09203  23007  0.0153  4346
us-east-1    ec2.m6i.8xlarge        1.536    14(15) 0.10971  27429  0.0183  3645
us-east-1    ec2-spot.m6i.8xlarge   0.6144   14(15) 0.04389  10971  0.0073  9114
us-east-1    ec2-spot.m5n.8xlarge   0.91392  14(15) 0.06528  16320  0.0109  6127
us-east-2    ec2-spot.m5n.8xlarge   unknown
"""
"""Where this differs from an earlier computation of the same by hand, it is for these reasons:

- s-8vcpu-16gb: 2799 tasks a day, not 2800, for its price has five digits.
- g-32vcpu-128gb holds 14, not 15: of its memory 90 % can be had (extrapolated), not all but 5 GiB.
- m6i.8xlarge holds 14, and 15 only if the virtual machine loses no memory: 27 429, not 25 600.
- m5n.2xlarge as spot: 0.276 by the Spot Advisor of 2025, not 0.257, one zone's price of a day.
- m5n.8xlarge as spot: 16 320 in us-east-1, not 11 865 in us-east-2, of which nothing is known.
- $96 for 8 CPU and 32 GB was a belief: that money buys 16 GB, on which one worker has room.
"""


def _row(where: str, sku: str) -> str:
    provider: PriceProvider = "digitalocean" if where == "digitalocean" else "aws"
    service: ShapeProvider = "doks" if where == "digitalocean" else "eks"
    shape = node_shape(service, sku.partition(".")[2])
    try:
        found = offer(WORKER, shape, price(provider, where, sku, "hour"))
    except UnknownKey:
        return f"{where:<12} {sku:<22} unknown"
    return f"{where:<12} {sku:<22} {_numbers(found)}"


def _numbers(found: Offer | None) -> str:
    if found is None:
        return "none"
    best = f"({found.at_best})" if found.at_best != found.workers else ""
    return (
        f"{found.price.usd:<8} {f'{found.workers}{best}':<6} {found.worker_hour:.5f} "
        f" {found.month(MONTH):.0f}  {found.task(MINUTES):.4f} "
        f" {found.tasks_a_day(BUDGET, MINUTES, DAYS)}"
    )


@pytest.mark.parametrize("line", GOLDEN.splitlines())
def test_a_worker_costs_what_the_golden_table_says(line: str) -> None:
    where, sku, *_ = line.split()
    assert _row(where, sku) == line


def test_machines_that_run_all_month_cost_less_than_their_hours_say() -> None:
    """347 busy workers are 116 nodes of three, each billed 672 of 730 hours."""
    nodes = Decimal(116)
    monthly = price("digitalocean", "fra1", "droplet.g-8vcpu-32gb", "month").usd
    assert nodes * monthly * months(Decimal(730)) == 29_232


def test_the_cheapest_machine_of_a_region_comes_first() -> None:
    found = offers(WORKER, "us-east-1")
    assert [each.worker_hour for each in found] == sorted(each.worker_hour for each in found)
    assert min(each.workers for each in found) == 1
    skus = [each.price.sku for each in found]
    assert "ec2.m6i.8xlarge" in skus
    assert "ec2-spot-2026.m7g.xlarge" in skus
    assert "ec2-spot.m7g.xlarge" not in skus


def test_machines_with_a_gpu_are_for_others() -> None:
    skus = {each.price.sku for each in offers(WORKER, "us-east-1")}
    assert not any(".g5." in sku or ".g4dn." in sku for sku in skus)


def test_nothing_is_offered_where_nothing_is_priced() -> None:
    assert offers(WORKER, "eu-central-1") == []
