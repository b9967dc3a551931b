"""Who may talk to whom, as plain data: NetworkPolicies are built from it and the proof reads it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Peer:
    """Pods at one end of a permitted connection; `ports` are the called side's."""

    namespace: str
    selector: Mapping[str, str]
    ports: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Traffic:
    """All the connections that a workload or store may take part in."""

    callers: tuple[Peer, ...] = ()
    """Who may connect to it."""
    targets: tuple[Peer, ...] = ()
    """What it may connect to."""
    from_outside: tuple[int, ...] = ()
    """Ports that anybody may connect to, for routes and load balancers."""
    to_internet: tuple[str, ...] = ()
    """Address ranges outside that it may connect to, less the private ones."""
