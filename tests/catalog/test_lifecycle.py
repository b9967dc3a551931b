"""Versions and their ends: what the catalogue says, and that what the house uses is in it."""

from datetime import date

import pytest
from pydantic import ValidationError

from catalog.lifecycle import LIFECYCLE, version, versions
from catalog.read import UnknownKey
from catalog.rows import ProductVersion
from cli.target import Target
from engine.toolbox import sets
from stacks.file import read_stack
from stacks.spec import StackSpec
from tests.shipped import SHIPPED

PRODUCTS = {
    ("in_cluster", "postgres"): "postgresql",
    ("in_cluster", "valkey"): "valkey",
    ("rds", "postgres"): "rds-postgresql",
    ("elasticache", "valkey"): "elasticache-valkey",
}
"""What a database or cache of this kind and engine is called in the catalogue."""


def numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def test_a_version_is_found_with_its_dates() -> None:
    row = version("eks", "1.35")
    assert row.release == date(2026, 1, 28)
    assert row.standard_support_end == date(2027, 3, 27)
    assert row.extended_support_end == date(2028, 3, 27)


@pytest.mark.parametrize(
    ("product", "release", "line"),
    [
        ("postgresql", "17.2", "17"),
        ("valkey", "8.1.4", "8.1"),
        ("kubernetes", "1.36.3", "1.36"),
        ("do-valkey", "8", "8"),
    ],
)
def test_a_release_ends_with_its_line(product: str, release: str, line: str) -> None:
    assert version(product, release).version == line


@pytest.mark.parametrize(
    ("product", "release"),
    [("kubernetes", "1.99"), ("kubernetes", "1.3"), ("valkey", "8"), ("valkey", "8.3.1")],
)
def test_a_release_of_no_known_line_is_an_error(product: str, release: str) -> None:
    with pytest.raises(UnknownKey, match=rf"^no version for {product} / {release} in"):
        version(product, release)


def test_no_date_means_none_announced_or_none_found() -> None:
    row = version("do-valkey", "8")
    assert (row.release, row.standard_support_end, row.extended_support_end) == (None, None, None)


def test_the_versions_of_a_product_stand_oldest_first() -> None:
    assert [row.version for row in versions("doks")] == ["1.33", "1.34", "1.35", "1.36"]


def test_the_versions_of_every_product_stand_oldest_first() -> None:
    for product in {row.product for row in LIFECYCLE.rows}:
        known = [row.version for row in versions(product)]
        if all(name.replace(".", "").isdecimal() for name in known):
            assert known == sorted(known, key=numbers), product


def test_an_unknown_product_is_an_error() -> None:
    with pytest.raises(UnknownKey, match=r"^no version for postgres in the catalogue; did you"):
        versions("postgres")


def test_every_minor_between_the_oldest_and_the_newest_is_known() -> None:
    for product in ("kubernetes", "eks", "doks"):
        minors = [numbers(row.version)[1] for row in versions(product)]
        assert minors == list(range(minors[0], minors[-1] + 1)), product


def test_a_managed_kubernetes_follows_a_known_upstream_version() -> None:
    for product in ("eks", "doks"):
        for row in versions(product):
            upstream = version("kubernetes", row.version)
            if row.release and upstream.release:
                assert row.release > upstream.release, row.key


def test_extended_support_of_eks_lasts_a_year() -> None:
    for row in versions("eks"):
        assert row.standard_support_end is not None
        assert row.extended_support_end is not None
        end = row.standard_support_end
        assert row.extended_support_end == end.replace(year=end.year + 1), row.key


def test_doks_ends_with_upstream_for_want_of_dates_and_says_so() -> None:
    for row in versions("doks"):
        upstream = version("kubernetes", row.version)
        assert row.standard_support_end == upstream.standard_support_end
        assert row.confidence == "memory"


@pytest.mark.parametrize(
    ("product", "pinned"),
    [
        ("kubernetes", sets.KUBERNETES),
        ("etcd", sets.ETCD),
        ("kwok", sets.KWOK),
        ("pulumi", sets.PULUMI),
    ],
)
def test_every_tool_that_plinth_brings_is_known(product: str, pinned: str) -> None:
    assert version(product, pinned).product == product


@pytest.mark.parametrize("target", SHIPPED, ids=lambda target: target.reference)
def test_every_version_that_a_shipped_stack_names_is_known(target: Target) -> None:
    spec = read_stack(target.file, StackSpec).spec
    for store in (*spec.databases.values(), *spec.caches.values()):
        if store.version is not None:
            product = PRODUCTS[store.kind, store.engine]
            assert version(product, store.version).product == product


@pytest.mark.parametrize(
    "dates",
    [
        {"release": "2026-02-01", "standard_support_end": "2026-01-01"},
        {"standard_support_end": "2026-02-01", "extended_support_end": "2026-01-01"},
        {"release": "2026-02-01", "extended_support_end": "2026-02-01"},
    ],
)
def test_dates_that_run_backwards_are_refused(dates: dict[str, str]) -> None:
    good = {
        "product": "shop",
        "version": "1",
        "as_of": "2026-11-01",
        "source": "a page that was read",
        "confidence": "confirmed",
    }
    assert ProductVersion.model_validate_strings(good)
    with pytest.raises(ValidationError, match="must follow each other"):
        ProductVersion.model_validate_strings({**good, **dates})
