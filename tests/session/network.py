"""Tests reach nothing but this machine."""

import ipaddress
import socket
from collections.abc import Callable

import pytest

LOCAL_NAMES = frozenset({"", "localhost"})


class NetworkRefusedError(Exception):
    """A test or the program under it reached for something outside this machine."""


def refuse_network(patch: pytest.MonkeyPatch) -> None:
    """Let sockets of this process connect to loopback and Unix sockets only."""
    patch.setattr(socket.socket, "connect", _guarded(socket.socket.connect))
    patch.setattr(socket.socket, "connect_ex", _guarded(socket.socket.connect_ex))
    lookup = socket.getaddrinfo

    def local_lookup(host: str | bytes | None, *args: object, **options: object) -> object:
        if host is not None:
            _refuse_unless_local(host)
        return lookup(host, *args, **options)  # type: ignore[arg-type] passed on as given

    patch.setattr(socket, "getaddrinfo", local_lookup)


def _guarded(connect: Callable[..., object]) -> Callable[..., object]:
    def local_connect(self: socket.socket, address: object) -> object:
        if self.family in (socket.AF_INET, socket.AF_INET6) and isinstance(address, tuple):
            _refuse_unless_local(address[0])
        return connect(self, address)

    return local_connect


def _refuse_unless_local(host: str | bytes) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in LOCAL_NAMES or _is_loopback(name):
        return
    raise NetworkRefusedError(
        f"a connection to {name!r} was refused: tests reach nothing but loopback;"
        " pass the value in instead of looking it up"
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False
