"""Grants of AWS where there is no AWS."""

from pathlib import Path

from tests.components.cloud_kit import BASE
from tests.proof.kit import finds, web

RULE = "cloud-grant-not-served"
GRANTED = "cloud: {buckets: {uploads: read}}"


def test_it_finds_a_grant_on_a_cluster_without_an_account(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, web(GRANTED)) == [
        "workloads.web.cloud: grants nothing here: the cluster lies in no account of AWS"
    ]


def test_it_passes_one_in_aws_and_workloads_without(tmp_path: Path) -> None:
    served = f"buckets: {{uploads: {{kind: s3}}}}\nworkloads: {{job: {{{GRANTED}}}}}"
    assert finds(tmp_path, RULE, served, BASE) == []
    assert finds(tmp_path, RULE, "labels: {}") == []
