import pytest

from proof.volumes import holds


@pytest.mark.parametrize(
    ("folder", "inner", "said"),
    [
        (None, None, True),
        (None, "db", True),
        ("db", None, False),
        ("db", "db", True),
        ("db/", "db", True),
        ("db", "db/main", True),
        ("db/main", "db", False),
        ("d", "db", False),
    ],
)
def test_a_folder_holds_itself_and_what_is_below_it(
    folder: str | None, inner: str | None, said: bool
) -> None:
    assert holds(folder, inner) is said
