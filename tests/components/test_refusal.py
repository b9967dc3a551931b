"""Several refusals from one validator."""

import pytest
from pydantic import ValidationError, model_validator

from components.refusal import Refusal, Refusals, refuse
from components.spec import Spec


class Pair(Spec):
    low: int
    high: int

    @model_validator(mode="after")
    def _in_order(self) -> "Pair":
        found = [Refusal(("high",), "must be at least low")] if self.high < self.low else []
        refuse(found)
        return self


def test_refusing_nothing_raises_nothing():
    assert Pair(low=1, high=2).high == 2


def test_pydantic_carries_the_refusals_along():
    with pytest.raises(ValidationError, match="high: must be at least low") as caught:
        Pair(low=2, high=1)
    (details,) = caught.value.errors()
    cause = details.get("ctx", {})["error"]
    assert isinstance(cause, Refusals)
    assert cause.refusals == (Refusal(("high",), "must be at least low"),)
