import pytest

from proof.members import path_of


@pytest.mark.parametrize(
    ("member", "path"),
    [
        ("workload.web", ("workloads", "web")),
        ("database.main", ("databases", "main")),
        ("cache.queue", ("caches", "queue")),
    ],
)
def test_a_part_stands_in_the_map_of_its_kind(member: str, path: tuple[str, str]) -> None:
    assert path_of(member) == path
