"""What a user may put into a ConfigMap."""

from collections.abc import Mapping
from typing import Self

from pydantic import Field, model_validator

from components.refusal import Refusal, refuse
from components.spec import EnvName, FileName, RelativePath, Spec

MAX_BYTES = 1_048_576
"""Size limit of a ConfigMap: https://kubernetes.io/docs/concepts/configuration/configmap/"""


class ConfigSpec(Spec):
    """A ConfigMap of plain values, files or both."""

    values: Mapping[EnvName, str] = Field(default_factory=dict)
    """Settings; a workload that uses this config gets each as an environment variable."""
    files: Mapping[FileName, RelativePath] = Field(default_factory=dict)
    """Files by name; each value is a path in the project's folder."""

    @model_validator(mode="after")
    def _holds_something(self) -> Self:
        if not self.values and not self.files:
            raise ValueError("holds nothing; give it values or files")
        message = "the name is taken by one of the config's values; choose another"
        refuse([Refusal(("files", name), message) for name in self.files if name in self.values])
        return self
