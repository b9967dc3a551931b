from datetime import date
from pathlib import Path

from proof.report.terminal import lines, short
from tests.proof.kit import judged

_STORES = (
    'databases: {main: {kind: in_cluster, version: "14"}}\n'
    'cluster: {distribution: existing, context: lab, version: "1.32"}\n'
    "addons: {keda: {}, traefik: {}}"
)


def test_a_rule_is_told_once_for_each_gravity_that_it_has_here(tmp_path: Path) -> None:
    patch = _STORES.replace("1.32", "1.24")
    told = lines(judged(tmp_path, patch), "prod")
    heads = [line for line in told if "addon-unsupported-kubernetes" in line]

    assert [line.split()[:2] for line in heads] == [
        ["error", "addon-unsupported-kubernetes:"],
        ["warning", "addon-unsupported-kubernetes:"],
    ]


def test_the_calendar_stands_at_the_end(tmp_path: Path) -> None:
    told = lines(judged(tmp_path, _STORES), "prod")

    assert told[-6:-3] == [
        "",
        "when support ends, seen from 2026-11-21",
        "    Kubernetes 1.32  2026-02-28  ended 266 days ago",
    ]


def test_beside_a_run_there_is_no_calendar(tmp_path: Path) -> None:
    told = short(judged(tmp_path, "workloads: {}", on=date(2027, 6, 29)), "prod")

    assert [line.split()[0] for line in told] == ["prod", "past-end-of-life", "./plinth"]
