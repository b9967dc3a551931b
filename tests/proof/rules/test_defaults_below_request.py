from pathlib import Path

from tests.proof.kit import finds

_RULE = "defaults-below-request"


def _web(resources: str) -> str:
    return f"workloads: {{web: {{resources: {{{resources}}}}}}}"


def test_it_finds_a_request_above_the_limit_that_it_gets(tmp_path: Path) -> None:
    patch = _web("requests: {memory: 257Mi}, limits: {memory: null}")
    assert finds(tmp_path, _RULE, patch) == [
        (
            "workloads.web.resources.limits.memory: is missing: container_defaults of app make it"
            " 256Mi, below the request (257Mi)"
        )
    ]


def test_it_finds_a_store_as_well(tmp_path: Path) -> None:
    patch = (
        'caches: {queue: {kind: in_cluster, version: "8.1",'
        " resources: {requests: {cpu: 1}, limits: {}}}}"
    )
    assert finds(tmp_path, _RULE, patch) == [
        (
            "caches.queue.resources.limits.cpu: is missing: container_defaults of app make it 500m,"
            " below the request (1)"
        )
    ]


def test_it_passes_a_request_of_just_that_limit(tmp_path: Path) -> None:
    patch = _web("requests: {memory: 256Mi}, limits: {memory: null}")
    assert finds(tmp_path, _RULE, patch) == []


def test_it_passes_a_limit_of_its_own(tmp_path: Path) -> None:
    patch = _web("requests: {memory: 1Gi}, limits: {memory: 1Gi}")
    assert finds(tmp_path, _RULE, patch) == []
