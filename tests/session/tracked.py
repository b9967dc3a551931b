"""Do the files under version control stay as they are while the tests run?"""

import hashlib
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ABSENT = "absent"


@dataclass(frozen=True)
class Verdict:
    """The tracked files a run changed, or why nobody looked."""

    changed: tuple[str, ...] = ()
    not_checked: str | None = None


def verdict(
    before: Mapping[str, str] | None, after: Mapping[str, str] | None, *, updating: bool
) -> Verdict:
    """The comparison at the end of a run; golden files may change while they are rewritten."""
    if updating:
        return Verdict(not_checked="tracked files unchanged: golden files are being rewritten")
    if before is None or after is None:
        return Verdict(not_checked="tracked files unchanged: git lists no files here")
    return Verdict(changed(before, after))


def fingerprints(root: Path) -> Mapping[str, str] | None:
    """Content hash of every tracked file; none where there is no git checkout to ask."""
    command = ["git", "-C", str(root), "ls-files", "-z"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    names = [name for name in listed.decode().split("\0") if name]
    return {name: _fingerprint(root / name) for name in names}


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """The files whose content, presence or tracking differs, sorted."""
    names = before.keys() | after.keys()
    return tuple(sorted(n for n in names if before.get(n) != after.get(n)))


def _fingerprint(path: Path) -> str:
    if path.is_symlink():
        return f"link to {path.readlink()}"
    if not path.is_file():
        return ABSENT
    return hashlib.sha256(path.read_bytes()).hexdigest()
