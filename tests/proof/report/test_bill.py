"""The bill as text and as JSON."""

from dataclasses import replace
from pathlib import Path

import pytest

from proof.report import bill
from proof.report.json_report import report
from proof.report.terminal import headline, lines, short
from proof.verdict import Verdict
from tests.components.cloud_kit import BASE, rds
from tests.proof.kit import SOUND, judged

US = "account: {region: us-east-1}\n"
_ASKS = "workloads: {job: {resources: {requests: {cpu: 2, memory: 8Gi}}}}\n"
GROWS = US + "cluster: {autoscaler: {kind: cluster_autoscaler}}\n"


@pytest.fixture
def verdict(tmp_path: Path) -> Verdict:
    load = (
        "load: {tasks_per_day: 480, task_minutes: {mean: 3}, requests_per_day: 4800}\n"
        "usage: {nat_gb: 100, worst_month: 2}\n"
    )
    return judged(tmp_path, GROWS + load + _ASKS, BASE)


def test_a_month_and_a_task_stand_in_one_line(verdict: Verdict) -> None:
    assert lines(verdict, "prod")[1] == (
        "costs $413 a month expected ($409 - $648), $0.0283 a task, without 5 things that are paid"
        " by use"
    )


def test_it_stands_beside_a_run_as_well(verdict: Verdict) -> None:
    assert short(verdict, "prod")[:2] == lines(verdict, "prod")[:2]


def test_a_request_stands_there_where_there_are_no_tasks(tmp_path: Path) -> None:
    told = lines(judged(tmp_path, US + "load: {requests_per_day: 4800}", BASE), "prod")
    assert ", $0.00280 a request, " in told[1]


def test_what_lacks_a_price_is_at_least_so_much(tmp_path: Path) -> None:
    told = lines(judged(tmp_path, "account: {region: eu-central-1}", BASE), "prod")
    assert told[1].startswith("costs at least $73 a month expected ($73 - $73)")


def test_a_stack_on_this_machine_says_nothing_of_money(tmp_path: Path) -> None:
    found = judged(tmp_path, "objectives: {monthly_usd: 1}", SOUND)
    assert lines(found, "dev", "always")[0] == "dev holds: nothing found"
    assert not any("$" in line or "cost" in line for line in lines(found, "dev", "always"))
    assert report(found, "dev").bill is None


def test_the_whole_bill_is_told_when_asked_for(verdict: Verdict) -> None:
    assert verdict.bill is not None
    told = list(bill.lines(verdict.bill, verdict.load))
    assert told[: told.index("where the prices are from")] == [
        "",
        "what a month costs, in US dollars without tax",
        *_TABLE.splitlines(),
        "",
        "not counted, for nobody has said how much of it there is",
        "    data to the internet: say usage.internet_gb",
        "    data between zones: say usage.cross_zone_gb",
        "    logs taken in by CloudWatch: say usage.log_gb",
        "    logs kept by CloudWatch: say usage.log_kept_gb",
        "    requests to keys: say usage.key_request_millions",
        "",
        "a month with little to do saves $4.50 of what is expected",
        "a task costs $0.0283 expected ($0.0280 - $0.0444)",
        "a request costs $0.00283 expected ($0.00280 - $0.00444)",
        (
            "busy workers: 1 on average, 1 in the busy hours, 1 with the buffer; 730 hours of work"
            " a month"
        ),
        "",
        "the same nodes paid otherwise, a month expected",
        "    pool general: on demand $210.24, spot $77.79, committed: not in the catalogue",
        "",
        "machines on which an hour of one worker costs least",
        "    ec2-spot.m6g.8xlarge (arm64) $0.39424 an hour, 14 on it: $0.0282",
        "    ec2-spot.m6g.4xlarge (arm64) $0.20944 an hour, 7 on it: $0.0299",
        "    ec2-spot.t4g.2xlarge (arm64) $0.09139 an hour, 3 on it: $0.0305",
        "",
    ]


def test_every_price_says_its_day_and_how_sure_it_is(verdict: Verdict) -> None:
    assert verdict.bill is not None
    told = list(bill.lines(verdict.bill, verdict.load))
    sources = told[told.index("where the prices are from") + 1 :]
    assert len(sources) == len({line.price.key for line in verdict.bill.lines})
    assert sources[0] == (
        "    eks.control_plane.standard $0.1 / h  2026-09-19  confirmed  third-party transcription"
        " of the AWS Price List API"
    )


def test_what_has_no_price_is_listed(tmp_path: Path) -> None:
    found = judged(tmp_path, "account: {region: eu-central-1}", BASE)
    assert found.bill is not None
    told = list(bill.lines(found.bill, None))
    at = told.index("not in the sum, for the catalogue has no price")
    assert told[at + 1] == "    pool general: m6i.large: ec2.m6i.large"
    assert (
        "    pool general: on demand no price, spot no price, committed: not in the catalogue"
        in told
    )


def test_a_promise_on_recalled_prices_holds_on_assumptions(tmp_path: Path) -> None:
    found = judged(tmp_path, rds() + "\nobjectives: {monthly_usd: 5000}", BASE)
    assert (
        headline(replace(found, findings=()), "prod") == "prod holds on assumptions: nothing found"
    )
    assert headline(found, "prod").startswith("prod does not hold: ")
    told = lines(found, "prod", "always")
    (said,) = (line for line in told if line.startswith("    - databases.main.instance_class"))
    assert (
        said.partition(": ")[2] == "rds.postgres.db.m7g.large.multi_az costs $0.374 in eu-west-1: 2"
    )
    assert "what the verdict assumes" not in lines(found, "prod")


def test_without_a_promise_nothing_is_assumed(tmp_path: Path) -> None:
    assert judged(tmp_path, rds(), BASE).assumptions == ()


def test_a_number_of_nodes_that_nobody_proved_is_an_assumption(tmp_path: Path) -> None:
    # So many pods have no room, so that no number of nodes is proved to be enough.
    crowd = (
        "workloads: {job: {scaling: {kind: fixed, replicas: 90}, resources: {requests: {cpu: 1}}}}"
    )
    found = judged(tmp_path, f"{GROWS}objectives: {{monthly_usd: 5000}}\n{crowd}", BASE)
    assert [each.said for each in found.assumptions] == [
        "as usual each pool has the fewest nodes that it may have"
    ]
    (one,) = report(found, "prod").assumptions
    assert one.path == "cluster.node_pools"


def test_programs_get_exact_amounts(verdict: Verdict) -> None:
    told = report(verdict, "prod").bill
    assert told is not None
    assert told.complete
    assert told.total.model_dump() == {"min": "408.74", "expected": "413.24", "max": "647.98"}
    (nat,) = (line for line in told.lines if line.path == "usage.nat_gb")
    assert nat.model_dump(exclude={"source", "as_of", "confidence"}) == {
        "concept": "network",
        "what": "data through NAT",
        "path": "usage.nat_gb",
        "quantity": {"min": "0", "expected": "100", "max": "200"},
        "unit": "gb",
        "sku": "nat_gateway.data",
        "usd": "0.045",
        "amount": {"min": "0", "expected": "4.5", "max": "9"},
    }
    assert (nat.as_of, nat.confidence) == ("2026-09-19", "confirmed")
    assert told.demand is not None
    assert (told.demand.average, told.demand.wanted) == ("1", "1")
    assert told.per_request is not None
    assert told.not_counted[0].ask == "say usage.internet_gb"


def test_programs_are_told_what_has_no_price(tmp_path: Path) -> None:
    told = report(judged(tmp_path, "account: {region: eu-central-1}", BASE), "prod").bill
    assert told is not None
    assert not told.complete
    assert told.unpriced[0].model_dump() == {
        "concept": "nodes",
        "what": "pool general: m6i.large",
        "path": "cluster.node_pools.general.instance_types",
        "sku": "ec2.m6i.large",
        "unit": "hour",
        "region": "eu-central-1",
    }
    assert (told.per_task, told.per_request, told.demand) == (None, None, None)


_TABLE = """\
                                             quantity x price       fewest  expected     most
    control plane                                                   $73.00    $73.00   $73.00
      EKS 1.35                               730 h x $0.1           $73.00    $73.00   $73.00
    nodes                                                          $210.24   $210.24  $420.48
      pool general: m6i.large                2,190 h x $0.096      $210.24   $210.24  $420.48
    storage                                                         $12.00    $12.00   $24.00
      pool general: disks of 50 GiB          150 GB-month x $0.08   $12.00    $12.00   $24.00
    network                                                        $109.50   $114.00  $118.50
      3 NAT gateways                         2,190 h x $0.045       $98.55    $98.55   $98.55
      addresses of 3 NAT gateways            2,190 h x $0.005       $10.95    $10.95   $10.95
      data through NAT                       100 GB x $0.045         $0.00     $4.50    $9.00
    security                                                         $4.00     $4.00   $12.00
      2 encryption keys of cluster           2 month x $1            $2.00     $2.00    $6.00
      1 encryption key of network flow_logs  1 month x $1            $1.00     $1.00    $3.00
      1 encryption key of account trail      1 month x $1            $1.00     $1.00    $3.00
    in all                                                         $408.74   $413.24  $647.98
"""
