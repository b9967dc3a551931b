"""What a whole stack asks for, held to the rules between its parts."""

from typing import Self

from pydantic import model_validator

from components.refusal import refuse
from stacks.clashes import clashes
from stacks.grants import grant_refusals
from stacks.parts import StackParts
from stacks.references import dangling


class StackSpec(StackParts):
    """One environment of a platform, whole."""

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        refuse([*dangling(self), *grant_refusals(self), *clashes(self)])
        return self
