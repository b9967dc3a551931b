"""Starting the control plane of a cluster that kwokctl has set up, and waiting until it serves.

kwokctl's own start waits two minutes for a component that has died, believes pid files, and keeps
ports that somebody else has taken meanwhile; so components are started here, as it wrote them.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final, cast

from engine import yaml_text
from engine.embedded import binaries, ports, processes
from engine.embedded.api import Api
from engine.embedded.errors import ClusterError
from engine.embedded.home import ClusterHome
from engine.embedded.pools import Json, JsonObject
from engine.embedded.processes import Component

_READY_SECONDS: Final = 45.0
_HANGING_SECONDS: Final = 15.0
_RESTARTS: Final = 4
_RESTART_SECONDS: Final = 1.0
_STEADY_SECONDS: Final = 1.5
_POLL_SECONDS: Final = 0.1
# A killed process counts as gone a moment before the kernel has closed what it listened on.
_LINGER_SECONDS: Final = 3.0
# Two clusters made at once may meet on a port once; whoever meets others so often has an opponent.
_ROUNDS_OF_PORTS: Final = 5

# What a component listens on; whatever else it dials belongs to another component.
_LISTENS: Final = {
    "etcd": ("etcdPort", "etcdPeerPort"),
    "kube-apiserver": ("kubeApiserverPort",),
    "kube-controller-manager": ("kubeControllerManagerPort",),
    "kube-scheduler": ("kubeSchedulerPort",),
    "kwok-controller": ("kwokControllerPort",),
}


def components(home: ClusterHome) -> tuple[Component, ...]:
    """Return the components with the arguments that kwokctl wrote down, in order of start.

    Raises ClusterError if the file is damaged.
    """
    first = home.config.read_text(encoding="utf-8", errors="replace").split("\n---\n", 1)[0]
    try:
        found = _components(cast("JsonObject", yaml_text.parse(first) or {}))
    except (yaml_text.NotYamlError, LookupError, TypeError, AttributeError) as error:
        raise damaged(home, str(error)) from error
    if lacking := sorted(set(binaries.COMPONENTS) - {item.name for item in found}):
        raise damaged(home, f"it has no {', '.join(lacking)}")
    return tuple(_told_what_pods_use(home, item) for item in found)


def _told_what_pods_use(home: ClusterHome, item: Component) -> Component:
    if item.name != "kwok-controller" or not home.metrics.exists():
        return item
    return replace(item, args=(*item.args, f"--config={home.metrics}"))


def read_ports(home: ClusterHome) -> dict[str, int]:
    """Return the cluster's ports by the name of the option; ClusterError if one is missing."""
    found = ports.read(home.config.read_text(encoding="utf-8", errors="replace"))
    if lacking := sorted(set(ports.NAMES) - set(found)):
        raise damaged(home, f"it has no {', '.join(lacking)}")
    return found


def damaged(home: ClusterHome, why: str) -> ClusterError:
    """Return the error for a cluster whose own notes cannot be read."""
    return ClusterError(
        what=f"the embedded cluster {home.name} is damaged",
        why=f"{home.config}: {why}",
        way_out="./plinth destroy removes it with all that is in it; ./plinth up makes a new one",
    )


def _components(document: JsonObject) -> tuple[Component, ...]:
    listed = cast("Sequence[Mapping[str, Json]]", document.get("components") or ())
    return tuple(
        Component(
            name=str(item["name"]),
            binary=str(item["binary"]),
            args=tuple(str(arg) for arg in cast("Sequence[Json]", item["args"])),
        )
        for item in listed
    )


def start(home: ClusterHome) -> None:
    """Start the components that do not run and wait until the cluster serves, up to 45 s.

    Ports that somebody else took while the cluster was down are exchanged for free ones.
    Raises ClusterError with the last log lines of a component that does not stay up, and where
    ports are taken again and again.
    """
    for _ in range(_ROUNDS_OF_PORTS):
        _start_missing(home)
        if _wait(home):
            return
    raise _ports_contested(home)


def _start_missing(home: ClusterHome) -> None:
    alive = processes.running(home.folder)
    missing = [item for item in components(home) if item.name not in alive]
    if missing:
        binaries.link(home.folder)
        if _move_ports(home, missing):
            missing = list(components(home))
        for item in missing:
            processes.spawn(home.folder, item)


def _move_ports(home: ClusterHome, missing: Sequence[Component]) -> bool:
    """Whether ports were exchanged, in which case nothing of the cluster runs any more."""
    current = read_ports(home)
    names = [name for item in missing for name in _LISTENS[item.name]]
    deadline = time.monotonic() + _LINGER_SECONDS
    while taken := [name for name in names if not ports.is_free(current[name])]:
        if time.monotonic() > deadline:
            break
        time.sleep(_POLL_SECONDS)
    if not taken:
        return False
    processes.stop_all(home.folder)
    fresh = ports.choose(taken, reserved=current.values())
    for name in taken:
        holder = processes.holder_of(current[name]) or "another program"
        _note(home, f"{name} {current[name]} is held by {holder}: moved to {fresh[name]}")
    for file in (home.config, home.folder / "kubeconfig.yaml"):
        changed = ports.replaced(file.read_text(encoding="utf-8"), current, fresh)
        new = file.with_suffix(".new")
        new.write_text(changed, encoding="utf-8")
        new.replace(file)
    return True


def _note(home: ClusterHome, message: str) -> None:
    home.logs.mkdir(exist_ok=True)
    with (home.logs / "plinth.log").open("a", encoding="utf-8") as log:
        log.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} {message}\n")


def _wait(home: ClusterHome) -> bool:
    """Whether the cluster serves; not when a component ended because its port was taken."""
    wanted = components(home)
    starts = {item.name: [time.monotonic()] for item in wanted}
    begun = time.monotonic()
    renewed = False
    port = read_ports(home)["kubeApiserverPort"]
    with Api(home.folder / "pki", port, timeout=5) as api:
        while True:
            alive = processes.running(home.folder)
            dead = [item for item in wanted if item.name not in alive]
            answer = api.ready()
            if not dead and not answer and _steady(starts):
                return True
            if any(_port_is_taken(home, item) for item in dead):
                return False
            waited = time.monotonic() - begun
            if waited > _READY_SECONDS:
                raise _failed(home, f"not ready after {_READY_SECONDS:.0f} s: {answer}", dead)
            if waited > _HANGING_SECONDS and not renewed:
                renewed = True  # a process may hang without dying: all anew, once
                processes.stop_all(home.folder)
            _restart(home, dead, starts)
            time.sleep(_POLL_SECONDS)


def _steady(starts: Mapping[str, list[float]]) -> bool:
    """Whether what was started again has lived long enough not to be dying just now."""
    now = time.monotonic()
    again = (times for times in starts.values() if len(times) > 1)
    return all(now - times[-1] > _STEADY_SECONDS for times in again)


def _port_is_taken(home: ClusterHome, item: Component) -> bool:
    """Whether somebody else listens where a component that does not run wants to.

    Two clusters made at the same moment may have chosen one port.
    """
    current = read_ports(home)
    return not all(ports.is_free(current[name]) for name in _LISTENS[item.name])


def _restart(
    home: ClusterHome, dead: Sequence[Component], starts: Mapping[str, list[float]]
) -> None:
    """Start what has ended, for a component may have waited too long for another one's start."""
    now = time.monotonic()
    for item in dead:
        times = starts[item.name]
        if now - times[-1] < _RESTART_SECONDS:
            continue
        if len(times) > _RESTARTS:
            raise _failed(home, f"{item.name} does not stay up", [item])
        times.append(now)
        processes.spawn(home.folder, item)


def _ports_contested(home: ClusterHome) -> ClusterError:
    processes.stop_all(home.folder)
    return ClusterError(
        what=f"the embedded cluster {home.name} did not start",
        why=f"in each of {_ROUNDS_OF_PORTS} rounds another program took one of its ports; "
        f"{home.logs / 'plinth.log'} names the ports and their holders",
        way_out=f"end what takes loopback ports {ports.RANGE[0]} to {ports.RANGE[-1]}, then run "
        "./plinth up again",
    )


def _failed(home: ClusterHome, reason: str, dead: Sequence[Component]) -> ClusterError:
    names = [item.name for item in dead] or list(binaries.COMPONENTS)
    tail = processes.log_tail(home.folder, names)
    processes.stop_all(home.folder)
    return ClusterError(
        what=f"the embedded cluster {home.name} did not start",
        why=f"{reason}\n    {tail}",
        way_out="mend what the lines name and run ./plinth up again, or ./plinth destroy "
        "removes the cluster with all that is in it",
    )
