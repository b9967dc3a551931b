"""Official releases: downloaded where the internet is within reach, checked, never trusted."""

from __future__ import annotations

import http.client
import re
import subprocess
import tarfile
import threading
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from engine.toolbox.errors import ChecksumMismatchError
from engine.toolbox.machine import Machine
from engine.toolbox.progress import Reporter
from engine.toolbox.sets import Binary, Download, ToolSet
from engine.toolbox.store import sha256_of

SECONDS_TO_CONNECT = 3.0
SECONDS_TO_READ = 30.0
CHUNK = 1 << 20
_SHA256 = re.compile(r"\b[0-9a-fA-F]{64}\b")


class NoReleaseError(Exception):
    """The official release cannot be had here; building is the next thing to try."""


NETWORK_ERRORS = (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError)


class _AnyAnswer(urllib.request.HTTPErrorProcessor):
    """Errors and redirects are answers too; following one could take longer than we ask for."""

    def http_response(
        self, request: urllib.request.Request, response: http.client.HTTPResponse
    ) -> http.client.HTTPResponse:
        del request
        return response

    https_response = http_response


def fetch(tools: ToolSet, machine: Machine, staging: Path, reporter: Reporter) -> None:
    """Put the official binaries into `staging/bin`.

    Raises NoReleaseError when they cannot be had, ChecksumMismatchError when they are not
    what is published.
    """
    addresses = [tools.release_url]
    if tools.installer == "downloads":
        for binary in tools.binaries:
            addresses.append(_filled(_download_for(binary, machine).url, binary, machine))
    reporter.step(f"asking whether {tools.title} can be downloaded", None, None)
    for host, address in {urlsplit(address).netloc: address for address in addresses}.items():
        if not can_connect(address):
            raise NoReleaseError(f"{host} is not within reach")
    match tools.installer:
        case "pulumi":
            _install_pulumi(tools, staging, reporter)
        case "downloads":
            for binary in tools.binaries:
                _fetch_binary(binary, machine, staging, reporter)


def can_connect(url: str) -> bool:
    """Whether any answer comes from there within three seconds, name resolution included."""
    answered = threading.Event()

    def ask() -> None:
        try:
            request = urllib.request.Request(url, method="HEAD")
            with opener.open(request, timeout=SECONDS_TO_CONNECT):
                answered.set()
        except (*NETWORK_ERRORS, OSError, ValueError):
            pass
        finally:
            finished.set()

    finished = threading.Event()
    opener = urllib.request.build_opener(_AnyAnswer)
    # A thread, because no timeout of ours reaches the resolver.
    threading.Thread(target=ask, daemon=True).start()
    finished.wait(SECONDS_TO_CONNECT)
    return answered.is_set()


def _install_pulumi(tools: ToolSet, staging: Path, reporter: Reporter) -> None:
    from pulumi.automation import InvalidVersionError, PulumiCommand
    from semver import VersionInfo

    version = tools.binaries[0].version
    # The installer moves its own folder here.
    (staging / "bin").rmdir()
    reporter.step(f"downloading {tools.title} {version}", None, None)
    try:
        PulumiCommand.install(root=str(staging), version=VersionInfo.parse(version))
    except subprocess.CalledProcessError as error:
        raise NoReleaseError(f"Pulumi's installer failed: {_last_line(error.output)}") from error
    except (*NETWORK_ERRORS, OSError, InvalidVersionError) as error:
        raise NoReleaseError(f"Pulumi's installer failed: {error}") from error


def _fetch_binary(binary: Binary, machine: Machine, staging: Path, reporter: Reporter) -> None:
    download = _download_for(binary, machine)
    url = _filled(download.url, binary, machine)
    arrived = staging / f"{binary.name}.part"
    target = staging / "bin" / binary.name
    try:
        published = _published_sha256(download, binary, machine, url)
        _save(url, arrived, f"downloading {binary.name} {binary.version}", reporter)
        if published is not None:
            _compare(arrived, published, url)
        if download.member is None:
            arrived.rename(target)
        else:
            _unpack(arrived, _filled(download.member, binary, machine), target)
            arrived.unlink()
    except NETWORK_ERRORS as error:
        raise NoReleaseError(f"{binary.name} could not be downloaded: {error} ({url})") from error
    target.chmod(0o755)


def _published_sha256(download: Download, binary: Binary, machine: Machine, url: str) -> str | None:
    if download.checksum_url is None:
        return None
    listed = _filled(download.checksum_url, binary, machine)
    with urllib.request.urlopen(listed, timeout=SECONDS_TO_READ) as answer:
        text: str = answer.read(CHUNK).decode("utf-8", "replace")
    name = url.rsplit("/", 1)[1]
    lines = text.strip().splitlines()
    for line in lines:
        words = line.split()
        alone = len(lines) == 1 and len(words) == 1
        if words and _SHA256.fullmatch(words[0]) and (alone or words[-1].lstrip("*") == name):
            return words[0].lower()
    raise NoReleaseError(f"no sha256 of {name} is published at {listed}")


def _save(url: str, target: Path, text: str, reporter: Reporter) -> None:
    with urllib.request.urlopen(url, timeout=SECONDS_TO_READ) as answer, target.open("wb") as file:
        total = int(answer.headers.get("Content-Length") or 0)
        arrived = 0
        reporter.step(text, 0.0 if total else None, None)
        while chunk := answer.read(CHUNK):
            file.write(chunk)
            arrived += len(chunk)
            reporter.step(text, arrived / total if total else None, None)
    if total and arrived != total:
        raise NoReleaseError(f"{url} ended after {arrived} of {total} bytes")


def _compare(file: Path, published: str, url: str) -> None:
    found = sha256_of(file)
    if found != published:
        raise ChecksumMismatchError(
            what=f"{url} is not what its publisher says it is: nothing of it is used",
            why=f"sha256 {found}, published is {published}",
            way_out=(
                "run again in case the download was damaged; if it stays, something between here "
                "and the publisher changes files: tell whoever runs the network, or name a folder "
                "with trusted binaries in PLINTH_TOOLS"
            ),
        )


def _unpack(archive: Path, member: str, target: Path) -> None:
    try:
        with tarfile.open(archive, "r:gz") as tar:
            source = tar.extractfile(member)
            if source is None:
                raise NoReleaseError(f"{member} in {archive.name} is not a file")
            with source, target.open("wb") as file:
                while chunk := source.read(CHUNK):
                    file.write(chunk)
    except (tarfile.TarError, KeyError, EOFError) as error:
        raise NoReleaseError(f"{archive.name} cannot be unpacked: {error}") from error


def _download_for(binary: Binary, machine: Machine) -> Download:
    download = binary.download
    if download is None or machine.system not in download.systems:
        raise NoReleaseError(f"no {binary.name} is released for {machine.system}")
    return download


def _filled(template: str, binary: Binary, machine: Machine) -> str:
    return template.format(version=binary.version, system=machine.system, arch=machine.arch)


def _last_line(output: bytes | str | None) -> str:
    text = output.decode("utf-8", "replace") if isinstance(output, bytes) else output or ""
    return (text.strip().splitlines() or ["no message"])[-1]
