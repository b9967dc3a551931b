"""Small platforms to try a rule or a manifest on: a base document, and what a test adds to it."""

from pathlib import Path

import pulumi
import pytest

from components.secret.spec import SuppliedSecretSpec
from stacks.content import read_content
from stacks.file import ResolvedStack, StackFileError, read_stack
from stacks.identity import Identity
from stacks.loaded import Loaded
from stacks.platform import build
from stacks.spec import StackSpec
from tests.plan import Plan, Wire, plan
from tests.stacks.toys import write

BASE = """\
cluster: {kind: local}
namespaces: {app: {}}
workloads:
  web: {kind: web, image: example.org/web:1, ports: {http: 8080}, resources: {}}
  job: {kind: worker, image: example.org/job:1, resources: {}}
"""
SENTINEL = "sentinel-of-"


def resolved(folder: Path, patch: str, base: str = BASE) -> ResolvedStack[StackSpec]:
    """The base with the patch over it; the patch's first line is line 4 of the stack file."""
    return read_stack(write(folder, f"extends: system.yaml\n{patch}", base), StackSpec)


def spec(folder: Path, patch: str, base: str = BASE) -> StackSpec:
    """The same, the spec alone."""
    return resolved(folder, patch, base).spec


def refused(folder: Path, patch: str, base: str = BASE) -> list[str]:
    """The lines that a user is shown below the headline; content is read as well."""
    with pytest.raises(StackFileError) as caught:
        read_content(resolved(folder, patch, base), folder)
    headline, *lines = str(caught.value).splitlines()
    noun = "problem" if len(lines) == 1 else "problems"
    assert headline.endswith(f"Pulumi.prod.yaml does not hold together ({len(lines)} {noun})")
    return [line.removeprefix("  ").replace(f"{folder}/", "") for line in lines]


def planned(folder: Path, patch: str, base: str = BASE) -> Plan:
    """What the engine would be asked for; a supplied secret has the value of `SENTINEL` + name."""
    stack = resolved(folder, patch, base)
    content = read_content(stack, folder)

    def program() -> None:
        supplied = {
            name: pulumi.Output.secret(SENTINEL + name)
            for name, secret in stack.spec.secrets.items()
            if isinstance(secret, SuppliedSecretSpec)
        }
        identity = Identity(project="toy", stack="prod")
        loaded = Loaded(spec=stack.spec, identity=identity, content=content, supplied=supplied)
        build(loaded).export()

    return plan(program, project="toy", stack="prod")


def as_recorded(template: object) -> Wire:
    """What the engine records when a program hands it this pod template: the spec of the pod."""
    import pulumi_kubernetes as k8s

    def program() -> None:
        spec = {"selector": {}, "template": template}
        k8s.apps.v1.Deployment("x", metadata={"name": "x"}, spec=spec)  # pyright: ignore[reportArgumentType]

    made = plan(program).one("kubernetes:apps/v1:Deployment", "x")
    return made.at("spec", "template", "spec")
