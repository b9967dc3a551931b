"""`python -m engine.standin ENGINE_ADDRESS`: serves until the engine ends it."""

import os
import signal
import sys
import threading
from concurrent import futures
from types import FrameType

import grpc
from pulumi.runtime._grpc_settings import (
    _GRPC_CHANNEL_OPTIONS,  # pyright: ignore[reportPrivateUsage] - states of a platform outgrow gRPC's default limit
)

from engine.standin.provider import Provider

# Every operation waits in a thread of its own, and the engine starts dozens at once.
THREADS = 128
ORPHAN_SECONDS = 1.0


def main() -> None:
    """Prints the port, as every Pulumi plugin does, then serves."""
    provider = Provider(sys.argv[1] if len(sys.argv) > 1 else "")
    server = grpc.server(futures.ThreadPoolExecutor(THREADS), options=_GRPC_CHANNEL_OPTIONS)
    server.add_generic_rpc_handlers((provider.handlers(),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    _outlast(os.getppid())
    server.stop(0)
    # Leaves without joining threads that still wait for the cluster.
    os._exit(0)


def _outlast(engine: int) -> None:
    """Returns when told to end, or when the engine that started this process is dead."""
    ended = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        ended.set()

    # The engine gives plugins a process group of their own and ends them with SIGINT; one that does
    # not go within five seconds holds up the whole run before it is killed.
    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    while not ended.wait(ORPHAN_SECONDS) and os.getppid() == engine:
        pass


if __name__ == "__main__":
    main()
