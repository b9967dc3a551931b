from datetime import date, timedelta
from pathlib import Path

from catalog.lifecycle import version
from catalog.prices import price
from tests.components.cloud_kit import BASE
from tests.proof.kit import finds

_RULE = "stale-facts"
_ROW = version("kubernetes", "1.36")
_LAST_DAY = _ROW.as_of + timedelta(days=180)


def test_it_finds_a_row_that_was_read_long_ago(tmp_path: Path) -> None:
    on = _LAST_DAY + timedelta(days=1)
    assert finds(tmp_path, _RULE, "workloads: {}", on=on) == [
        (
            f"cluster.distribution: the version kubernetes 1.36 was read on {_ROW.as_of}, 181 days"
            f" before {on}"
        )
    ]


def test_it_finds_the_charts_of_add_ons_as_well(tmp_path: Path) -> None:
    found = finds(tmp_path, _RULE, "addons: {keda: {}}", on=date(2027, 12, 1))
    assert [line.partition(" was read on ")[0] for line in found] == [
        "addons.keda: the chart keda",
        "addons.keda: the version keda 2.20",
        "cluster.distribution: the version kubernetes 1.36",
    ]


def test_it_finds_each_row_once(tmp_path: Path) -> None:
    patch = "addons: {vertical_pod_autoscaler: {}}"
    found = finds(tmp_path, _RULE, patch, on=date(2027, 12, 1))
    assert len(found) == 2


def test_it_finds_prices_that_a_bill_rests_on(tmp_path: Path) -> None:
    patch = "account: {region: us-east-1}"
    on = price("aws", "us-east-1", "ec2.m6i.large", "hour").as_of + timedelta(days=181)
    found = finds(tmp_path, _RULE, patch, BASE, on=on)
    assert [line.partition(" was read on ")[0] for line in found if "price" in line] == [
        "cluster.node_pools.general.instance_types: the price aws us-east-1 ec2.m6i.large hour"
    ]


def test_it_passes_the_180th_day(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, "workloads: {}", on=_LAST_DAY) == []


def test_it_finds_the_facts_behind_features_and_retired_images(tmp_path: Path) -> None:
    patch = (
        'cluster: {distribution: existing, context: lab, version: "1.35"}\n'
        "workloads: {web: {image: bitnami/nginx:1, pre_stop: {kind: sleep, seconds: 5}}}"
    )
    found = finds(tmp_path, _RULE, patch, on=date(2027, 12, 1))
    assert [line.partition(" was read on ")[0] for line in found] == [
        "cluster.version: the version kubernetes 1.35",
        "workloads.web.image: the retired image docker.io/bitnami",
        "workloads.web.pre_stop.kind: the feature of Kubernetes PodLifecycleSleepAction",
    ]


def test_it_says_nothing_of_features_where_no_version_is_known(tmp_path: Path) -> None:
    patch = (
        "cluster: {distribution: existing, context: lab}\n"
        "workloads: {web: {pre_stop: {kind: sleep, seconds: 5}}}"
    )
    assert finds(tmp_path, _RULE, patch, on=date(2027, 12, 1)) == []
