"""Processes of a cluster, with `sleep` in the part of a component."""

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from engine.embedded import processes
from engine.embedded.processes import Component
from tests.engine.embedded.conftest import eventually


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "c" / "bin").mkdir(parents=True)
    for name in ("etcd", "kube-apiserver"):
        (tmp_path / "c" / "bin" / name).symlink_to(shutil.which("sleep") or "")
    return tmp_path / "c"


def component(folder: Path, name: str, *args: str) -> Component:
    return Component(name, str(folder / "bin" / name), args)


def test_a_spawned_component_is_found_by_what_it_runs_and_ended(folder: Path) -> None:
    for name in ("etcd", "kube-apiserver"):
        processes.spawn(folder, component(folder, name, "600"))
    eventually(lambda: len(processes.running(folder)) == 2, "both run")
    found = processes.running(folder)
    assert {name: len(group) for name, group in found.items()} == {"etcd": 1, "kube-apiserver": 1}
    pid = int((folder / "pids" / "etcd.pid").read_text())
    assert found["etcd"][0].pid == pid
    assert found["etcd"][0].ppid() != os.getpid()
    assert processes.running(folder.with_name("another")) == {}
    processes.stop_all(folder)
    assert processes.running(folder) == {}
    assert list((folder / "pids").iterdir()) == []


def test_what_a_component_says_before_it_ends_is_in_its_log(folder: Path) -> None:
    processes.spawn(folder, component(folder, "etcd", "not-a-number"))
    log = folder / "logs" / "etcd.log"
    eventually(lambda: log.exists() and "not-a-number" in log.read_text(), "a complaint")
    tail = processes.log_tail(folder, ["etcd", "kube-apiserver"])
    assert f"last lines of {log}:" in tail
    assert "not-a-number" in tail


def test_the_end_of_a_log_shows_the_reason_and_not_the_stack_trace_below_it(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "etcd.log").write_text(
        """{"level":"info","msg":"starting"}
{"level":"panic","msg":"failed to create WAL","error":"no space left on device"}
panic: failed to create WAL

goroutine 1 [running]:
go.uber.org/zap/zapcore.(*CheckedEntry).Write(0x1d340cf912b0, {0x1d340cff6540, 0x1, 0x1})
\tgo.uber.org/zap@v1.27.1/zapcore/entry.go:272 +0x26e
go.etcd.io/etcd/server/v3/etcdserver.bootstrapStorage(...)
\tgo.etcd.io/etcd/server/v3@v3.6.14/etcdserver/bootstrap.go:171
main.main()
\tgo.etcd.io/etcd/server/v3@v3.6.14/main.go:31 +0x28
"""
    )
    shown = [line.strip() for line in processes.log_tail(tmp_path, ["etcd"], lines=2).splitlines()]
    assert shown[1:] == [
        '{"level":"panic","msg":"failed to create WAL","error":"no space left on device"}',
        "panic: failed to create WAL",
    ]


def test_arguments_are_not_read_by_a_shell(folder: Path, tmp_path: Path) -> None:
    processes.spawn(folder, component(folder, "etcd", f"$(touch {tmp_path}/hit); touch hit"))
    log = folder / "logs" / "etcd.log"
    eventually(lambda: log.exists() and "invalid" in log.read_text(), "a complaint")
    assert not (tmp_path / "hit").exists()
    assert not (folder / "hit").exists()


def test_a_kwokctl_at_work_on_this_request_is_ended_and_others_are_not(tmp_path: Path) -> None:
    kwokctl = tmp_path / "kwokctl"
    shutil.copy(shutil.which("bash") or "", kwokctl)
    wait = ["-c", "read -r line", "bash"]
    mine, other = tmp_path / "dev.request.json", tmp_path / "prod.request.json"
    with (
        subprocess.Popen([kwokctl, *wait, str(mine)], stdin=subprocess.PIPE) as ended,
        subprocess.Popen([kwokctl, *wait, str(other)], stdin=subprocess.PIPE) as spared,
    ):
        processes.stop_creators(mine)
        assert ended.wait(timeout=10) != 0
        assert spared.poll() is None
        spared.kill()


def test_who_listens_on_a_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert processes.holder_of(port).endswith(f"(pid {os.getpid()})")
    assert processes.holder_of(port) == ""


def test_kwok_variables_of_the_user_do_not_reach_kwokctl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KWOK_KUBE_APISERVER_PORT", "1")
    environment = processes.environment({"KWOK_WORKDIR": "/here"})
    assert environment["KWOK_WORKDIR"] == "/here"
    assert "KWOK_KUBE_APISERVER_PORT" not in environment
    assert environment["PATH"] == os.environ["PATH"]
