"""The engine's state folder, tidied while no engine works in it."""

from pathlib import Path

KEPT = 60
"""Files kept of each folder of backups and history; a run adds one to three."""


def tidy(backend: Path) -> None:
    """Remove what killed engines left half-written, and the oldest backups and histories."""
    root = backend / ".pulumi"
    for pattern in ("*.tmp", "*.attrs"):
        # An engine that was killed leaves empty .attrs files, which stop every later one with
        # "failed to load checkpoint: EOF". The address of the backend says to write none.
        for path in root.rglob(pattern):
            path.unlink(missing_ok=True)
    for kind in ("backups", "history"):
        for folder in [each for each in (root / kind).rglob("*") if each.is_dir()]:
            _prune([path for path in folder.iterdir() if path.is_file()])


def _prune(files: list[Path]) -> None:
    # Their names begin alike and hold the time in nanoseconds.
    for path in sorted(files)[:-KEPT]:
        path.unlink(missing_ok=True)
