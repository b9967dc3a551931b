"""The loopback ports of an embedded cluster."""

import random
import re
import socket
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from engine.embedded.errors import ClusterError

# Below the ports that Linux hands to outgoing connections (32768 on) and below NodePorts (30000
# on), so that neither takes one while the cluster is down; above kwok.yaml's other numbers.
RANGE: Final = range(26_000, 30_000)

NAMES: Final = (
    "etcdPort",
    "etcdPeerPort",
    "kubeApiserverPort",
    "kubeControllerManagerPort",
    "kubeSchedulerPort",
    "kwokControllerPort",
)


def is_free(port: int) -> bool:
    """Whether a server could listen on a loopback port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def choose(names: Sequence[str], reserved: Collection[int] = ()) -> dict[str, int]:
    """Return a free port for each name; random, so that two clusters made at once differ.

    Ports that are reserved are not chosen: what is down holds none of its own.
    Raises ClusterError when there are not enough.
    """
    candidates = (
        port for port in random.sample(RANGE, len(RANGE)) if port not in reserved and is_free(port)
    )
    chosen = dict(zip(names, candidates, strict=False))
    if lacking := [name for name in names if name not in chosen]:
        raise ClusterError(
            what="there are not enough free ports for an embedded cluster",
            why=f"no loopback port from {RANGE[0]} to {RANGE[-1]} is left for {lacking[0]}",
            way_out="end programs that listen there, then run the same command again",
        )
    return chosen


def read(config: str) -> dict[str, int]:
    """Return the ports that a kwok.yaml names, by the name of the option."""
    found = re.findall(rf"^  ({'|'.join(NAMES)}): (\d+)$", config, re.MULTILINE)
    return {name: int(port) for name, port in found}


def replaced(text: str, old: Mapping[str, int], new: Mapping[str, int]) -> str:
    """Return a kwok.yaml or kubeconfig with ports exchanged.

    The numbers appear in options, arguments and metrics; nothing else in these files is a number
    of the range that `choose` takes them from.
    """
    moves = {str(old[name]): str(port) for name, port in new.items()}
    if not moves:
        return text
    return re.sub(rf"\b({'|'.join(moves)})\b", lambda match: moves[match[1]], text)
