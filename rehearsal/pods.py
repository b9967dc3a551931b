"""What the real scheduler made of every pod; pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.embedded.nodes import POOL_LABEL
from engine.standin.shape import JsonObject, condition, text


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """Where the pods of a cluster are."""

    pools: Mapping[str, int]
    """How many pods each pool carries."""
    nodes: Mapping[str, int]
    """How many nodes each pool has."""
    pending: Mapping[str, str]
    """Pods without a node, by namespace and name, and the scheduler's words for why."""

    @property
    def pods(self) -> int:
        """How many pods there are."""
        return sum(self.pools.values()) + len(self.pending)

    def told(self) -> str:
        """Return it in one line for people."""
        carried = ", ".join(
            f"{pool}: {count} on {_counted(self.nodes.get(pool, 0), 'node')}"
            for pool, count in sorted(self.pools.items())
        )
        rest = f"; {len(self.pending)} pending" if self.pending else "; none is pending"
        return f"{_counted(self.pods, 'pod')} placed by the real scheduler ({carried}){rest}"


def placement(pods: Iterable[JsonObject], nodes: Iterable[JsonObject]) -> Placement:
    """Return where the pods are; those that are done are left out."""
    pool_of = {
        text(n, "metadata", "name"): text(n, "metadata", "labels", POOL_LABEL) for n in nodes
    }
    running = [pod for pod in pods if text(pod, "status", "phase") not in ("Succeeded", "Failed")]
    placed = [text(pod, "spec", "nodeName") for pod in running]
    return Placement(
        pools=Counter(pool_of.get(node, "no pool") for node in placed if node),
        nodes=Counter(pool_of.values()),
        pending={_name(pod): _why(pod) for pod in running if not text(pod, "spec", "nodeName")},
    )


def undecided(pods: Iterable[JsonObject]) -> bool:
    """Say whether the scheduler has not looked at some pod yet."""
    return any(
        not text(pod, "spec", "nodeName") and not condition(pod, "PodScheduled") for pod in pods
    )


def _name(pod: JsonObject) -> str:
    return f"{text(pod, 'metadata', 'namespace')}/{text(pod, 'metadata', 'name')}"


def _why(pod: JsonObject) -> str:
    return text(condition(pod, "PodScheduled"), "message") or "the scheduler has not said why"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
