"""What a plan would take away."""

from typing import get_args

import pytest
from pulumi.automation.events import OpType

from engine.runner.changes import Change, Changes
from engine.runner.guard import GUARDED, Loss, threats

VPC = "aws:ec2/vpc:Vpc"
URN = f"urn:pulumi:prod::shop::plinth:network:AwsNetwork${VPC}::network"


def plan(*ops: OpType, kind: str = VPC, forced_by: tuple[str, ...] = ()) -> Changes:
    """A plan of these steps on one resource."""
    return Changes(done=[Change(op, kind, "network", (), URN, forced_by) for op in ops])


@pytest.mark.parametrize("kind", GUARDED)
def test_a_deletion_of_each_guarded_type_is_a_loss(kind: str) -> None:
    (found,) = threats(plan(OpType.DELETE, kind=kind), ())
    assert (found.replaced, found.loss) == (False, GUARDED[kind])
    assert found.loss in get_args(Loss)


def test_the_three_steps_of_a_replacement_are_one_loss_with_what_forces_it() -> None:
    steps = (OpType.CREATE_REPLACEMENT, OpType.REPLACE, OpType.DELETE_REPLACED)
    plain = plan(*steps[:1], forced_by=("cidrBlock",))
    plain.done += plan(*steps[1:]).done
    (found,) = threats(plain, ())
    assert (found.name, found.kind, found.replaced) == ("network", "Vpc", True)
    assert found.forced_by == ("cidrBlock",)


@pytest.mark.parametrize("op", [OpType.CREATE, OpType.UPDATE, OpType.IMPORT])
def test_what_is_made_or_changed_in_place_is_no_loss(op: OpType) -> None:
    assert threats(plan(op), ()) == []


def test_a_resource_of_another_type_may_be_replaced() -> None:
    assert threats(plan(OpType.REPLACE, kind="kubernetes:apps/v1:Deployment"), ()) == []


def test_what_stays_when_it_is_let_go_of_is_no_loss_until_it_is_replaced() -> None:
    assert threats(plan(OpType.DELETE), {URN}) == []
    assert len(threats(plan(OpType.REPLACE), {URN})) == 1
