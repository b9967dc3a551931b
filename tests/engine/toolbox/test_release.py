from __future__ import annotations

import hashlib
import io
import subprocess
import tarfile
from pathlib import Path

import pytest

from engine.toolbox import release
from engine.toolbox.errors import ChecksumMismatchError
from engine.toolbox.machine import Machine
from engine.toolbox.sets import Download, ToolSet
from tests.engine.toolbox.kit import (
    LEADS_TO,
    NOWHERE,
    Recorder,
    executable,
    make_machine,
    says,
    tiny_set,
    web_server,
)

BODY = says("1.2.3").encode()
SHA = hashlib.sha256(BODY).hexdigest()
NAME = "/tiny-1.2.3-linux-amd64"


def tools_at(address: str, *, checksum: str | None = None, member: str | None = None) -> ToolSet:
    suffix = ".tar.gz" if member else ""
    return tiny_set(
        release_url=address,
        download=Download(
            url=address + "tiny-{version}-{system}-{arch}" + suffix,
            checksum_url=address + checksum if checksum else None,
            member=member,
            systems=("linux",),
        ),
    )


def fetch(tools: ToolSet, machine: Machine, folder: Path, recorder: Recorder | None = None) -> Path:
    (folder / "bin").mkdir(parents=True)
    release.fetch(tools, machine, folder, recorder or Recorder())
    return folder / "bin" / "tiny"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return make_machine(tmp_path)


@pytest.mark.parametrize(
    "listing",
    [
        f"{SHA}\n",
        f"{SHA.upper()}  {NAME[1:]}\n",
        f"{'0' * 64}  other-linux-amd64\n{SHA} *{NAME[1:]}\n",
    ],
)
def test_a_binary_with_the_published_sha256_is_taken(
    tmp_path: Path, machine: Machine, listing: str
) -> None:
    with web_server({NAME: BODY, "/sums": listing.encode()}) as address:
        tool = fetch(tools_at(address, checksum="sums"), machine, tmp_path / "staging")
    assert tool.read_bytes() == BODY
    assert tool.stat().st_mode & 0o777 == 0o755


def test_a_binary_with_another_sha256_stops_everything(tmp_path: Path, machine: Machine) -> None:
    with (
        web_server({NAME: BODY + b"#", "/sums": SHA.encode()}) as address,
        pytest.raises(ChecksumMismatchError) as caught,
    ):
        fetch(tools_at(address, checksum="sums"), machine, tmp_path / "staging")
    assert caught.value.why.endswith(f"published is {SHA}")
    assert not (tmp_path / "staging" / "bin" / "tiny").exists()


@pytest.mark.parametrize("listing", ["<html>log in</html>", f"{SHA}  another-file\n"])
def test_a_listing_without_our_file_is_no_release(
    tmp_path: Path, machine: Machine, listing: str
) -> None:
    with (
        web_server({NAME: BODY, "/sums": listing.encode()}) as address,
        pytest.raises(release.NoReleaseError, match="no sha256 of tiny"),
    ):
        fetch(tools_at(address, checksum="sums"), machine, tmp_path / "staging")


def test_a_publisher_without_checksums_is_believed(tmp_path: Path, machine: Machine) -> None:
    recorder = Recorder()
    with web_server({NAME: BODY}) as address:
        tool = fetch(tools_at(address), machine, tmp_path / "staging", recorder)
    assert tool.read_bytes() == BODY
    assert recorder.steps[-1] == ("downloading tiny 1.2.3", 1.0, None)


def archive_with(member: str) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        entry = tarfile.TarInfo(member)
        entry.size = len(BODY)
        tar.addfile(entry, io.BytesIO(BODY))
    return buffer.getvalue()


def test_a_binary_is_taken_out_of_its_archive(tmp_path: Path, machine: Machine) -> None:
    with web_server({NAME + ".tar.gz": archive_with("tiny-1.2.3/tiny")}) as address:
        tools = tools_at(address, member="tiny-{version}/tiny")
        tool = fetch(tools, machine, tmp_path / "staging")
    assert tool.read_bytes() == BODY
    assert [path.name for path in (tmp_path / "staging").iterdir()] == ["bin"]


@pytest.mark.parametrize("body", [archive_with("elsewhere/tiny"), b"not an archive"])
def test_an_archive_without_the_binary_is_no_release(
    tmp_path: Path, machine: Machine, body: bytes
) -> None:
    with (
        web_server({NAME + ".tar.gz": body}) as address,
        pytest.raises(release.NoReleaseError, match="cannot be unpacked"),
    ):
        fetch(tools_at(address, member="tiny-{version}/tiny"), machine, tmp_path / "staging")


def test_a_missing_file_is_no_release(tmp_path: Path, machine: Machine) -> None:
    with (
        web_server({}) as address,
        pytest.raises(release.NoReleaseError, match="HTTP Error 404"),
    ):
        fetch(tools_at(address), machine, tmp_path / "staging")


def test_a_publisher_out_of_reach_is_no_release(tmp_path: Path, machine: Machine) -> None:
    with pytest.raises(release.NoReleaseError, match="is not within reach"):
        fetch(tools_at(NOWHERE), machine, tmp_path / "staging")


def test_every_host_is_asked_before_anything_is_downloaded(
    tmp_path: Path, machine: Machine
) -> None:
    with web_server({}) as address:
        download = Download(url=NOWHERE + "tiny", systems=("linux",))
        tools = tiny_set(release_url=address, download=download)
        recorder = Recorder()
        with pytest.raises(release.NoReleaseError, match="is not within reach"):
            fetch(tools, machine, tmp_path / "staging", recorder)
    assert [text for text, _, _ in recorder.steps] == [
        "asking whether the tiny tool can be downloaded"
    ]


def test_a_system_without_releases_is_not_even_asked_for(tmp_path: Path) -> None:
    machine = make_machine(tmp_path)
    elsewhere = Machine(
        environ=machine.environ,
        cache=machine.cache,
        checkout=machine.checkout,
        system="plan9",
        arch="amd64",
    )
    recorder = Recorder()
    with pytest.raises(release.NoReleaseError, match="no tiny is released for plan9"):
        fetch(tools_at(NOWHERE), elsewhere, tmp_path / "staging", recorder)
    assert recorder.steps == []


def test_any_answer_means_within_reach() -> None:
    with web_server({}) as address:
        assert release.can_connect(address)


def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    with web_server({"/here": LEADS_TO + NOWHERE.encode()}) as address:
        assert release.can_connect(address + "here")


def test_no_answer_means_out_of_reach() -> None:
    assert not release.can_connect(NOWHERE)
    assert not release.can_connect("not an address")


def pulumi_like(address: str) -> ToolSet:
    row = tiny_set(release_url=address)
    return ToolSet(
        **{name: getattr(row, name) for name in row.__slots__ if name != "installer"},
        installer="pulumi",
    )


def test_pulumi_is_installed_by_its_own_installer(
    tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def install(*, root: str, version: object) -> None:
        asked.append(str(version))
        executable(Path(root) / "bin" / "tiny", says("1.2.3"))

    monkeypatch.setattr("pulumi.automation.PulumiCommand.install", install)
    with web_server({}) as address:
        tool = fetch(pulumi_like(address), machine, tmp_path / "staging")
    assert asked == ["1.2.3"]
    assert tool.exists()


def test_an_installer_that_fails_is_no_release_with_its_last_words(
    tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def install(**_: object) -> None:
        raise subprocess.CalledProcessError(1, "install.sh", output=b"trying\ncurl is missing\n")

    monkeypatch.setattr("pulumi.automation.PulumiCommand.install", install)
    with (
        web_server({}) as address,
        pytest.raises(release.NoReleaseError, match="failed: curl is missing"),
    ):
        fetch(pulumi_like(address), machine, tmp_path / "staging")
