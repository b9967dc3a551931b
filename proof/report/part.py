"""The base of everything that a report for programs is made of."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """Closed and frozen; its docstrings become the published schema."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)
