from datetime import date
from pathlib import Path

import pytest

from tests.proof.kit import finds

_RULE = "near-end-of-life"
_STORE = 'databases: {main: {kind: in_cluster, version: "17"}}'


def test_it_finds_the_end_90_days_ahead(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, "workloads: {}", on=date(2027, 3, 30)) == [
        (
            "cluster.distribution: Kubernetes 1.36: support ends on 2027-06-28, 90 days after"
            " 2027-03-30"
        )
    ]


@pytest.mark.parametrize("on", [date(2027, 3, 29), date(2027, 6, 29)])
def test_it_passes_what_ends_later_and_what_has_ended(tmp_path: Path, on: date) -> None:
    assert finds(tmp_path, _RULE, _STORE, on=on) == []
