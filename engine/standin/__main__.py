"""`python -m engine.standin`: serves until the engine ends it."""

import os
import signal
import sys
import threading
from concurrent import futures

import grpc

from engine.standin.provider import Provider

# Every operation waits in a thread of its own, and the engine starts dozens at once.
THREADS = 128
ORPHAN_SECONDS = 1.0
# An object comes with its inputs, old and new: together they outgrow gRPC's default limit.
OPTIONS = (("grpc.max_receive_message_length", -1),)


def main() -> None:
    """Prints the port, as every Pulumi plugin does, then serves."""
    server = grpc.server(futures.ThreadPoolExecutor(THREADS), options=OPTIONS)
    server.add_generic_rpc_handlers((Provider().handlers(),))
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

    def end(*_: object) -> None:
        ended.set()

    # The engine gives plugins a process group of their own and ends them with SIGINT; one that does
    # not go within five seconds holds up the whole run before it is killed.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    while not ended.wait(ORPHAN_SECONDS) and os.getppid() == engine:
        pass


if __name__ == "__main__":
    main()
