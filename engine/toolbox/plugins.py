"""Provider plugins of the Pulumi engine: the published ones, and our own launchers."""

from __future__ import annotations

import importlib.metadata
import os
import shlex
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from engine.toolbox.machine import Machine
from engine.toolbox.release import can_connect

PLUGIN_HOST = "https://get.pulumi.com/releases/plugins/"
PREFIX = "pulumi-resource-"
KUBERNETES = f"{PREFIX}kubernetes"
MARK = "# plinth's stand-in"
SECONDS_TO_INSTALL = 600

DYNAMIC_SHIM = """\
#!/bin/sh
exec "${PULUMI_PYTHON_CMD:-python3}" -u -m pulumi.dynamic "$@"
"""


@dataclass(frozen=True, slots=True)
class RealPlugin:
    """A published provider plugin is on this machine."""

    path: Path
    version: str | None
    """None for one on PATH: the engine takes that one whatever its version is."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """The published plugin cannot be had here, for this reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class NoPlugin:
    """A published plugin cannot be had here, for this reason."""

    reason: str


KubernetesPlugin = RealPlugin | StandIn


def kubernetes_plugin(
    pulumi: Path, machine: Machine | None = None, version: str | None = None
) -> KubernetesPlugin:
    """The real Kubernetes plugin, installed now if the plugin host is within reach.

    `version` is the SDK's unless given. Asks the network only when the plugin is not here.
    """
    found = real_plugin("kubernetes", pulumi, machine, version)
    return found if isinstance(found, RealPlugin) else StandIn(found.reason)


def real_plugin(
    package: str, pulumi: Path, machine: Machine | None = None, version: str | None = None
) -> RealPlugin | NoPlugin:
    """The published plugin of a package, installed now if the plugin host is within reach."""
    machine = machine or Machine.here()
    version = version or importlib.metadata.version(f"pulumi-{package}")
    found = _on_path(package, machine) or _in_pulumi_home(package, machine, version)
    if found is not None:
        return found
    if not can_connect(PLUGIN_HOST):
        return NoPlugin("it is not installed and Pulumi's plugin host is not within reach")
    failure = _install(package, pulumi, machine, version)
    return _in_pulumi_home(package, machine, version) or NoPlugin(failure)


def write_shims(folder: Path, *, plugin: KubernetesPlugin, checkout: Path) -> tuple[Path, ...]:
    """Write the launchers plinth's engine needs; the folders to put in front of PATH.

    The stand-in has a folder of its own, which is named only for a StandIn.
    """
    dynamic = folder / "dynamic"
    _write_executable(dynamic / "pulumi-resource-pulumi-python", DYNAMIC_SHIM)
    if isinstance(plugin, RealPlugin):
        return (dynamic,)
    stand_in = folder / "stand-in"
    _write_executable(stand_in / KUBERNETES, _stand_in_shim(checkout))
    return (dynamic, stand_in)


def _stand_in_shim(checkout: Path) -> str:
    return f"""\
#!/bin/sh
{MARK} for the Kubernetes provider plugin
PYTHONPATH={shlex.quote(str(checkout))}
export PYTHONPATH
exec "${{PLINTH_PYTHON:?is set by plinth; run ./plinth env}}" -P -m engine.standin "$@"
"""


def _write_executable(path: Path, text: str) -> None:
    if path.exists() and path.read_text(encoding="utf-8") == text and os.access(path, os.X_OK):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).chmod(0o755)
    Path(name).rename(path)


def _on_path(package: str, machine: Machine) -> RealPlugin | None:
    for folder in machine.search_path.split(os.pathsep):
        found = shutil.which(f"{PREFIX}{package}", path=folder)
        if found is not None and not _is_ours(Path(found)):
            return RealPlugin(Path(found).absolute(), None)
    return None


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return MARK.encode() in file.read(400)


def _in_pulumi_home(package: str, machine: Machine, version: str) -> RealPlugin | None:
    home = machine.environ.get("PULUMI_HOME")
    root = Path(home) if home else Path(machine.environ.get("HOME", "~")).expanduser() / ".pulumi"
    folder = root / "plugins" / f"resource-{package}-v{version}"
    # The engine marks a download that has not finished with this file beside the folder.
    half_done = folder.with_name(folder.name + ".partial").exists()
    path = folder / f"{PREFIX}{package}"
    if half_done or not os.access(path, os.X_OK):
        return None
    return RealPlugin(path, version)


def _install(package: str, pulumi: Path, machine: Machine, version: str) -> str:
    """Let Pulumi install the plugin; why it is not there, should it not be."""
    try:
        answer = subprocess.run(
            [pulumi, "plugin", "install", "resource", package, version],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS_TO_INSTALL,
            env={**machine.environ, "PULUMI_SKIP_UPDATE_CHECK": "1"},
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"`pulumi plugin install` failed: {error}"
    lines = (answer.stderr or answer.stdout).strip().splitlines()
    return f"`pulumi plugin install` failed: {lines[-1] if lines else answer.returncode}"
