from __future__ import annotations

from pathlib import Path

import pytest

from engine.toolbox import golang
from engine.toolbox.errors import GoTooOldError, NoWayToGetToolsError
from engine.toolbox.store import Store
from tests.engine.toolbox.kit import machine_with_fake_go, make_machine, tiny_set


def test_go_on_path_is_used(tmp_path: Path) -> None:
    machine = machine_with_fake_go(tmp_path)
    found = golang.require_go(tiny_set(), machine, "no internet")
    assert found == tmp_path / "fake-go" / "go"


@pytest.mark.parametrize("version", ["1.21.0", "1.21", "1.22rc1", "2.0"])
def test_go_of_the_needed_version_or_later_is_fine(tmp_path: Path, version: str) -> None:
    machine = machine_with_fake_go(tmp_path, FAKE_GO_VERSION=version)
    assert golang.require_go(tiny_set(), machine, "no internet").name == "go"


def test_an_older_go_is_refused_with_both_versions(tmp_path: Path) -> None:
    machine = machine_with_fake_go(tmp_path, FAKE_GO_VERSION="1.20.14")
    with pytest.raises(GoTooOldError) as caught:
        golang.require_go(tiny_set(), machine, "no internet")
    assert "is 1.20.14, the pinned module needs 1.21.0; and no internet" in caught.value.why
    assert "install Go 1.21.0 or later" in caught.value.way_out
    assert "allow internet access" in caught.value.way_out


def test_no_go_and_no_network_names_both_ways_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(golang, "OFFICIAL_PLACE", str(tmp_path / "no-go-here"))
    machine = make_machine(tmp_path, PATH=str(tmp_path / "empty"))
    with pytest.raises(NoWayToGetToolsError) as caught:
        golang.require_go(tiny_set(), machine, "example.org is not within reach")
    assert caught.value.why == "example.org is not within reach, and Go is not installed"
    assert "allow internet access" in caught.value.way_out
    assert "install Go 1.21.0 or later" in caught.value.way_out


def test_go_in_its_official_place_is_found_without_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine_with_fake_go(tmp_path)
    monkeypatch.setattr(golang, "OFFICIAL_PLACE", str(tmp_path / "fake-go"))
    machine = make_machine(tmp_path, PATH="/bin:/usr/bin", FAKE_GO_FOLDER=str(tmp_path))
    assert golang.require_go(tiny_set(), machine, "no internet") == tmp_path / "fake-go" / "go"


def test_the_users_go_settings_do_not_change_a_build(tmp_path: Path) -> None:
    machine = make_machine(
        tmp_path, GOFLAGS="-mod=mod", GOWORK="/w", GOOS="plan9", GOPROXY="http://p"
    )
    environ = golang.go_environ(Store(machine))
    assert environ["GOFLAGS"].startswith("-mod=readonly ")
    assert (environ["GOWORK"], environ["GOOS"], environ["GOTOOLCHAIN"]) == ("off", "", "local")
    assert environ["GOPROXY"] == "http://p"
    private = ("GOCACHE", "GOMODCACHE", "GOPATH", "GOTMPDIR")
    assert all(environ[name].startswith(str(machine.cache)) for name in private)
