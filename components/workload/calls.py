"""What a workload may say it talks to."""

from collections.abc import Sequence
from typing import Annotated, Final

from components.fields import FieldError, TextRule
from components.tenancy.traffic import Host

_LABEL: Final = r"[a-z0-9](?:[-a-z0-9]*[a-z0-9])?"
_LARGEST_PORT: Final = 65_535


def _port_exists(call: str) -> str:
    _, colon, port = call.partition(":")
    if colon and not 1 <= int(port) <= _LARGEST_PORT:
        raise FieldError(f"must name a port from 1 to {_LARGEST_PORT}", call)
    return call


Call = Annotated[
    str,
    TextRule(
        rule="must be workload.NAME, database.NAME, cache.NAME, a host outside with its port or"
        " internet, such as database.main or api.example.org:443",
        pattern=rf"(?:workload|database|cache)\.{_LABEL}|internet"
        rf"|{_LABEL}(?:\.{_LABEL})+:[0-9]{{1,5}}",
        examples=(
            "database.main",
            "cache.queue",
            "workload.api",
            "api.example.org:443",
            "internet",
        ),
        longest=253 + 6,
        refine=_port_exists,
    ),
]
"""Something that a workload talks to."""


def hosts(calls: Sequence[Call]) -> tuple[Host, ...]:
    """Return the hosts outside that are among the calls, in the order of the alphabet."""
    named = (call.partition(":") for call in sorted(set(calls)))
    return tuple(Host(name=name, port=int(port)) for name, colon, port in named if colon)
