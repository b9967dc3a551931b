from __future__ import annotations

import dataclasses
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from engine.toolbox.ensure import ensure
from engine.toolbox.errors import BuildFailedError, CacheNotWritableError, DiskFullError
from engine.toolbox.sets import Download
from engine.toolbox.store import Store
from tests.engine.toolbox.kit import (
    Recorder,
    builds_of,
    executable,
    machine_with_fake_go,
    make_machine,
    says,
    tiny_set,
    web_server,
)

ROOT = Path(__file__).resolve().parents[3]

ANOTHER_RUN = """
import signal
import sys
from pathlib import Path
from engine.toolbox.ensure import ensure
from engine.toolbox.progress import PlainReporter
from tests.engine.toolbox.kit import machine_with_fake_go, tiny_set
# A test run in the background of a shell hands down an ignored SIGINT.
signal.signal(signal.SIGINT, signal.default_int_handler)
folder = Path(sys.argv[1])
do = (folder / "fake-go" / "do").read_text(encoding="utf-8").rstrip()
box = ensure([tiny_set()], PlainReporter(sys.stdout), machine_with_fake_go(folder, do=do))
print("got", box.sources["tiny"].kind, flush=True)
"""


def test_a_set_is_built_once_and_found_afterwards(tmp_path: Path) -> None:
    machine = machine_with_fake_go(tmp_path)
    recorder = Recorder()
    box = ensure([tiny_set()], recorder, machine)
    assert box.sources["tiny"].kind == "built"
    assert box.path_of("tiny").read_text(encoding="utf-8").startswith("#!/bin/sh")
    assert box.bin_folders == (box.path_of("tiny").parent,)
    assert recorder.notes[0] == (
        "127.0.0.1:9 is not within reach: building the tiny tool once, "
        f"about {round(10 / machine.cores)} s on this machine"
    )
    again = Recorder()
    assert ensure([tiny_set()], again, machine).paths == box.paths
    assert builds_of(tmp_path) == 1
    assert (again.steps, again.notes) == ([], [])


def test_the_go_caches_are_removed_after_success_only(tmp_path: Path) -> None:
    failing = machine_with_fake_go(tmp_path, do="exit 1")
    kept = Store(failing).go_work / "build" / "object"
    with pytest.raises(BuildFailedError):
        ensure([tiny_set()], Recorder(), failing)
    assert kept.exists()
    assert Store(failing).installed(tiny_set()) is None
    ensure([tiny_set()], Recorder(), machine_with_fake_go(tmp_path))
    assert not Store(failing).go_work.exists()


def test_a_real_go_builds_what_can_be_neither_found_nor_downloaded(tmp_path: Path) -> None:
    go = shutil.which("go")
    if go is None:
        pytest.skip("Go is not installed: the build of a real module is not tried")
    path = os.pathsep.join((str(Path(go).parent), os.defpath))
    machine = make_machine(tmp_path, PATH=path, GOPROXY="off")
    recorder = Recorder()
    box = ensure([tiny_set()], recorder, machine)
    assert box.sources["tiny"].kind == "built"
    told = subprocess.run([box.path_of("tiny")], capture_output=True, text=True, check=True)
    assert told.stderr == "tiny version v1.2.3\n"
    shares = [done or 0.0 for text, done, _ in recorder.steps if text == "building the tiny tool"]
    assert shares[0] == 0.0
    assert shares == sorted(shares)
    assert shares[-1] > 0.3
    assert not Store(machine).go_work.exists()
    assert [path.name for path in (tmp_path / "home").rglob("*") if path.name == "go-build"] == []


def test_path_comes_before_everything(tmp_path: Path) -> None:
    tool = executable(tmp_path / "bin" / "tiny", says("1.2.3"))
    machine = make_machine(tmp_path, PATH=f"{tool.parent}:/bin:/usr/bin")
    box = ensure([tiny_set()], Recorder(), machine)
    assert box.sources["tiny"].kind == "path"
    assert box.bin_folders == (tool.parent,)
    assert not machine.cache.exists()


def test_given_tools_come_before_path(tmp_path: Path) -> None:
    executable(tmp_path / "bin" / "tiny", says("1.2.3"))
    mine = executable(tmp_path / "mine" / "tiny", says("7.7.7"))
    machine = make_machine(tmp_path, PATH=str(tmp_path / "bin"), PLINTH_TOOLS=str(mine.parent))
    box = ensure([tiny_set()], Recorder(), machine)
    assert box.sources["tiny"].kind == "given"
    assert box.path_of("tiny") == mine


def test_the_official_release_comes_before_a_build(tmp_path: Path) -> None:
    body = says("1.2.3").encode()
    sums = hashlib.sha256(body).hexdigest().encode()
    machine = machine_with_fake_go(tmp_path)
    with web_server({"/tiny": body, "/tiny.sha256": sums}) as address:
        download = Download(
            url=address + "tiny", checksum_url=address + "tiny.sha256", systems=("linux",)
        )
        tools = tiny_set(release_url=address, download=download)
        box = ensure([tools], Recorder(), machine)
    assert box.sources["tiny"].kind == "release"
    assert builds_of(tmp_path) == 0


@pytest.mark.parametrize("body", [b"<html>log in</html>", says("9.9.9").encode()])
def test_a_release_that_is_not_the_tool_is_built_instead(tmp_path: Path, body: bytes) -> None:
    machine = machine_with_fake_go(tmp_path)
    recorder = Recorder()
    with web_server({"/tiny": body}) as address:
        box = ensure([tiny_set(release_url=address)], recorder, machine)
    assert box.sources["tiny"].kind == "built"
    assert recorder.notes[0].startswith("tiny was fetched but is not tiny 1.2.3: building")


def test_a_damaged_tool_is_built_again_with_a_notice(tmp_path: Path) -> None:
    machine = machine_with_fake_go(tmp_path)
    tool = ensure([tiny_set()], Recorder(), machine).path_of("tiny")
    tool.write_text("half", encoding="utf-8")
    recorder = Recorder()
    ensure([tiny_set()], recorder, machine)
    assert "is damaged (tiny has 4 bytes instead of" in recorder.notes[0]
    assert builds_of(tmp_path) == 2
    assert tool.stat().st_size > 4


def test_a_file_in_the_place_of_the_cache_is_named(tmp_path: Path) -> None:
    machine = machine_with_fake_go(tmp_path)
    (tmp_path / "cache").write_text("not a folder", encoding="utf-8")
    with pytest.raises(CacheNotWritableError) as caught:
        ensure([tiny_set()], Recorder(), machine)
    assert str(machine.cache) in caught.value.what
    assert "XDG_CACHE_HOME" in caught.value.way_out


def test_a_read_only_cache_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise OSError(30, "Read-only file system", "/somewhere")

    monkeypatch.setattr("engine.toolbox.store.tempfile.mkdtemp", refuse)
    with pytest.raises(CacheNotWritableError) as caught:
        ensure([tiny_set()], Recorder(), machine_with_fake_go(tmp_path))
    assert caught.value.why == "Read-only file system (/somewhere)"


def test_a_disk_that_is_full_at_the_last_moment_is_named_and_leaves_nothing_half_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    machine = machine_with_fake_go(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("engine.toolbox.store.os.fsync", full)
        with pytest.raises(DiskFullError) as caught:
            ensure([tiny_set()], Recorder(), machine)
    assert caught.value.why == "No space left on device"
    assert Store(machine).installed(tiny_set()) is None
    assert list(machine.cache.glob(".staging-*")) == []
    assert ensure([tiny_set()], Recorder(), machine).sources["tiny"].kind == "built"


def another_run(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", ANOTHER_RUN, str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def read_until(run: subprocess.Popen[str], words: str) -> str:
    assert run.stdout is not None
    seen = ""
    for line in run.stdout:
        seen += line
        if words in line:
            return seen
    raise AssertionError(f"{words!r} never came, but:\n{seen}")


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < deadline, f"{path} never came"
        time.sleep(0.02)


def test_two_runs_at_once_build_once_and_the_second_says_for_whom_it_waits(tmp_path: Path) -> None:
    do = f'while [ ! -e "{tmp_path}/go-on" ]; do sleep 0.05; done'
    machine_with_fake_go(tmp_path, do=do)
    first = another_run(tmp_path)
    wait_for(tmp_path / "fake-go" / "builds")
    second = another_run(tmp_path)
    waiting = read_until(second, "waiting for process")
    (tmp_path / "go-on").touch()
    first_said, second_said = first.communicate()[0], second.communicate()[0]
    assert f"waiting for process {first.pid}, which is getting the tiny tool" in waiting
    assert (first.returncode, second.returncode) == (0, 0)
    assert "got built" in first_said
    assert "got built" in second_said
    assert builds_of(tmp_path) == 1
    assert sorted(path.name for path in machine_with_fake_go(tmp_path).cache.iterdir()) == [
        "locks",
        "logs",
        Store(make_machine(tmp_path)).folder_of(tiny_set()).name,
    ]


def test_an_interrupted_build_ends_its_children_and_the_next_run_goes_on(tmp_path: Path) -> None:
    do = f'sleep 1000 & echo $! > "{tmp_path}/child.part"\n'
    do += f'mv "{tmp_path}/child.part" "{tmp_path}/child"; wait'
    machine_with_fake_go(tmp_path, do=do)
    run = another_run(tmp_path)
    wait_for(tmp_path / "child")
    child = psutil.Process(int((tmp_path / "child").read_text(encoding="utf-8")))
    run.send_signal(signal.SIGINT)
    said = run.communicate()[0]
    assert "KeyboardInterrupt" in said
    assert psutil.wait_procs([child], timeout=10)[1] == []
    machine = machine_with_fake_go(tmp_path, do='test -e "$GOCACHE/object"')
    assert (Store(machine).go_work / "build" / "object").exists()
    assert list(machine.cache.glob(".staging-*")) == []
    assert ensure([tiny_set()], Recorder(), machine).sources["tiny"].kind == "built"
    assert not Store(machine).go_work.exists()


def test_a_killed_run_leaves_nothing_that_stops_the_next(tmp_path: Path) -> None:
    do = f'touch "{tmp_path}/started"; while [ ! -e "{tmp_path}/end" ]; do sleep 0.05; done'
    machine_with_fake_go(tmp_path, do=do)
    run = another_run(tmp_path)
    wait_for(tmp_path / "started")
    run.kill()
    run.wait()
    machine = machine_with_fake_go(tmp_path)
    assert ensure([tiny_set()], Recorder(), machine).sources["tiny"].kind == "built"
    assert list(machine.cache.glob(".staging-*")) == []
    (tmp_path / "end").touch()
    if run.stdout is not None:
        run.stdout.close()


def test_two_sets_share_the_work_and_keep_their_order(tmp_path: Path) -> None:
    machine = machine_with_fake_go(tmp_path)
    other = executable(tmp_path / "mine" / "tiny-two", says("1.2.3"))
    row = tiny_set()
    two = dataclasses.replace(
        row, name="two", binaries=(dataclasses.replace(row.binaries[0], name="tiny-two"),)
    )
    path = f"{other.parent}:{machine.environ['PATH']}"
    machine = machine_with_fake_go(tmp_path, PATH=path)
    box = ensure([row, two], Recorder(), machine)
    assert [source.kind for source in box.sources.values()] == ["built", "path"]
    assert box.bin_folders == (box.path_of("tiny").parent, other.parent)
