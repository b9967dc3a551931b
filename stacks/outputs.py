"""What a finished platform tells the outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi


@dataclass(frozen=True, kw_only=True, slots=True)
class PlatformOutputs:
    """The outputs of a stack, by the names under which they are exported."""

    node_ports: Mapping[str, pulumi.Output[dict[str, int]]]
    """Ports on every node, by workload and port name."""
    name_servers: Mapping[str, pulumi.Output[Sequence[str]]] = field(
        default_factory=dict[str, pulumi.Output[Sequence[str]]]
    )
    """The name servers of each zone that the stack makes: whoever owns the domain above it must
    name them, by the zone's name."""

    def export(self) -> None:
        """Hand the outputs to the engine."""
        pulumi.export("node_ports", dict(self.node_ports))
        if self.name_servers:
            pulumi.export("name_servers", dict(self.name_servers))
