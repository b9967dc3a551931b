"""What is bad in a plan is found in its converted form, and what is good is not."""

from pathlib import Path

import pytest

from tests.judges import known_bad
from tests.judges.checkov import on_resources
from tests.judges.known_bad import ALONE, FAULTS, Fault
from tests.judges.known_good import DATABASE, GOOD
from tests.rehearsal.clouds.sdk import sdk_type

pytestmark = pytest.mark.xdist_group("checkov")

Found = frozenset[tuple[str, str, str]]


@pytest.fixture(scope="module")
def found(checkov: Path, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Type, name and rule of everything found among good and bad resources."""
    resources = (
        *known_bad.good(),
        *(known_bad.bad(number, fault) for number, fault in enumerate(FAULTS)),
        *known_bad.unencrypted(),
        *(known_bad.alone(token) for token in sorted({token for _, token in ALONE})),
    )
    verdicts = on_resources(checkov, {"toy": resources}, tmp_path_factory.mktemp("plans"))
    return frozenset((f.kind, f.name, f.rule) for f in verdicts["toy"].findings)


@pytest.mark.parametrize(
    ("number", "fault"), list(enumerate(FAULTS)), ids=[f"{f.rule}-{f.path[-1]}" for f in FAULTS]
)
def test_a_fault_is_found_and_its_absence_is_not(number: int, fault: Fault, found: Found) -> None:
    assert (fault.token, f"bad-{number}", fault.rule) in found
    assert (fault.token, "good", fault.rule) not in found


@pytest.mark.parametrize(("rule", "token"), ALONE)
def test_what_a_resource_must_be_connected_with_is_missed(
    rule: str, token: str, found: Found
) -> None:
    assert (token, "alone", rule) in found
    assert (token, "good", rule) not in found


def test_a_database_is_judged_by_the_parameters_it_is_connected_with(found: Found) -> None:
    assert (DATABASE, "unencrypted", "CKV2_AWS_69") in found
    assert (DATABASE, "good", "CKV2_AWS_69") not in found


@pytest.mark.parametrize("token", GOOD)
def test_the_inputs_are_those_that_the_sdk_sends(token: str) -> None:
    assert GOOD[token].keys() <= sdk_type(token).inputs
