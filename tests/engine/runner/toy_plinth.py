"""Plays plinth in a process of its own, which tests stop and kill: OPERATION on the toy program."""

import os
import sys
import time
from pathlib import Path
from typing import cast

from engine.embedded import kwok
from engine.embedded.home import ClusterHome
from engine.errors import EngineError
from engine.runner.changes import Changes
from engine.runner.outcomes import RunFailedError, RunInterruptedError
from engine.runner.places import Places
from engine.runner.session import Operation, Session
from engine.runner.workspace import LocalStack
from engine.toolbox.plugins import StandIn, write_shims
from tests.engine.runner.toy_program import program

ROOT = Path(__file__).parents[3]
FAILED, REFUSED, INTERRUPTED = 1, 3, 130


def say(text: str) -> None:
    """Say what a test waits for."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def toy_stack(data: Path, tools: Path) -> LocalStack:
    """The toy's stack in a data folder."""
    places = Places(data)
    shims = write_shims(places.shims, plugin=StandIn("toy"), checkout=ROOT)
    return LocalStack(
        project="toy", stack="dev", places=places, checkout=ROOT, bin_folders=(*shims, tools)
    )


def toy_session(
    data: Path, tools: Path, cluster: str, kubeconfig: str, changes: Changes
) -> Session:
    """A session on the toy's stack."""
    return Session(
        stack=toy_stack(data, tools),
        pulumi=tools / "pulumi",
        program=program(cluster, kubeconfig),
        on_event=changes.take,
        on_interrupt=lambda times: say(f"stop {times}"),
        restore_command="toy restore",
        settled_command="toy up --settled",
    )


def main() -> int:
    """Run one operation as cli/run.py does."""
    operation, data, tools, cluster, kubeconfig = sys.argv[1:]
    Places(Path(data)).ensure_passphrase()
    changes, began = Changes(), time.monotonic()
    session = toy_session(Path(data), Path(tools), cluster, kubeconfig, changes)
    local = session.stack
    with session.alone(f"toy {operation}") as notices:
        os.environ.update(local.environment())
        project = ROOT / "tests" / "engine" / "runner" / "toy.Pulumi.yaml"
        local.write(project, {"pulumi:disable-default-providers": ["kubernetes"]})
        if cluster:
            home = ClusterHome(cluster, local.places.clusters)
            if kwok.state(home) == kwok.Stopped():
                kwok.start(home)
        say("engine")
        session.run(cast("Operation", operation), notices)
        if operation == "destroy":
            session.remove()
    for lock in notices.dead_locks:
        say(f"removed lock of {lock.pid}")
    for step in notices.recovered:
        say(f"recovered {step.operation} {step.name}")
    say(f"changed {[f'{c.op.value} {c.name}' for c in changes.done if c.op != 'refresh']}")
    say(f"took {time.monotonic() - began:.1f} s")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except RunFailedError as error:
        say(f"FAILED {error}")
        sys.exit(FAILED)
    except EngineError as error:
        say(f"REFUSED {error}")
        sys.exit(REFUSED)
    except RunInterruptedError:
        say("INTERRUPTED")
        sys.exit(INTERRUPTED)
