"""Looks for a secret value in everything that a run leaves or says."""

import base64
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote


def forms(value: str) -> set[bytes]:
    """The ways in which a value turns up when somebody is careless with it."""
    if (bare := value.strip()) != value:
        return forms(bare)  # is part of every form of the whole, but for encodings of its end
    inner = json.dumps(value)[1:-1]
    shifted = [base64.b64encode(f"{' ' * n}{value}".encode())[4:-4] for n in range(3)]
    plain = [value, inner, json.dumps(inner)[1:-1], quote(value)]
    return {text.encode() for text in plain} | {
        # Without the last letters: they hold what follows, too.
        base64.b64encode(value.encode()).rstrip(b"=")[:-1],
        base64.urlsafe_b64encode(value.encode()).rstrip(b"=")[:-1],
        *(part for part in shifted if len(part) >= 8),
    }


def leaks(value: str, *places: Path | str | bytes) -> list[str]:
    """Where the value is found: files below folders, packed ones unpacked, and texts given."""
    wanted, found = forms(value), list[str]()
    for name, content in _contents(places):
        found += [f"{name}: {form.decode()}" for form in sorted(wanted) if form in content]
    return found


def _contents(places: tuple[Path | str | bytes, ...]) -> Iterator[tuple[str, bytes]]:
    for number, place in enumerate(places):
        if isinstance(place, Path):
            for path in sorted(place.rglob("*")):
                if path.is_file() and not path.is_symlink():
                    yield str(path), _unpacked(path.read_bytes())
                    yield f"name of {path}", path.name.encode()
        else:
            yield f"text {number}", place.encode() if isinstance(place, str) else place


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        return gzip.decompress(content)
    except (OSError, EOFError):
        return content
