from pathlib import Path

from tests.proof.kit import finds

_RULE = "store-without-limits"


def _cache(limits: str) -> str:
    resources = f"{{requests: {{cpu: 100m, memory: 64Mi}}, limits: {limits}}}"
    return f'caches: {{queue: {{kind: in_cluster, version: "8.1", resources: {resources}}}}}'


def test_it_finds_what_is_missing(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _cache("{cpu: 100m}")) == [
        "caches.queue.resources.limits: no limit for memory"
    ]


def test_it_passes_both_limits(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _cache("{cpu: 100m, memory: 64Mi}")) == []


def test_it_passes_workloads_which_another_rule_is_about(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, "workloads: {web: {resources: {limits: {cpu: null}}}}") == []
