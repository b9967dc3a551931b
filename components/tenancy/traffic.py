"""Who may talk to whom, as plain data: NetworkPolicies are built from it and the proof reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

PUBLIC_RANGES: Final = ("0.0.0.0/0",)
"""All addresses; policies take out of them what is not the internet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Peer:
    """Pods at one end of a permitted connection; `ports` are the called side's."""

    namespace: str
    selector: Mapping[str, str]
    ports: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Host:
    """A host outside the cluster that is called at one port."""

    name: str
    port: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """Addresses outside the cluster at one end of a connection, and the port that is called."""

    cidr: str
    port: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Traffic:
    """All the connections that a workload or store may take part in."""

    callers: tuple[Peer, ...] = ()
    """Who may connect to it."""
    targets: tuple[Peer, ...] = ()
    """What it may connect to."""
    from_outside: tuple[int, ...] = ()
    """Ports that anybody may connect to: for load balancers, and for routes of a controller of
    which nobody says where it is."""
    routed_by: Peer | None = None
    """Who leads routes to it, by the ports to which they lead; none means from_outside says it."""
    from_ranges: tuple[Range, ...] = ()
    """Addresses outside that may connect: those of load balancers that reach pods themselves."""
    to_internet: tuple[str, ...] = ()
    """Address ranges outside that it may connect to, less the private ones."""
    to_hosts: tuple[Host, ...] = ()
    """Hosts outside that it calls; a NetworkPolicy knows their ports and no names."""
    to_ranges: tuple[Range, ...] = ()
    """Addresses outside that it calls: those of stores that a cloud keeps."""
    scraped: int | None = None
    """The port at which whoever collects metrics may ask for them; none means it has none."""


def outgoing(traffic: Traffic) -> Traffic:
    """Return the part of the traffic that begins here: nobody may connect."""
    return replace(
        traffic, callers=(), from_outside=(), from_ranges=(), routed_by=None, scraped=None
    )
