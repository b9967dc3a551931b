"""The one thing that kwokctl does for us: certificates, arguments and a first start."""

import json
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from engine.embedded import binaries, ports, processes
from engine.embedded.errors import ClusterError
from engine.embedded.home import ClusterHome
from engine.embedded.pools import Json

_TIMEOUT_SECONDS: Final = 60
_POLL_SECONDS: Final = 0.05


def request(programs: Mapping[str, Path], chosen: Mapping[str, int]) -> dict[str, Json]:
    """Return the KwokctlConfiguration of a cluster that downloads nothing and serves loopback.

    kwokctl's default address is 0.0.0.0, which would open an etcd without a password to the
    network. Role-based access control is its default; an audit log is not.
    """
    options: dict[str, Json] = {
        "runtime": "binary",
        "bindAddress": "127.0.0.1",
        "kubeAuthorization": True,
        "kubectlBinary": str(programs["kubectl"]),
        "etcdBinary": str(programs["etcd"]),
        "kubeApiserverBinary": str(programs["kube-apiserver"]),
        "kubeControllerManagerBinary": str(programs["kube-controller-manager"]),
        "kubeSchedulerBinary": str(programs["kube-scheduler"]),
        "kwokControllerBinary": str(programs["kwok"]),
        **chosen,
    }
    hostpath: Json = {"key": "enable-hostpath-provisioner", "value": "true"}
    # After a kill a new process would wait 15 s for the lease of the dead one before it works.
    alone: Json = {"key": "leader-elect", "value": "false"}
    return {
        "apiVersion": "config.kwok.x-k8s.io/v1alpha1",
        "kind": "KwokctlConfiguration",
        "options": options,
        "componentsPatches": [
            {"name": "kube-controller-manager", "extraArgs": [hostpath, alone]},
            {"name": "kube-scheduler", "extraArgs": [alone]},
        ],
    }


def create(home: ClusterHome) -> None:
    """Let kwokctl set the cluster up and start it; ClusterError carries kwokctl's last lines.

    Whether it really runs is for `startup.start` to find out.
    """
    programs = binaries.find()
    asked = request(programs, ports.choose(ports.NAMES))
    home.request.write_text(json.dumps(asked, indent=1), encoding="utf-8")
    command = [
        *(str(programs["kwokctl"]), "create", "cluster", "--name", home.name),
        *("--config", str(home.request)),
        "--kubeconfig=",  # its default would be the user's own file
        # With leases a restarted kwok leaves its nodes and their pods alone for up to 200 s, until
        # the lease of the killed one has run out.
        "--node-lease-duration-seconds=0",
    ]
    environment = processes.environment({"KWOK_WORKDIR": str(home.root)})
    environment["PATH"] = f"{programs['kubectl'].parent}:{environment.get('PATH', '')}"
    with home.kwokctl_log.open("wb") as log:
        kwokctl = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait_until_spawned(home, kwokctl)
        finally:
            kwokctl.kill()
            kwokctl.wait()


def _wait_until_spawned(home: ClusterHome, kwokctl: subprocess.Popen[bytes]) -> None:
    """Return once kwokctl has started every component.

    It would then wait two minutes for an API server that has died, so it is not let wait.
    """
    pid_files = [home.folder / "pids" / f"{name}.pid" for name in binaries.COMPONENTS]
    deadline = time.monotonic() + _TIMEOUT_SECONDS
    while not all(file.exists() for file in pid_files):
        if status := kwokctl.poll():
            raise _failed(home, f"kwokctl ended with status {status}")
        if time.monotonic() > deadline:
            raise _failed(home, f"kwokctl had not started it after {_TIMEOUT_SECONDS} s")
        time.sleep(_POLL_SECONDS)


def _failed(home: ClusterHome, reason: str) -> ClusterError:
    said = home.kwokctl_log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
    logged = processes.log_tail(home.folder, tuple(binaries.COMPONENTS))
    return ClusterError(
        what=f"the embedded cluster {home.name} could not be created",
        why="\n    ".join([reason, *(_message(line) for line in said), logged]),
        way_out="mend what the lines above name (a full disk, a missing permission); run it again",
    )


def _message(line: str) -> str:
    """Return what matters of one of kwokctl's JSON log lines."""
    try:
        entry = json.loads(line)
        return f"{entry.get('msg', line)} {entry.get('err', '')}".rstrip()
    except (ValueError, AttributeError):
        return line
