from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proof.fit import sizes
from proof.fit.sizes import Sums


@pytest.mark.parametrize(
    ("known", "limit", "wanted", "found"),
    [
        ([(6, 1), (4, 2)], 20, 9, 10),
        ([(6, 1), (4, 2)], 20, 11, 14),
        ([(6, 1), (4, 2)], 20, 15, None),  # 14 is all there is
        ([(6, 1), (4, 2)], 13, 11, None),  # 14 does not go into a node
        ([(6, 9)], 20, 7, 12),
        ([(6, 9)], 20, 0, 0),
        ([(0, 9)], 20, 1, None),
        ([], 20, 1, None),
    ],
)
def test_the_next_sum(
    known: list[tuple[int, int]], limit: int, wanted: int, found: int | None
) -> None:
    assert Sums(known, limit).at_least(wanted) == found


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 3)), max_size=4),
    st.integers(0, 40),
    st.integers(1, 40),
)
def test_it_is_the_least_of_all_sums_that_there_are(
    known: list[tuple[int, int]], limit: int, wanted: int
) -> None:
    choices = product(*(range(count + 1) for _, count in known))
    sums = {sum(n * size for n, (size, _) in zip(each, known, strict=True)) for each in choices}
    expected = min((each for each in sums if wanted <= each <= limit), default=None)

    assert Sums(known, limit).at_least(wanted) == expected


def test_too_fine_sizes_say_less_and_nothing_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "_MOST_CELLS", 3)
    assert Sums([(6, 1), (4, 2)], 20).at_least(11) == 12  # the next even number; 14 in truth
