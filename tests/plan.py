"""The recording engine: `plan(program)` runs a Pulumi program and returns what it registered."""

from collections.abc import Callable, Mapping

from tests.recording.answers import DEFAULT_ANSWERS
from tests.recording.house_rules import assert_house_rules
from tests.recording.monitor import (
    Answer,
    DuplicateUrnError,
    ProviderCallError,
    Recording,
    UnsupportedError,
)
from tests.recording.record import Plan, Recorded
from tests.recording.run import run_isolated
from tests.recording.wire import Secret, Wire, reveal

__all__ = [
    "Answer",
    "DuplicateUrnError",
    "Plan",
    "ProviderCallError",
    "Recorded",
    "Secret",
    "UnsupportedError",
    "Wire",
    "assert_house_rules",
    "plan",
    "reveal",
]


def plan(
    program: Callable[[], object],
    *,
    project: str = "plinth",
    stack: str = "dev",
    config: Mapping[str, str] | None = None,
    secrets: Mapping[str, str] | None = None,
    answers: Mapping[str, Answer] | None = None,
) -> Plan:
    """Everything `program` registers and exports, read only after it has ended.

    `config` and `secrets` are full keys (`platform:spec`); `answers` gives the outputs of a
    resource type beyond its inputs. Raises DuplicateUrnError, ProviderCallError,
    UnsupportedError and whatever the program itself raises.
    """
    recording = Recording(stack, project, {**DEFAULT_ANSWERS, **(answers or {})})
    run_isolated(program, recording, config or {}, secrets or {})
    return recording.plan()
