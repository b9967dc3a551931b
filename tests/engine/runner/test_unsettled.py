"""What may be in a cloud without the engine knowing of it."""

from pathlib import Path

import pytest
from pulumi.automation.events import OpType

from engine.errors import EngineError
from engine.runner.changes import Change, Changes
from engine.runner.pending import Pending
from engine.runner.unsettled import Unsettled, UnsettledRecord, unanswered, unknown

VPC = "aws:ec2/vpc:Vpc"
NETWORK = Unsettled(type=VPC, name="network")


def failed(op: OpType, kind: str, said: str) -> Changes:
    """A run in which one step failed with these words."""
    return Changes(failed=[Change(op, kind, "network", urn="u")], said_of={"u": [said]})


@pytest.mark.parametrize(
    "said", ["error reading from server: EOF", "rpc error: transport is closing"]
)
def test_a_creation_whose_answer_never_came_may_be_there(said: str) -> None:
    assert unanswered(failed(OpType.CREATE, VPC, said)) == [NETWORK]
    assert unanswered(failed(OpType.UPDATE, VPC, said)) == [], "an update leaves no second one"


def test_what_the_cloud_refused_is_not_there() -> None:
    assert unanswered(failed(OpType.CREATE, VPC, "VpcLimitExceeded")) == []


def test_an_object_in_a_cluster_is_found_again_by_its_name() -> None:
    kind = "kubernetes:core/v1:Service"
    assert unanswered(failed(OpType.CREATE, kind, "error reading from server: EOF")) == []


def test_a_creation_that_ended_with_the_engine_may_be_there() -> None:
    step = Pending("creating", "urn::network", VPC, None, replaced=False)
    assert unknown([step]) == [NETWORK]
    other = Pending("updating", "urn::network", VPC, None, replaced=False)
    assert unknown([other]) == []


def test_nothing_goes_on_until_somebody_has_looked(tmp_path: Path) -> None:
    record = UnsettledRecord(tmp_path / "unsettled.json")
    record.refuse("./plinth up prod --settled")
    record.add([NETWORK])
    record.add([NETWORK])
    assert record.read() == [NETWORK]
    with pytest.raises(EngineError, match="Vpc network") as caught:
        record.refuse("./plinth up prod --settled")
    assert caught.value.way_out.endswith("./plinth up prod --settled")
    record.forget()
    record.refuse("./plinth up prod --settled")
