"""The engine and its state under plinth's commands, for those who want to reach them."""

import os
import shlex
import subprocess
from collections.abc import Mapping, Sequence

from cli.reading import lives
from cli.stack import ReadyStack, cluster_home, get_ready, start_cluster, write_private
from cli.target import DEFAULT_STACK, Target
from components.cluster.spec import KwokSpec
from engine.errors import EngineError
from engine.runner.session import Session
from engine.toolbox.progress import reporter_for


def stack_and_arguments(words: Sequence[str]) -> tuple[str, list[str]]:
    """Take apart `pulumi [STACK] -- ARGS`; without `--` everything is for the engine."""
    after = list(words[words.index("pulumi") + 1 :])
    if "--" not in after:
        return DEFAULT_STACK, after
    cut = after.index("--")
    return (after[0] if cut else DEFAULT_STACK), after[cut + 1 :]


def environment_lines(target: Target) -> list[str]:
    """Return shell lines that set up what the engine and kubectl need for a stack."""
    if lives(target) == "in a cloud":
        from cli.cloud import get_ready as get_cloud_ready

        with reporter_for() as reporter:
            return _exports(get_cloud_ready(target, reporter).stack.environment())
    with reporter_for() as reporter:
        ready = get_ready(target, reporter)
    lines = _exports(ready.local.environment())
    if isinstance(ready.spec.cluster, KwokSpec):
        lines.append(f"export KUBECONFIG={shlex.quote(str(cluster_home(ready).kubeconfig))}")
    return lines


def _exports(environment: Mapping[str, str]) -> list[str]:
    new = {name for name, value in environment.items() if os.environ.get(name) != value}
    return [f"export {name}={shlex.quote(environment[name])}" for name in sorted(new)]


def run_engine(target: Target, arguments: Sequence[str]) -> int:
    """Run the engine with the user's own arguments and return its exit code."""
    if lives(target) == "in a cloud":
        from cli.cloud import get_ready as get_cloud_ready

        with reporter_for() as reporter:
            cloud = get_cloud_ready(target, reporter)
        command = [cloud.toolbox.path_of("pulumi"), *arguments]
        environment = cloud.stack.environment()
        return subprocess.run(command, cwd=target.folder, env=environment, check=False).returncode
    with reporter_for() as reporter:
        ready = get_ready(target, reporter)
    with _session(ready).alone(f"plinth pulumi {target.reference}"):
        write_private(ready)
        start_cluster(ready)
        return subprocess.run(
            [ready.toolbox.path_of("pulumi"), *arguments],
            cwd=ready.local.folder,
            env=ready.local.environment(),
            check=False,
        ).returncode


def restore_state(target: Target) -> list[str]:
    """Put the last sound state back and say where the damaged one is."""
    if lives(target) == "in a cloud":
        raise EngineError(
            what=f"plinth keeps no copies of the state of {target.reference}",
            why="a cloud stack's state is in your own backend, which keeps its history",
            way_out=f"./plinth pulumi {target.reference} -- stack history, then stack export"
            " --version N --file F and stack import --file F",
        )
    with reporter_for() as reporter:
        ready = get_ready(target, reporter)
    restored = _session(ready).restore(f"plinth restore {target.reference}")
    kept = [f"  the damaged one is kept as {restored.aside}"] if restored.aside else []
    return [
        f"{target.reference}: the state is {restored.source} again",
        *kept,
        f"next: ./plinth preview {target.reference}",
    ]


def _session(ready: ReadyStack) -> Session:
    return ready.session(lambda _: None, lambda _: None)
