from pathlib import Path

from tests.proof.kit import finds

_RULE = "quota-of-nothing"


def test_it_finds_a_quota_without_a_ceiling(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, "namespaces: {app: {quota: {}}}") == [
        "namespaces.app.quota: has no ceiling: it limits nothing"
    ]


def test_it_passes_one_ceiling(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, "namespaces: {app: {quota: {pods: 0}}}") == []
