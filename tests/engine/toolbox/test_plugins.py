from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from engine.toolbox import plugins
from engine.toolbox.plugins import RealPlugin, StandIn, kubernetes_plugin, write_shims
from tests.engine.toolbox.kit import NOWHERE, executable, make_machine, web_server

NAME = "pulumi-resource-kubernetes"
STAND_IN = StandIn("not here")


@pytest.fixture(autouse=True)
def _no_internet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugins, "PLUGIN_HOST", NOWHERE)


def test_a_plugin_on_path_is_real(tmp_path: Path) -> None:
    plugin = executable(tmp_path / "bin" / NAME, "#!/bin/sh\n")
    machine = make_machine(tmp_path, PATH=str(plugin.parent))
    assert kubernetes_plugin(Path("pulumi"), machine, "4.34.2") == RealPlugin(plugin, None)


def test_our_own_stand_in_on_path_is_not_real_but_one_behind_it_is(tmp_path: Path) -> None:
    _, ours = write_shims(tmp_path / "shims", plugin=STAND_IN, checkout=tmp_path)
    machine = make_machine(tmp_path, PATH=str(ours))
    assert isinstance(kubernetes_plugin(Path("pulumi"), machine, "4.34.2"), StandIn)
    plugin = executable(tmp_path / "bin" / NAME, "#!/bin/sh\n")
    machine = make_machine(tmp_path, PATH=f"{ours}:{plugin.parent}")
    assert kubernetes_plugin(Path("pulumi"), machine, "4.34.2") == RealPlugin(plugin, None)


@pytest.mark.parametrize("home", ["home/.pulumi", "elsewhere"])
def test_an_installed_plugin_of_the_sdks_version_is_real(tmp_path: Path, home: str) -> None:
    folder = tmp_path / home / "plugins" / "resource-kubernetes-v4.34.2"
    plugin = executable(folder / NAME, "")
    extra = {} if home.startswith("home") else {"PULUMI_HOME": str(tmp_path / home)}
    machine = make_machine(tmp_path, **extra)
    assert kubernetes_plugin(Path("pulumi"), machine, "4.34.2") == RealPlugin(plugin, "4.34.2")
    assert isinstance(kubernetes_plugin(Path("pulumi"), machine, "4.34.3"), StandIn)


def test_a_half_downloaded_plugin_is_not_real(tmp_path: Path) -> None:
    folder = tmp_path / "home" / ".pulumi" / "plugins" / "resource-kubernetes-v4.34.2"
    executable(folder / NAME, "")
    folder.with_name(folder.name + ".partial").touch()
    answer = kubernetes_plugin(Path("pulumi"), make_machine(tmp_path), "4.34.2")
    assert isinstance(answer, StandIn)


def test_pulumi_is_not_asked_when_the_plugin_host_is_out_of_reach(tmp_path: Path) -> None:
    pulumi = executable(tmp_path / "pulumi", f"#!/bin/sh\ntouch {tmp_path}/asked\n")
    answer = kubernetes_plugin(pulumi, make_machine(tmp_path), "4.34.2")
    assert answer == StandIn("it is not installed and Pulumi's plugin host is not within reach")
    assert not (tmp_path / "asked").exists()


def test_pulumi_installs_the_plugin_when_the_host_is_within_reach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "home" / ".pulumi" / "plugins" / "resource-kubernetes-v4.34.2"
    pulumi = executable(
        tmp_path / "pulumi",
        f'#!/bin/sh\n[ "$*" = "plugin install resource kubernetes 4.34.2" ] || exit 1\n'
        f"mkdir -p {folder}; printf '#!/bin/sh\\n' > {folder}/{NAME}; chmod 755 {folder}/{NAME}\n",
    )
    with web_server({}) as address:
        monkeypatch.setattr(plugins, "PLUGIN_HOST", address)
        answer = kubernetes_plugin(pulumi, make_machine(tmp_path), "4.34.2")
    assert answer == RealPlugin(folder / NAME, "4.34.2")


def test_an_install_that_fails_gives_pulumis_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulumi = executable(tmp_path / "pulumi", "#!/bin/sh\necho 'error: 403' >&2; exit 255\n")
    with web_server({}) as address:
        monkeypatch.setattr(plugins, "PLUGIN_HOST", address)
        answer = kubernetes_plugin(pulumi, make_machine(tmp_path), "4.34.2")
    assert answer == StandIn("`pulumi plugin install` failed: error: 403")


def test_beside_a_real_plugin_only_the_dynamic_launcher_is_named(tmp_path: Path) -> None:
    real = RealPlugin(tmp_path / NAME, None)
    folders = write_shims(tmp_path / "shims", plugin=real, checkout=tmp_path)
    assert folders == (tmp_path / "shims" / "dynamic",)
    assert not (tmp_path / "shims" / "stand-in").exists()


def test_the_dynamic_launcher_starts_the_python_it_is_told(tmp_path: Path) -> None:
    (folder,) = write_shims(
        tmp_path / "shims", plugin=RealPlugin(tmp_path, None), checkout=tmp_path
    )
    python = executable(tmp_path / "python", '#!/bin/sh\necho "$@"\n')
    said = subprocess.run(
        [folder / "pulumi-resource-pulumi-python", "127.0.0.1:1", "a b"],
        env={"PATH": "/bin:/usr/bin", "PULUMI_PYTHON_CMD": str(python)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "-u -m pulumi.dynamic 127.0.0.1:1 a b\n"


def test_the_stand_in_starts_from_the_checkout_also_with_odd_characters(tmp_path: Path) -> None:
    checkout = tmp_path / "it's a $HOME"
    _, folder = write_shims(tmp_path / "shims", plugin=STAND_IN, checkout=checkout)
    python = executable(tmp_path / "python", '#!/bin/sh\necho "$PYTHONPATH|$@"\n')
    said = subprocess.run(
        [folder / NAME, "127.0.0.1:1"],
        env={"PATH": "/bin:/usr/bin", "PLINTH_PYTHON": str(python)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == f"{checkout}|-P -m engine.standin 127.0.0.1:1\n"


def test_the_stand_in_without_plinth_says_so(tmp_path: Path) -> None:
    _, folder = write_shims(tmp_path / "shims", plugin=STAND_IN, checkout=tmp_path)
    said = subprocess.run(
        [folder / NAME], env={"PATH": "/bin"}, capture_output=True, text=True, check=False
    )
    assert said.returncode != 0
    assert "PLINTH_PYTHON" in said.stderr


def test_launchers_are_rewritten_only_when_they_differ(tmp_path: Path) -> None:
    _, folder = write_shims(tmp_path / "shims", plugin=STAND_IN, checkout=tmp_path / "one")
    before = (folder / NAME).stat().st_ino
    write_shims(tmp_path / "shims", plugin=STAND_IN, checkout=tmp_path / "one")
    assert (folder / NAME).stat().st_ino == before
    write_shims(tmp_path / "shims", plugin=STAND_IN, checkout=tmp_path / "two")
    assert "/two" in (folder / NAME).read_text(encoding="utf-8")
    assert (folder / NAME).stat().st_mode & 0o777 == 0o755
    assert [path.name for path in folder.iterdir()] == [NAME]
