"""What a finished platform tells the outside."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi


@dataclass(frozen=True, kw_only=True, slots=True)
class PlatformOutputs:
    """The outputs of a stack, by the names under which they are exported."""

    node_ports: Mapping[str, pulumi.Output[dict[str, int]]]
    """Ports on every node, by workload and port name."""

    def export(self) -> None:
        """Hand the outputs to the engine."""
        pulumi.export("node_ports", dict(self.node_ports))
