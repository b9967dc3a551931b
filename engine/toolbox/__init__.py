"""plinth's tools on any machine: found, fetched or built once, and kept in the user's cache."""

from engine.toolbox.ensure import Source, Toolbox, ensure
from engine.toolbox.errors import ToolError
from engine.toolbox.machine import Machine
from engine.toolbox.plugins import RealPlugin, StandIn, kubernetes_plugin, write_shims
from engine.toolbox.progress import Reporter, reporter_for
from engine.toolbox.sets import KUBERNETES_SET, PULUMI_SET, ToolSet
from engine.toolbox.store import Removed, clean

__all__ = [
    "KUBERNETES_SET",
    "PULUMI_SET",
    "Machine",
    "RealPlugin",
    "Removed",
    "Reporter",
    "Source",
    "StandIn",
    "ToolError",
    "ToolSet",
    "Toolbox",
    "clean",
    "ensure",
    "kubernetes_plugin",
    "reporter_for",
    "write_shims",
]
