"""Providers in this process, which the engine attaches to instead of starting plugins."""

import contextlib
from collections.abc import Generator, Mapping
from concurrent import futures

import grpc

THREADS = 128
"""Every operation waits in a thread of its own, and the engine starts dozens at once."""
_OPTIONS = (("grpc.max_receive_message_length", -1),)
VARIABLE = "PULUMI_DEBUG_PROVIDERS"


@contextlib.contextmanager
def serving(packages: Mapping[str, grpc.GenericRpcHandler]) -> Generator[str]:
    """Serve each package on a loopback port of its own; the value of PULUMI_DEBUG_PROVIDERS."""
    servers: list[grpc.Server] = []
    ports: dict[str, int] = {}
    try:
        for package, handlers in packages.items():
            server = grpc.server(futures.ThreadPoolExecutor(THREADS), options=_OPTIONS)
            server.add_generic_rpc_handlers((handlers,))
            ports[package] = server.add_insecure_port("127.0.0.1:0")
            server.start()
            servers.append(server)
        yield ",".join(f"{package}:{port}" for package, port in ports.items())
    finally:
        for server in servers:
            server.stop(0).wait()
