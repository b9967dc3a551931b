from pathlib import Path

from tests.proof.kit import finds

_RULE = "quota-without-limits"
_NO_DEFAULT = "container_defaults: {limits: {cpu: 500m}}"
_WEB = "workloads: {web: {resources: {limits: {memory: null}}}}"


def _namespace(fields: str) -> str:
    return f"namespaces: {{app: {{{fields}}}}}\n"


def test_it_finds_a_limit_that_nobody_gives(tmp_path: Path) -> None:
    patch = _namespace(f"quota: {{limits: {{memory: 1Gi}}}}, {_NO_DEFAULT}") + _WEB
    assert finds(tmp_path, _RULE, patch) == [
        (
            "workloads.web.resources.limits.memory: is missing, here and in container_defaults of"
            " app, and the quota counts limits.memory"
        )
    ]


def test_it_finds_a_store_as_well(tmp_path: Path) -> None:
    patch = _namespace(f"quota: {{requests: {{memory: 1Gi}}}}, {_NO_DEFAULT}") + (
        'caches: {queue: {kind: in_cluster, version: "8.1", resources: {requests: {cpu: 1}}}}'
    )
    assert finds(tmp_path, _RULE, patch) == [
        (
            "caches.queue.resources.requests.memory: is missing, here and in container_defaults of"
            " app, and the quota counts requests.memory"
        )
    ]


def test_it_passes_a_limit_by_default(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _namespace("quota: {limits: {memory: 1Gi}}") + _WEB) == []


def test_it_passes_a_request_that_the_limit_gives(tmp_path: Path) -> None:
    patch = _namespace(f"quota: {{requests: {{memory: 1Gi}}}}, {_NO_DEFAULT}")
    web = "workloads: {web: {resources: {requests: {memory: null}}}}"
    assert finds(tmp_path, _RULE, patch + web) == []


def test_it_passes_what_the_quota_does_not_count(tmp_path: Path) -> None:
    patch = _namespace(f"quota: {{limits: {{cpu: 1}}}}, {_NO_DEFAULT}") + _WEB
    assert finds(tmp_path, _RULE, patch) == []


def test_it_passes_a_namespace_without_a_quota(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _namespace(_NO_DEFAULT) + _WEB) == []
