"""The calendar of a stack: when the support of everything that it runs ends."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from catalog.lifecycle import version as version_row
from catalog.read import UnknownKey
from catalog.rows import ProductVersion, Row
from components.cache.elasticache_spec import ElastiCacheSpec
from components.cache.existing_spec import ExistingCacheSpec
from components.cache.spec import CacheSpec, InClusterValkeySpec
from components.cluster.spec import ClusterSpec, EksSpec, ExistingEksSpec, ExistingSpec, KwokSpec
from components.database.existing_spec import ExistingPostgresSpec
from components.database.rds_spec import RdsSpec
from components.database.spec import DatabaseSpec, InClusterPostgresSpec
from proof.addons import charts
from stacks.file import KeyPath
from stacks.spec import StackSpec

State = Literal["ended", "ending", "fine", "undated", "unknown"]
"""ending: within 90 days; undated: nobody has said when; unknown: the catalogue has no such
version."""
SOON: Final = timedelta(days=90)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dated:
    """Something of a stack that has a version, and when the support of that version ends."""

    title: str
    """What it is, as people call it."""
    product: str
    """What it is called in the catalogue."""
    version: str | None
    """None where the stack does not say."""
    path: KeyPath
    """Where the version stands, or what decides it."""
    state: State
    ends: date | None
    """The last day."""
    fact: Row | None
    """The row of the catalogue that says so."""

    @property
    def name(self) -> str:
        """What it is, with its version."""
        return f"{self.title} {self.version or '(version not said)'}"


def calendar(stack: StackSpec, on: date) -> tuple[Dated, ...]:
    """Return all that has a version, with its state on a day."""
    return (
        _kubernetes(stack.cluster, on),
        *_databases(stack, on),
        *_caches(stack, on),
        *_addons(stack, on),
    )


def state_on(ends: date | None, on: date) -> State:
    """Return what the last day of support means on a day; that day itself is still supported."""
    if ends is None:
        return "undated"
    if on > ends:
        return "ended"
    return "ending" if ends - on <= SOON else "fine"


def apart(earlier: date, later: date) -> str:
    """Return how far two days are apart, in words."""
    days = (later - earlier).days
    return "1 day" if days == 1 else f"{days} days"


def _kubernetes(cluster: ClusterSpec, on: date) -> Dated:
    version = cluster.kubernetes_version
    match cluster:
        case KwokSpec():
            return _dated("Kubernetes", "kubernetes", version, ("cluster", "distribution"), on)
        case ExistingSpec():
            return _dated("Kubernetes", "kubernetes", version, ("cluster", "version"), on)
        case ExistingEksSpec():
            return _dated("EKS", "eks", version, ("cluster", "version"), on)
        case EksSpec():
            dated = _dated("EKS", "eks", version, ("cluster", "version"), on)
            return _extended(dated, on) if cluster.support == "extended" else dated


def _extended(dated: Dated, on: date) -> Dated:
    """Return the same with the end of the support that is paid for."""
    row = dated.fact
    if not isinstance(row, ProductVersion) or row.extended_support_end is None:
        return dated
    ends = row.extended_support_end
    return replace(dated, ends=ends, state=state_on(ends, on))


def _databases(stack: StackSpec, on: date) -> Iterator[Dated]:
    for name, spec in stack.databases.items():
        if isinstance(spec, ExistingPostgresSpec) and spec.version is None:
            continue
        title, product = _database_product(spec)
        dated = _dated(title, product, spec.version, ("databases", name, "version"), on)
        paid = isinstance(spec, RdsSpec) and spec.support == "extended"
        yield _extended(dated, on) if paid else dated


def _database_product(spec: DatabaseSpec) -> tuple[str, str]:
    match spec:
        case InClusterPostgresSpec() | ExistingPostgresSpec():
            return "PostgreSQL", "postgresql"
        case RdsSpec():
            return "RDS for PostgreSQL", "rds-postgresql"


def _caches(stack: StackSpec, on: date) -> Iterator[Dated]:
    for name, spec in stack.caches.items():
        if isinstance(spec, ExistingCacheSpec) and spec.version is None:
            continue
        title, product = _cache_product(spec)
        yield _dated(title, product, spec.version, ("caches", name, "version"), on)


def _cache_product(spec: CacheSpec) -> tuple[str, str]:
    match spec:
        case InClusterValkeySpec() | ExistingCacheSpec():
            return "Valkey", "valkey"
        case ElastiCacheSpec():
            return "ElastiCache for Valkey", "elasticache-valkey"


def _addons(stack: StackSpec, on: date) -> Iterator[Dated]:
    for field, chart in charts(stack).items():
        # Few projects say when a version ends; then there is only the chart to tell.
        line = _row(chart.name, chart.app_version.removeprefix("v"))
        ends = line.standard_support_end if line is not None else None
        yield Dated(
            title=chart.name,
            product=chart.name,
            version=chart.version,
            path=("addons", field),
            state=state_on(ends, on),
            ends=ends,
            fact=line or chart,
        )


def _dated(title: str, product: str, version: str | None, path: KeyPath, on: date) -> Dated:
    row = _row(product, version) if version is not None else None
    ends = row.standard_support_end if row is not None else None
    known = row is not None or version is None
    return Dated(
        title=title,
        product=product,
        version=version,
        path=path,
        state=state_on(ends, on) if known else "unknown",
        ends=ends,
        fact=row,
    )


def _row(product: str, version: str) -> ProductVersion | None:
    try:
        return version_row(product, version)
    except UnknownKey:
        return None
