"""Environment variables that stand for others."""

from graphlib import CycleError

import pytest

from components.workload.env import circles, in_order

CHAIN = {"A": "$(C)/a", "B": "$$(A) $(date) $(ELSEWHERE)", "C": "c-$(D)", "D": "d"}


def test_a_variable_comes_after_those_it_stands_for() -> None:
    order = in_order(CHAIN)
    assert sorted(order) == ["A", "B", "C", "D"]
    assert order.index("D") < order.index("C") < order.index("A")


def test_the_order_in_the_file_does_not_count() -> None:
    assert in_order(dict(reversed(CHAIN.items()))) == in_order(CHAIN)


def test_a_long_chain_has_an_order_too() -> None:
    chain = {f"V{n:05}": f"$(V{n + 1:05})" for n in range(5000)}
    assert in_order(chain)[0] == "V04999"
    assert circles(chain) == ()


def test_variables_that_stand_for_each_other_are_found() -> None:
    env = {"Z": "$(Y)", "Y": "$(X)", "X": "$(Z)", "PATH": "$(PATH):/app", "A": "$(Z) $(B)", "B": ""}
    assert circles(env) == (("PATH", "PATH"), ("X", "Z", "Y", "X"))
    with pytest.raises(CycleError):
        in_order(env)


def test_two_dollar_signs_stand_for_nothing() -> None:
    assert circles({"A": "$$(A)", "B": "$$$$(B)"}) == ()
    assert circles({"A": "$$$(A)"}) == (("A", "A"),)
