"""A local stack made ready to be run: files read, tools there, private folder written."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cli.reading import read
from cli.target import CHECKOUT, Target
from components.cluster.spec import ExistingSpec, KwokSpec
from engine.embedded import kwok, metrics_server
from engine.embedded.home import ClusterHome
from engine.errors import EngineError
from engine.runner.places import Places
from engine.runner.session import OnEvent, Session
from engine.runner.workspace import LocalStack
from engine.toolbox.ensure import Toolbox, ensure
from engine.toolbox.plugins import KubernetesPlugin, RealPlugin, kubernetes_plugin, write_shims
from engine.toolbox.progress import Reporter
from engine.toolbox.sets import KUBERNETES_SET, METRICS_SERVER_SET, PULUMI_SET, ToolSet
from stacks.file import ResolvedStack
from stacks.needs import resource_metrics
from stacks.spec import StackSpec

SPEC_CONFIG = "platform:spec"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadyStack:
    """Everything that a command on a local stack needs."""

    target: Target
    resolved: ResolvedStack[StackSpec]
    local: LocalStack
    toolbox: Toolbox
    plugin: KubernetesPlugin

    @property
    def spec(self) -> StackSpec:
        """The stack's spec."""
        return self.resolved.spec

    def session(self, on_event: OnEvent, on_interrupt: Callable[[int], object]) -> Session:
        """Return the engine's session on this stack."""
        return Session(
            stack=self.local,
            pulumi=self.toolbox.path_of("pulumi"),
            program=lambda: program(self.target.folder),
            on_event=on_event,
            on_interrupt=on_interrupt,
            restore_command=f"./plinth restore {self.target.reference}",
            settled_command=f"./plinth up {self.target.reference} --settled",
        )


def get_ready(target: Target, reporter: Reporter) -> ReadyStack:
    """Read the stack and get the tools; raises StackFileError and EngineError."""
    resolved = read(target)
    places = Places.of_user()
    places.ensure_passphrase()
    toolbox = ensure(tool_sets(resolved.spec, _home_of(target, places)), reporter)
    plugin = kubernetes_plugin(toolbox.path_of("pulumi"))
    _refuse_stand_in_elsewhere(resolved.spec, plugin, target)
    shims = write_shims(places.shims, plugin=plugin, checkout=CHECKOUT)
    real = (plugin.path.parent,) if isinstance(plugin, RealPlugin) else ()
    local = LocalStack(
        project=target.project,
        stack=target.stack,
        places=places,
        checkout=CHECKOUT,
        bin_folders=(*shims, *real, *toolbox.bin_folders),
    )
    return ReadyStack(target=target, resolved=resolved, local=local, toolbox=toolbox, plugin=plugin)


def write_private(ready: ReadyStack) -> None:
    """Write the private project folder; the caller holds the stack."""
    spec = json.loads(ready.spec.model_dump_json(exclude_unset=True))
    providers = ["aws", "digitalocean", "kubernetes"]
    ready.local.write(
        ready.target.project_file,
        {"pulumi:disable-default-providers": providers, SPEC_CONFIG: spec},
    )


def start_cluster(ready: ReadyStack) -> None:
    """Start the stack's embedded cluster if it was whole once and is not running."""
    if not isinstance(ready.spec.cluster, KwokSpec):
        return
    home = cluster_home(ready)
    # One whose creation was cut off reads as gone, and the engine makes it anew.
    if home.finished.exists() and kwok.state(home) not in (kwok.Absent(), kwok.Running()):
        kwok.start(home)


def remove_cluster(ready: ReadyStack) -> None:
    """Remove the stack's embedded cluster with all that is left of it, half-made or whole."""
    if isinstance(ready.spec.cluster, KwokSpec):
        kwok.delete(cluster_home(ready))


def cluster_home(ready: ReadyStack) -> ClusterHome:
    """Return where the stack's embedded cluster lives."""
    return _home_of(ready.target, ready.local.places)


def _home_of(target: Target, places: Places) -> ClusterHome:
    return ClusterHome(target.identity.physical_name, places.clusters)


def tool_sets(spec: StackSpec, home: ClusterHome) -> tuple[ToolSet, ...]:
    """Return what a run needs; a cluster that has a metrics server cannot start without it."""
    always = (PULUMI_SET, KUBERNETES_SET)
    needed = isinstance(spec.cluster, KwokSpec) and resource_metrics(spec) == "served"
    if needed or metrics_server.wanted(home) == "served":
        return (*always, METRICS_SERVER_SET)
    return always


def program(folder: Path) -> None:
    """Make the platform whose files lie in the folder; what the engine runs."""
    # Here and not above: the cloud libraries take a second to import, and `show` needs none.
    from stacks.load import load
    from stacks.platform import build

    build(load(folder)).export()


def _refuse_stand_in_elsewhere(spec: StackSpec, plugin: KubernetesPlugin, target: Target) -> None:
    if isinstance(spec.cluster, ExistingSpec) and not isinstance(plugin, RealPlugin):
        raise EngineError(
            what="this cluster needs Pulumi's own Kubernetes plugin",
            why=f"{plugin.reason}; plinth's stand-in for it works on the embedded cluster only",
            way_out=f"allow downloads, or set cluster.distribution: kwok in {target.file.name}",
        )
