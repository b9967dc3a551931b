from __future__ import annotations

import dataclasses
from collections import namedtuple
from pathlib import Path

import pytest

from engine.toolbox import build as building
from engine.toolbox.build import build, estimate
from engine.toolbox.errors import BuildFailedError, DiskFullError, NoWayToGetToolsError
from engine.toolbox.sets import ToolSet
from engine.toolbox.store import Store
from tests.engine.toolbox.kit import Recorder, machine_with_fake_go, make_machine, tiny_set

Usage = namedtuple("Usage", "total used free")


def run_build(folder: Path, *, do: str, tools: ToolSet | None = None) -> tuple[Path, Recorder]:
    machine = machine_with_fake_go(folder, do=do)
    staging = folder / "cache" / "plinth" / "tools" / ".staging-tiny-1"
    (staging / "bin").mkdir(parents=True)
    recorder = Recorder()
    build(tools or tiny_set(), Store(machine), folder / "fake-go" / "go", staging, recorder)
    return staging / "bin", recorder


def test_compiled_packages_and_linked_binaries_move_the_bar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "LINK_WEIGHT", 4)
    do = 'echo a/b >&2; echo c >&2; echo "go: a remark" >&2; touch $out/tiny-built; echo d >&2'
    folder, recorder = run_build(tmp_path, do=do)
    shares = [done for text, done, _ in recorder.steps if text == "building the tiny tool"]
    # Four packages and one link that counts as four; what is linked when a
    # line is read depends on how quick the reader is.
    assert shares[0] == 0.0
    assert shares[-1] == 7 / 8
    assert all((share or 0) <= 7 / 8 for share in shares)
    assert (folder / "tiny").exists()


def test_a_failed_build_shows_its_last_words_and_keeps_the_log(tmp_path: Path) -> None:
    do = 'echo some/package >&2; for i in $(seq 30); do echo "error $i" >&2; done; exit 2'
    with pytest.raises(BuildFailedError) as caught:
        run_build(tmp_path, do=do)
    log = tmp_path / "cache" / "plinth" / "tools" / "logs" / "tiny.log"
    assert str(log) in caught.value.why
    shown = caught.value.why.splitlines()[1:]
    assert [line.strip() for line in shown] == [f"error {i}" for i in range(16, 31)]
    assert "error 1\n" in log.read_text(encoding="utf-8")


def test_a_disk_that_fills_up_while_building_is_named(tmp_path: Path) -> None:
    do = 'echo "write /x/y: no space left on device" >&2; exit 1'
    with pytest.raises(DiskFullError) as caught:
        run_build(tmp_path, do=do)
    assert str(tmp_path / "cache") in caught.value.what
    assert "XDG_CACHE_HOME" in caught.value.way_out


def test_too_little_space_is_said_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building.shutil, "disk_usage", lambda _: Usage(0, 0, 5_000_000))
    monkeypatch.setattr(building, "BYTES_TO_RESUME", 6_000_000)
    needs = dataclasses.replace(tiny_set(), build_bytes=6_000_001)
    with pytest.raises(DiskFullError) as caught:
        run_build(tmp_path, do="", tools=needs)
    assert "needs 6 MB for a while" in caught.value.why
    assert caught.value.why.endswith("5 MB are free")
    assert not (tmp_path / "fake-go" / "builds").exists()


def test_what_an_interrupted_build_left_counts_as_space(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(make_machine(tmp_path))
    (store.go_work / "modules").mkdir(parents=True)
    (store.go_work / "modules" / "m").write_bytes(b"x" * 2_000_000)
    free = building.BYTES_TO_RESUME + 1
    needs_all = dataclasses.replace(tiny_set(), build_bytes=free + 1_000_000)
    monkeypatch.setattr(building.shutil, "disk_usage", lambda _: Usage(0, 0, free))
    building.require_space(needs_all, store)
    with pytest.raises(DiskFullError):
        building.require_space(dataclasses.replace(needs_all, build_bytes=free + 9_000_000), store)


def test_modules_out_of_reach_are_no_way_to_get_tools(tmp_path: Path) -> None:
    do = 'echo "go: x@v1: dial tcp: lookup proxy.invalid: no such host" >&2; exit 1'
    with pytest.raises(NoWayToGetToolsError) as caught:
        run_build(tmp_path, do=do)
    assert "no such host" in caught.value.why
    assert "GOPROXY" in caught.value.way_out


@pytest.mark.parametrize(
    ("done", "elapsed", "expected", "left"),
    [
        (0.0, 0.0, 200.0, 200.0),
        (0.5, 100.0, 200.0, 100.0),
        (0.5, 300.0, 200.0, 300.0),
        (0.99, 99.0, 1000.0, 1.0),
    ],
)
def test_the_estimate_starts_as_expected_and_follows_the_rate(
    done: float, elapsed: float, expected: float, left: float
) -> None:
    assert estimate(done, elapsed, expected) == pytest.approx(left)
