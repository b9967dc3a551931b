from pathlib import Path

from tests.proof.kit import finds

_RULE = "store-data-deleted"
_PROMISE = "99.9 % is promised, which allows 43 minutes a month without"


def _patch(deletion: str, objectives: str = "{availability_percent: 99.9}") -> str:
    return (
        f'databases: {{main: {{kind: in_cluster, version: "17", deletion: {deletion}}}}}\n'
        f"volumes: {{data: {{kind: claim, storage: 1Gi, deletion: {deletion}}}}}\n"
        f"objectives: {objectives}"
    )


def test_it_finds_data_that_goes(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("delete")) == [
        f"databases.main.deletion: is delete, and {_PROMISE}",
        f"volumes.data.deletion: is delete, and {_PROMISE}",
    ]


def test_it_passes_data_that_is_protected(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("protect")) == []


def test_it_passes_where_nothing_is_promised(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("delete", "{}")) == []
