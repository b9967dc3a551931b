"""Usual months above what is promised."""

from pathlib import Path

from proof.plan import Plan
from proof.registry import all_rules
from tests.components.cloud_kit import BASE, rds
from tests.proof.kit import ON, SOUND, finds
from tests.stacks.platforms import spec

RULE = "over-budget"
US = "account: {region: us-east-1}\n"


def test_it_finds_a_month_above_the_promise(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, US + "objectives: {monthly_usd: 200}", BASE) == [
        (
            "objectives.monthly_usd: $200 a month is promised, $409 expected, 2.0 times as much:"
            " pool general: m6i.large $210, 3 NAT gateways $99, EKS 1.35 $73"
        )
    ]


def test_it_finds_that_a_sum_is_at_least_so_much(tmp_path: Path) -> None:
    patch = "account: {region: eu-central-1}\nobjectives: {monthly_usd: 50}"
    (found,) = finds(tmp_path, RULE, patch, BASE)
    assert "$50 a month is promised, at least $73 expected" in found


def test_it_finds_no_error_on_prices_that_were_recalled(tmp_path: Path) -> None:
    patch = rds() + "\nobjectives: {monthly_usd: 700}"
    plan = Plan(stack=spec(tmp_path, patch, BASE), on=ON)
    (rule,) = (each for each in all_rules() if each.id == RULE)
    (hit,) = rule.find(plan)
    assert hit.severity == "warning"
    assert hit.message.endswith(
        "on assumptions: without prices that were recalled or derived it is not proven"
    )


def test_it_passes_a_month_that_costs_what_is_promised(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, US + "objectives: {monthly_usd: 410}", BASE) == []


def test_it_passes_a_stack_that_nobody_bills(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, "objectives: {monthly_usd: 1}", SOUND) == []
