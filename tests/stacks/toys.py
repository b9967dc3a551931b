"""A small stack model, with every shape that the reader has to deal with."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self

import pytest
from pydantic import Discriminator, Field, Tag, model_validator

from components.refusal import Refusal, refuse
from components.spec import DnsLabel, EnvName, IsoDate, Quantity, Spec, Version
from stacks.file import StackFileError, read_stack

HEAD = "config:\n  platform:spec:\n"


class Pool(Spec):
    size: str = "small"
    min_nodes: int = Field(default=1, ge=0)
    max_nodes: int = Field(default=3, le=500)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.max_nodes < self.min_nodes:
            message = f"must be at least min_nodes ({self.min_nodes}), got {self.max_nodes}"
            refuse([Refusal(("max_nodes",), message)])
        return self


class Eks(Spec):
    kind: Literal["eks"]
    region: str
    version: Version = "1.35"
    eks: Mapping[DnsLabel, Pool] = Field(default_factory=dict)
    """Named like the tag of its own union on purpose."""
    node_pools: Mapping[DnsLabel, Pool] = Field(default_factory=dict)


class Doks(Spec):
    kind: Literal["doks"]
    high_availability: bool = False
    node_pools: Mapping[DnsLabel, Pool] = Field(default_factory=dict)


class Kwok(Spec):
    kind: Literal["local"]
    distribution: Literal["kwok"] = "kwok"
    cpu: Quantity = Quantity("4")


class Existing(Spec):
    kind: Literal["local"]
    distribution: Literal["existing"]
    context: str = Field(min_length=1)


def _distribution(value: Mapping[str, object]) -> str:
    return str(value.get("distribution", "kwok"))


Local = Annotated[
    Annotated[Kwok, Tag("kwok")] | Annotated[Existing, Tag("existing")],
    Discriminator(_distribution),
]


class Target(Spec):
    host: str
    port: int


class Workload(Spec):
    image: str
    calls: tuple[str, ...] = ()
    env: Mapping[EnvName, str] = Field(default_factory=dict)
    ratio: float = 1.0
    target: int | Target | str = 80
    taints: tuple[Pool, ...] = ()
    level: Literal["debug", "info", "error"] = "info"


class Stack(Spec):
    """Clusters by union, workloads by name, and a rule across both."""

    cluster: Annotated[Eks | Doks, Field(discriminator="kind")] | None = None
    local: Local | None = None
    workloads: Mapping[DnsLabel, Workload] = Field(default_factory=dict)
    admin_password: DnsLabel | None = None
    until: IsoDate | None = None

    @model_validator(mode="after")
    def _calls_are_known(self) -> Self:
        refuse(
            [
                Refusal(("workloads", name, "calls", index), f"no such workload: {called}")
                for name, workload in self.workloads.items()
                for index, called in enumerate(workload.calls)
                if called not in self.workloads
            ]
        )
        return self


def write(folder: Path, spec: str, base: str | None = None) -> Path:
    """A stack file with this text as its spec, and system.yaml beside it."""
    indented = "".join(f"    {line}\n" for line in spec.splitlines())
    file = folder / "Pulumi.prod.yaml"
    file.write_text(HEAD + indented, encoding="utf-8")
    if base is not None:
        (folder / "system.yaml").write_text(base, encoding="utf-8")
    return file


def problems(folder: Path, spec: str, base: str | None = None) -> list[str]:
    """The lines below the headline."""
    with pytest.raises(StackFileError) as caught:
        read_stack(write(folder, spec, base), Stack)
    headline, *lines = str(caught.value).splitlines()
    noun = "problem" if len(lines) == 1 else "problems"
    assert headline.endswith(f"Pulumi.prod.yaml does not hold together ({len(lines)} {noun})")
    return [line.removeprefix("  ").replace(f"{folder}/", "") for line in lines]


BASE = """\
cluster: {kind: eks, region: x, node_pools: {general: {min_nodes: 2}}}
workloads:
  web: {image: a, calls: [web]}
  old: {image: b}
"""
