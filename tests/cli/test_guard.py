"""What `up` refuses because it cannot be had back."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pulumi.automation.events import OpType

from cli.guard import refuse_losing
from cli.target import Target
from engine.errors import EngineError
from engine.runner.changes import Change, Changes
from stacks.file import ResolvedStack
from stacks.spec import StackSpec
from tests.stacks.platforms import resolved

TODAY = date(2026, 11, 26)
PARTS = """\
databases:
  main:
    kind: in_cluster
    version: "17"
    storage: 5Gi
"""
ALLOWED = PARTS + 'allow_loss: {databases.main: {reason: moved, until: "2026-11-30"}}\n'
CLAIM = "kubernetes:core/v1:PersistentVolumeClaim"
URN = (
    "urn:pulumi:prod::toy::plinth:database:InClusterPostgres$plinth:workload:Store$"
    f"{CLAIM}::database-main"
)


@dataclass(frozen=True, kw_only=True)
class Stack:
    """A stack that a run is about."""

    target: Target
    resolved: ResolvedStack[StackSpec]

    @property
    def spec(self) -> StackSpec:
        """The stack's spec."""
        return self.resolved.spec


def ready(folder: Path, patch: str) -> Stack:
    """A stack of these parts."""
    target = Target(folder=folder, project="toy", stack="prod")
    return Stack(target=target, resolved=resolved(folder, patch))


def plan(op: OpType, *forced_by: str) -> Changes:
    """A plan that does this to the claim."""
    return Changes(done=[Change(op, CLAIM, "database-main", (), URN, forced_by)])


def test_a_replacement_is_refused_by_part_property_and_line(tmp_path: Path) -> None:
    stack = ready(tmp_path, PARTS)
    with pytest.raises(EngineError) as caught:
        refuse_losing(stack, plan(OpType.REPLACE, "spec.resources.storage"), (), TODAY)
    error = caught.value
    assert "would delete or replace databases.main; nothing was touched" in error.what
    assert "spec.resources.storage (databases.main.storage, " in error.why
    assert "Pulumi.prod.yaml:8)" in error.why
    assert "allow_loss: { databases.main: " in error.way_out


def test_a_store_that_left_the_stack_file_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"databases\.main") as caught:
        refuse_losing(ready(tmp_path, "labels: {}"), plan(OpType.DELETE), (), TODAY)
    assert "no longer asks for it" in caught.value.why


def test_a_store_that_stays_when_it_is_let_go_of_may_leave(tmp_path: Path) -> None:
    refuse_losing(ready(tmp_path, "labels: {}"), plan(OpType.DELETE), {URN}, TODAY)


def test_the_stack_file_lets_go_of_a_part_by_name_and_until_a_day(tmp_path: Path) -> None:
    stack = ready(tmp_path, ALLOWED)
    refuse_losing(stack, plan(OpType.REPLACE, "spec.storageClassName"), (), TODAY)
    with pytest.raises(EngineError):
        refuse_losing(stack, plan(OpType.REPLACE), (), date(2026, 12, 1))


@pytest.mark.parametrize("patch", ["labels: {}", PARTS])
def test_a_plan_without_losses_goes_on(tmp_path: Path, patch: str) -> None:
    refuse_losing(ready(tmp_path, patch), plan(OpType.UPDATE), (), TODAY)
