from datetime import date
from pathlib import Path

import pytest

from catalog.charts import chart
from catalog.lifecycle import versions
from components.addons.charts import chart_of
from components.cluster.spec import KwokSpec
from engine.toolbox import sets
from proof.lifecycle import Dated, State, apart, calendar, state_on
from tests.components.cloud_kit import elasticache, rds
from tests.components.cluster.eks_kit import BASE, cluster
from tests.proof.catalogue import lifecycle
from tests.proof.kit import ON
from tests.stacks.platforms import spec

_STORES = (
    'databases: {main: {kind: in_cluster, version: "14.9"}}\n'
    'caches: {queue: {kind: in_cluster, version: "8.1"}}\n'
    "addons: {keda: {}, vertical_pod_autoscaler: {}}"
)


def _calendar(folder: Path, patch: str = _STORES) -> tuple[Dated, ...]:
    return calendar(spec(folder, patch), ON)


def test_the_embedded_cluster_says_what_is_pinned() -> None:
    assert sets.KUBERNETES.startswith(f"{KwokSpec.kubernetes_version}.")


@pytest.mark.parametrize(
    ("ends", "state"),
    [
        (date(2026, 11, 20), "ended"),
        (date(2026, 11, 21), "ending"),
        (date(2027, 2, 19), "ending"),
        (date(2027, 2, 20), "fine"),
        (None, "undated"),
    ],
)
def test_a_day_is_judged_by_the_last_day_of_support(ends: date | None, state: State) -> None:
    assert state_on(ends, ON) == state


def test_all_that_has_a_version_is_in_the_calendar(tmp_path: Path) -> None:
    assert [(each.name, each.path, each.state) for each in _calendar(tmp_path)] == [
        ("Kubernetes 1.36", ("cluster", "distribution"), "fine"),
        ("PostgreSQL 14.9", ("databases", "main", "version"), "ended"),
        ("Valkey 8.1", ("caches", "queue", "version"), "fine"),
        (
            f"vertical-pod-autoscaler {chart('vertical-pod-autoscaler').version}",
            ("addons", "vertical_pod_autoscaler"),
            "undated",
        ),
        (f"keda {chart('keda').version}", ("addons", "keda"), "undated"),
    ]


def test_each_entry_has_the_row_that_it_rests_on(tmp_path: Path) -> None:
    facts = [each.fact for each in _calendar(tmp_path)]

    assert [(fact.what, fact.key) for fact in facts if fact is not None] == [
        ("version", ("kubernetes", "1.36")),
        ("version", ("postgresql", "14")),
        ("version", ("valkey", "8.1")),
        ("chart", ("vertical-pod-autoscaler",)),
        ("version", ("keda", "2.20")),
    ]


def test_an_add_on_ends_with_the_line_of_its_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = chart_of("traefik").app_version.removeprefix("v")
    ended = f"traefik,{program},,2026-11-20,,2026-11-01,read at the vendor,confirmed"
    lifecycle(monkeypatch, tmp_path, ended)
    (_, addon) = _calendar(tmp_path, "addons: {traefik: {}}")

    assert (addon.state, addon.ends) == ("ended", date(2026, 11, 20))


def test_a_version_that_the_catalogue_has_not_is_unknown(tmp_path: Path) -> None:
    patch = 'caches: {queue: {kind: in_cluster, version: "8"}}'
    (_, cache) = _calendar(tmp_path, patch)

    assert (cache.state, cache.ends, cache.fact) == ("unknown", None, None)


def test_a_cluster_that_does_not_say_its_version_is_undated(tmp_path: Path) -> None:
    (cluster,) = _calendar(tmp_path, "cluster: {distribution: existing, context: lab}")

    assert (cluster.name, cluster.state) == ("Kubernetes (version not said)", "undated")


@pytest.mark.parametrize(("later", "words"), [(22, "1 day"), (23, "2 days"), (21, "0 days")])
def test_days_apart_are_told_in_words(later: int, words: str) -> None:
    assert apart(ON, date(2026, 11, later)) == words


@pytest.mark.parametrize(
    ("support", "ends", "state"),
    [("standard", date(2026, 12, 2), "ending"), ("extended", date(2027, 12, 2), "fine")],
)
def test_an_eks_cluster_ends_with_the_support_that_it_pays_for(
    tmp_path: Path, support: str, ends: date, state: State
) -> None:
    patch = cluster(f'version: "1.34", support: {support}')
    (found, *_) = calendar(spec(tmp_path, patch, BASE), ON)
    assert (found.name, found.path) == ("EKS 1.34", ("cluster", "version"))
    assert (found.ends, found.state) == (ends, state)


def test_eks_1_31_is_past_its_life_when_even_its_extended_support_is(tmp_path: Path) -> None:
    patch = cluster('version: "1.31", support: extended')
    (found, *_) = calendar(spec(tmp_path, patch, BASE), date(2026, 11, 27))
    assert (found.ends, found.state) == (date(2026, 11, 26), "ended")


def test_databases_of_aws_end_as_rds_says_and_later_where_more_is_paid_for(tmp_path: Path) -> None:
    old = rds().replace('"17"', '"13"')
    (ended,) = (each for each in calendar(spec(tmp_path, old, BASE), ON) if "RDS" in each.title)
    assert (ended.name, ended.state, ended.ends) == (
        "RDS for PostgreSQL 13",
        "ended",
        date(2026, 2, 28),
    )
    paid = rds("support: extended").replace('"17"', '"13"')
    (kept,) = (each for each in calendar(spec(tmp_path, paid, BASE), ON) if "RDS" in each.title)
    assert (kept.state, kept.ends) == ("fine", date(2029, 2, 28))


def test_a_store_of_somebody_else_ends_when_its_version_does_if_it_is_said(tmp_path: Path) -> None:
    secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x-a1B2c3"
    fields = f'kind: existing, host: db.x, database: x, secret: "{secret}"VERSION'
    store = f"databases: {{main: {{{fields}}}}}"
    silent = calendar(spec(tmp_path, store.replace("VERSION", ""), BASE), ON)
    assert not [each for each in silent if each.product == "postgresql"]
    said = calendar(spec(tmp_path, store.replace("VERSION", ', version: "17"'), BASE), ON)
    assert [each.version for each in said if each.product == "postgresql"] == ["17"]


def _cache(folder: Path, version: str) -> Dated:
    patch = elasticache().replace('"8.0"', f'"{version}"')
    (found,) = (
        each for each in calendar(spec(folder, patch, BASE), ON) if each.path[0] == "caches"
    )
    return found


def test_aws_has_said_of_no_cache_of_valkey_when_it_ends(tmp_path: Path) -> None:
    for row in versions("elasticache-valkey"):
        found = _cache(tmp_path, row.version)
        assert found == Dated(
            title="ElastiCache for Valkey",
            product="elasticache-valkey",
            version=row.version,
            path=("caches", "queue", "version"),
            state="undated",
            ends=None,
            fact=row,
        )


@pytest.mark.parametrize(
    ("ends", "state"), [(date(2026, 11, 20), "ended"), (date(2026, 12, 1), "ending")]
)
def test_a_cache_of_aws_ends_on_the_day_that_aws_says(
    ends: date, state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = f"elasticache-valkey,8.0,,{ends},2029-11-20,2026-11-01,read at the vendor,confirmed"
    lifecycle(monkeypatch, tmp_path, said)
    found = _cache(tmp_path, "8.0")
    assert (found.name, found.state, found.ends) == ("ElastiCache for Valkey 8.0", state, ends)


def test_a_version_that_no_cache_of_aws_has_is_unknown(tmp_path: Path) -> None:
    assert _cache(tmp_path, "8.9").state == "unknown"
