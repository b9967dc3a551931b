"""What a rehearsal comes to; importing this loads no engine library."""

from dataclasses import dataclass
from enum import StrEnum


class RehearsalFailedError(Exception):
    """Something of a stack's life went other than it has to; the text says what."""


class RehearsalStoppedError(Exception):
    """The user stopped the rehearsal."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One thing that was rehearsed, and what came of it."""

    title: str
    found: str


class Fault(StrEnum):
    """What can be made to go wrong."""

    THROTTLING = "throttling"
    QUOTA = "quota"
    CRASH = "crash"
    DEPENDENTS = "dependents"
    UNREACHABLE = "unreachable"


ABOUT: dict[Fault, str] = {
    Fault.THROTTLING: "the cloud turns away the first two calls that make each type",
    Fault.QUOTA: "every quota is used up by somebody else, until it is raised",
    Fault.CRASH: "the plugin dies after the cloud made something and before it could say so",
    Fault.DEPENDENTS: "a load balancer that nobody manages lies in the network at destroy",
    Fault.UNREACHABLE: "the cluster does not answer at destroy, until it is back",
}
