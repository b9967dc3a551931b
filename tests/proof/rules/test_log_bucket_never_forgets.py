"""Logs of requests that are kept for ever."""

from pathlib import Path

from tests.components.cloud_kit import BASE
from tests.proof.kit import finds

RULE = "log-bucket-never-forgets"
LOGGED = """\
buckets:
  uploads: {kind: s3, access_logs: logs}
  logs: {kind: s3, encryption: s3_key, lifecycle: {all: {LIFE}}}
"""


def test_it_finds_a_bucket_that_logs_pile_up_in(tmp_path: Path) -> None:
    for life in ("noncurrent_days: 1", "prefix: x/, expire_days: 1"):
        assert finds(tmp_path, RULE, LOGGED.replace("LIFE", life), BASE) == [
            "buckets.logs.lifecycle: expires nothing, and logs of requests arrive all the time"
        ]


def test_it_passes_one_that_forgets(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, LOGGED.replace("LIFE", "expire_days: 90"), BASE) == []


def test_it_finds_the_bucket_of_a_load_balancer(tmp_path: Path) -> None:
    patch = (
        "load_balancers: {internet: {access_logs: logs}}\n"
        "buckets: {logs: {kind: s3, encryption: s3_key}}"
    )
    (found,) = finds(tmp_path, RULE, patch, BASE)
    assert found.startswith("buckets.logs.lifecycle: expires nothing")
