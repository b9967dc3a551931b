from pathlib import Path

from tests.proof.kit import finds

_RULE = "cache-volume-below-memory"


def _cache(storage: str, memory: str) -> str:
    amounts = f"{{cpu: 100m, memory: {memory}}}"
    resources = f"resources: {{requests: {amounts}, limits: {amounts}}}"
    fields = f'kind: in_cluster, version: "8.1", storage: {storage}, {resources}'
    return f"caches: {{queue: {{{fields}}}}}"


def test_it_finds_a_volume_of_less_than_twice_the_memory(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _cache("2047Mi", "1Gi")) == [
        "caches.queue.storage: is 2047Mi, less than twice the memory that it may fill (1Gi)"
    ]


def test_it_passes_twice_the_memory(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _cache("2Gi", "1Gi")) == []
