"""Why a tool could not be made ready, always with the next step."""

from __future__ import annotations

from pathlib import Path

from engine.errors import EngineError


class ToolError(EngineError):
    """A tool cannot be made ready."""


class MissingToolsError(ToolError):
    """PLINTH_TOOLS names a folder that lacks some of the binaries."""


class NoWayToGetToolsError(ToolError):
    """Neither a download nor a build is possible on this machine."""


class GoTooOldError(ToolError):
    """Go is here, but older than the pinned modules need."""


class CacheNotWritableError(ToolError):
    """The cache folder cannot be written."""


class DiskFullError(ToolError):
    """The disk that holds the cache is full or too small for the work."""


class BuildFailedError(ToolError):
    """`go build` of a pinned module failed for a reason of its own."""


class ChecksumMismatchError(ToolError):
    """A downloaded file is not what its publisher says it is."""


class UnexpectedToolError(ToolError):
    """A fresh binary does not start or reports a version other than its pin."""


class CacheInUseError(ToolError):
    """The cache cannot be removed while another run works in it."""


def disk_full(where: Path, why: str) -> DiskFullError:
    return DiskFullError(
        what=f"not enough space on the disk of {where}",
        why=why,
        way_out=(
            "free some space and run the same command again (finished work is kept), "
            "or point XDG_CACHE_HOME to a folder on a larger disk"
        ),
    )


def cache_not_writable(where: Path, error: OSError) -> CacheNotWritableError:
    return CacheNotWritableError(
        what=f"the cache folder {where} cannot be written",
        why=f"{error.strerror or error} ({error.filename or where})",
        way_out=(
            "make it writable, point XDG_CACHE_HOME to a folder you can write, "
            "or name a folder that already holds the tools in PLINTH_TOOLS"
        ),
    )
