from pathlib import Path

from tests.components.cloud_kit import BASE, elasticache, rds
from tests.proof.kit import finds

_RULE = "store-behind-slo"
_STORES = (
    'databases: {main: {kind: in_cluster, version: "17"}}\n'
    'caches: {queue: {kind: in_cluster, version: "8.1"}}\n'
)
_PROMISE = "99.9 % is promised, which allows 43 minutes a month without"


def test_it_finds_stores_of_one_pod(tmp_path: Path) -> None:
    patch = f"{_STORES}objectives: {{availability_percent: 99.9}}"
    assert finds(tmp_path, _RULE, patch) == [
        f"caches.queue.kind: is in_cluster, one pod without a standby, and {_PROMISE}",
        f"databases.main.kind: is in_cluster, one pod without a standby, and {_PROMISE}",
    ]


def test_it_passes_where_nothing_is_promised(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _STORES) == []


def test_it_finds_stores_of_a_cloud_without_a_standby(tmp_path: Path) -> None:
    promise = "\nobjectives: {availability_percent: 99.9}"
    assert finds(tmp_path, _RULE, rds("multi_az: one_zone") + promise, BASE) == [
        f"databases.main.multi_az: is one_zone, without a standby, and {_PROMISE}"
    ]
    assert finds(tmp_path, _RULE, elasticache("replicas: 0") + promise, BASE) == [
        f"caches.queue.replicas: is 0, so that nobody takes over, and {_PROMISE}"
    ]


def test_it_passes_stores_of_a_cloud_with_one(tmp_path: Path) -> None:
    promise = "\nobjectives: {availability_percent: 99.9}"
    assert finds(tmp_path, _RULE, rds() + promise, BASE) == []
    assert finds(tmp_path, _RULE, elasticache() + promise, BASE) == []
