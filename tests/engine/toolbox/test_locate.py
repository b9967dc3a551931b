from __future__ import annotations

from pathlib import Path

import pytest

from engine.toolbox import locate
from engine.toolbox.errors import MissingToolsError, UnexpectedToolError
from engine.toolbox.sets import KUBERNETES_SET, PULUMI_SET
from tests.engine.toolbox.kit import Recorder, executable, make_machine, says, tiny_set


@pytest.mark.parametrize(
    ("found", "pin", "fit", "expected"),
    [
        ((3, 259, 0), (3, 259, 0), "same-major-at-least", True),
        ((3, 300, 1), (3, 259, 0), "same-major-at-least", True),
        ((3, 258, 9), (3, 259, 0), "same-major-at-least", False),
        ((4, 300, 0), (3, 259, 0), "same-major-at-least", False),
        ((1, 36, 0), (1, 36, 3), "same-minor", True),
        ((1, 37, 3), (1, 36, 3), "same-minor", False),
        ((2, 36, 3), (1, 36, 3), "same-minor", False),
    ],
)
def test_a_version_fits_its_pin(found, pin, fit, expected) -> None:
    assert locate.fits(found, pin, fit) is expected


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("v3.259.0", (3, 259, 0)),
        ("3.259.0-alpha.1", (3, 259, 0)),
        ("Kubernetes v1.36.3", (1, 36, 3)),
        ("Client Version: v1.36.3\nKustomize Version: v5.8.1", (1, 36, 3)),
        ("etcd Version: 3.6.14\nGit SHA: abc", (3, 6, 14)),
        ("kwok version v0.8.0 go1.26.8 (linux/amd64)", (0, 8, 0)),
        ("no version here", None),
    ],
)
def test_a_tool_tells_its_version(tmp_path: Path, output: str, expected) -> None:
    tool = executable(tmp_path / "tool", f"#!/bin/sh\ncat <<'END'\n{output}\nEND\n")
    assert locate.version_of(tool, tiny_set().binaries[0]) == expected


def test_a_tool_that_fails_tells_no_version(tmp_path: Path) -> None:
    tool = executable(tmp_path / "tool", "#!/bin/sh\necho v1.2.3\nexit 1\n")
    assert locate.version_of(tool, tiny_set().binaries[0]) is None


def test_a_fitting_tool_on_path_is_used(tmp_path: Path) -> None:
    tool = executable(tmp_path / "bin" / "tiny", says("1.2.9"))
    machine = make_machine(tmp_path, PATH=str(tool.parent) + ":/bin:/usr/bin")
    assert locate.on_path(tiny_set(), machine, Recorder().note) == {"tiny": tool}


def test_another_version_on_path_is_not_used_and_that_is_said(tmp_path: Path) -> None:
    tool = executable(tmp_path / "bin" / "tiny", says("1.3.0"))
    machine = make_machine(tmp_path, PATH=str(tool.parent) + ":/bin:/usr/bin")
    recorder = Recorder()
    assert locate.on_path(tiny_set(), machine, recorder.note) is None
    assert recorder.notes == [f"{tool} is 1.3.0, plinth needs 1.2.x: it is not used"]


def test_a_pulumi_too_old_is_told_what_would_do(tmp_path: Path) -> None:
    tool = executable(tmp_path / "bin" / "pulumi", "#!/bin/sh\necho v3.100.0\n")
    machine = make_machine(tmp_path, PATH=str(tool.parent) + ":/bin:/usr/bin")
    recorder = Recorder()
    assert locate.on_path(PULUMI_SET, machine, recorder.note) is None
    pin = PULUMI_SET.binaries[0].version
    assert recorder.notes == [
        f"{tool} is 3.100.0, plinth needs {pin} or a later 3.x: it is not used"
    ]


def test_six_of_seven_kubernetes_tools_on_path_are_none(tmp_path: Path) -> None:
    for binary in KUBERNETES_SET.binaries[:-1]:
        executable(tmp_path / "bin" / binary.name, says(binary.version))
    machine = make_machine(tmp_path, PATH=str(tmp_path / "bin"))
    recorder = Recorder()
    assert locate.on_path(KUBERNETES_SET, machine, recorder.note) is None
    assert recorder.notes == []


def test_all_seven_kubernetes_tools_on_path_are_used_each_by_its_own_pin(tmp_path: Path) -> None:
    expected = {
        binary.name: executable(tmp_path / "bin" / binary.name, says(binary.version))
        for binary in KUBERNETES_SET.binaries
    }
    machine = make_machine(tmp_path, PATH=str(tmp_path / "bin"))
    assert locate.on_path(KUBERNETES_SET, machine, Recorder().note) == expected


def test_given_tools_are_taken_whatever_their_version(tmp_path: Path) -> None:
    tool = executable(tmp_path / "mine" / "tiny", says("9.9.9"))
    machine = make_machine(tmp_path, PLINTH_TOOLS=str(tool.parent))
    assert locate.given([tiny_set()], machine) == {"tiny": tool}


def test_nothing_is_given_when_the_variable_is_unset_or_empty(tmp_path: Path) -> None:
    assert locate.given([tiny_set()], make_machine(tmp_path)) is None
    assert locate.given([tiny_set()], make_machine(tmp_path, PLINTH_TOOLS="")) is None


def test_a_given_folder_without_the_tools_is_refused_by_name(tmp_path: Path) -> None:
    machine = make_machine(tmp_path, PLINTH_TOOLS=str(tmp_path / "mine"))
    with pytest.raises(MissingToolsError) as caught:
        locate.given([tiny_set()], machine)
    assert str(tmp_path / "mine") in caught.value.what
    assert caught.value.why.endswith("named tiny")
    assert "unset PLINTH_TOOLS" in caught.value.way_out


def test_a_fresh_binary_of_another_version_is_refused(tmp_path: Path) -> None:
    executable(tmp_path / "tiny", says("1.2.4"))
    with pytest.raises(UnexpectedToolError) as caught:
        locate.check_fresh(tmp_path, tiny_set())
    assert caught.value.why == "it reports 1.2.4"


def test_a_fresh_file_that_is_an_error_page_is_refused(tmp_path: Path) -> None:
    executable(tmp_path / "tiny", "<html>please log in</html>")
    with pytest.raises(UnexpectedToolError) as caught:
        locate.check_fresh(tmp_path, tiny_set())
    assert caught.value.why == "it does not start"


def test_the_toolbox_does_not_find_its_own_cache_on_path(tmp_path: Path) -> None:
    machine = make_machine(tmp_path, PATH=str(tmp_path / "cache/plinth/tools/tiny-1/bin"))
    executable(machine.cache / "tiny-1" / "bin" / "tiny", says("1.2.3"))
    assert locate.on_path(tiny_set(), machine, Recorder().note) is None
