"""The stacks whose cloud resources are judged: shipped ones, and one with all there is."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from cli.target import CHECKOUT
from stacks.content import read_content
from stacks.file import read_stack
from stacks.identity import Identity
from stacks.loaded import Loaded
from stacks.platform import build
from stacks.spec import StackSpec
from tests.judges.terraform_plan import cloud_resources
from tests.plan import Plan, Recorded, plan
from tests.shipped import SHIPPED, planned

EVERYTHING = Path(__file__).with_name("cloud_stack.yaml")
OWN = "tests/everything"
"""What it is called in findings."""


def everything(folder: Path) -> Plan:
    """The stack with everything, read as if it stood in a project in the folder."""
    base = (CHECKOUT / "platform.yaml").read_text(encoding="utf-8")
    (folder / "platform.yaml").write_text(base, encoding="utf-8")
    lines = EVERYTHING.read_text(encoding="utf-8").splitlines()
    file = folder / "Pulumi.prod.yaml"
    indented = "\n".join(f"    {line}" for line in lines)
    file.write_text(f"config:\n  platform:spec:\n{indented}\n", encoding="utf-8")
    stack = read_stack(file, StackSpec)
    content = read_content(stack, folder)

    def program() -> None:
        identity = Identity(project="toy", stack="prod")
        build(Loaded(spec=stack.spec, identity=identity, content=content, supplied={})).export()

    return plan(program, project="toy", stack="prod")


def resources(folder: Path) -> Mapping[str, Sequence[Recorded]]:
    """The cloud resources of each stack that has some."""
    plans = {target.reference: planned(target) for target in SHIPPED}
    found = {name: cloud_resources(one) for name, one in plans.items()}
    return {name: each for name, each in found.items() if each} | {
        OWN: cloud_resources(everything(folder))
    }
