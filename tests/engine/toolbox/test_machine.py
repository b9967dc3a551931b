from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.toolbox.machine import Machine
from tests.engine.toolbox.kit import make_machine


def test_the_cache_follows_xdg_cache_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    if os.uname().sysname != "Linux":
        pytest.skip("XDG_CACHE_HOME is followed on Linux only")
    assert Machine.here().cache == tmp_path / "xdg" / "plinth" / "tools"


def test_the_cache_follows_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert tmp_path in Machine.here().cache.parents


def test_the_checkout_holds_the_pinned_modules() -> None:
    assert (Machine.here().checkout / "tools" / "go").is_dir()


def test_the_search_path_leaves_out_our_own_folders_and_empty_ones(tmp_path: Path) -> None:
    machine = make_machine(tmp_path)
    ours = machine.cache / "tiny-1" / "bin"
    near = f"{machine.cache}-not"
    machine = make_machine(tmp_path, PATH=f"/bin::{ours}:{machine.cache}:{near}")
    assert machine.search_path == f"/bin:{near}"
