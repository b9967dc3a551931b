"""What callers of a store read is what its Secret has, whatever kind of store it is."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

import pytest

from components.cache import connection as cache
from components.database import connection as database
from tests.components.cloud_kit import EXTERNAL_SECRET, elasticache, planned, rds
from tests.plan import Plan, Recorded, reveal
from tests.stacks import platforms

_ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:theirs-a1B2c3"
_THEIR_DATABASE = f'kind: existing, host: db.example.org, database: shop, secret: "{_ARN}"'
_THEIR_CACHE = f'kind: existing, host: valkey.example.org, secret: "{_ARN}"'
_CALLED = "workloads: {{job: {{calls: [{}]}}}}"

Planned = Callable[[Path, str], Plan]
STORES: Mapping[str, tuple[tuple[str, ...], Planned, str]] = {
    "database in the cluster": (
        database.KEYS,
        platforms.planned,
        'databases: {main: {kind: in_cluster, version: "17", deletion: delete}}\n'
        + _CALLED.format("database.main"),
    ),
    "database of AWS": (database.KEYS, planned, rds()),
    "database of AWS with replicas": (database.KEYS, planned, rds("read_replicas: 2")),
    "database of somebody else": (
        database.KEYS,
        planned,
        f"databases: {{main: {{{_THEIR_DATABASE}}}}}\n{_CALLED.format('database.main')}",
    ),
    "cache in the cluster": (
        cache.KEYS,
        platforms.planned,
        'caches: {queue: {kind: in_cluster, version: "8.1", deletion: delete}}\n'
        + _CALLED.format("cache.queue"),
    ),
    "cache of AWS": (cache.KEYS, planned, elasticache()),
    "cache of somebody else": (
        cache.KEYS,
        planned,
        f"caches: {{queue: {{{_THEIR_CACHE}}}}}\n{_CALLED.format('cache.queue')}",
    ),
}


@pytest.mark.parametrize(("keys", "plan", "patch"), STORES.values(), ids=STORES.keys())
def test_a_secret_has_the_keys_that_callers_read_and_no_others(
    keys: tuple[str, ...], plan: Planned, patch: str, tmp_path: Path
) -> None:
    made = plan(tmp_path, patch)
    assert sorted(_told(made)) == sorted(keys)
    assert sorted(_read(made)) == sorted(keys)


@pytest.mark.parametrize(
    ("plan", "patch"),
    [
        (plan, patch)
        for kind, (_, plan, patch) in STORES.items()
        if not kind.endswith("in the cluster")
    ],
    ids=[kind for kind in STORES if not kind.endswith("in the cluster")],
)
def test_a_template_names_exactly_what_is_fetched_for_it(
    plan: Planned, patch: str, tmp_path: Path
) -> None:
    (brought,) = plan(tmp_path, patch).of(EXTERNAL_SECRET)
    named = set(re.findall(r"\{\{ \.(\w+)", " ".join(map(str, _told_by(brought).values()))))
    fetched = cast("list[Mapping[str, str]]", brought.at("spec", "data"))
    assert sorted(each["secretKey"] for each in fetched) == sorted(named)


def _told(plan: Plan) -> Mapping[str, object]:
    """What the Secret of the one store has, as somebody made it."""
    brought = plan.of(EXTERNAL_SECRET)
    if brought:
        return _told_by(brought[0])
    (secret,) = (
        each
        for each in plan.of("kubernetes:core/v1:Secret")
        if each.name in ("database-main", "cache-queue")
    )
    return cast("Mapping[str, object]", reveal(secret.inputs["stringData"]))


def _told_by(brought: Recorded) -> Mapping[str, object]:
    return cast("Mapping[str, object]", brought.at("spec", "target", "template", "data"))


def _read(plan: Plan) -> list[str]:
    """The keys of the store's Secret that the job's pods take variables from."""
    pods = plan.one("kubernetes:apps/v1:Deployment", "job")
    env = pods.at("spec", "template", "spec", "containers", 0, "env")
    taken = [
        each.get("valueFrom", {})
        for each in cast("list[Mapping[str, Mapping[str, Mapping[str, str]]]]", env)
    ]
    return [
        source["secretKeyRef"]["key"]
        for source in taken
        if source.get("secretKeyRef", {}).get("name") in ("database-main", "cache-queue")
    ]
