"""The machine as the toolbox sees it: environment, cache folder, system."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

ARCHITECTURES = {"x86_64": "amd64", "amd64": "amd64", "aarch64": "arm64", "arm64": "arm64"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Machine:
    """Everything about the machine that decides where tools come from."""

    environ: Mapping[str, str]
    cache: Path
    """Folder that belongs to the toolbox alone; `clean` removes it."""
    checkout: Path
    """Folder that holds `tools/go`."""
    system: str
    arch: str

    @classmethod
    def here(cls) -> Machine:
        machine = platform.machine().lower()
        return cls(
            environ=dict(os.environ),
            cache=platformdirs.user_cache_path("plinth") / "tools",
            checkout=Path(__file__).resolve().parents[2],
            system=platform.system().lower(),
            arch=ARCHITECTURES.get(machine, machine),
        )

    @property
    def search_path(self) -> str:
        """PATH without the toolbox's own folders, so that it never finds itself."""
        folders = self.environ.get("PATH", os.defpath).split(os.pathsep)
        ours = str(self.cache)
        kept = [folder for folder in folders if folder and not _is_inside(folder, ours)]
        return os.pathsep.join(kept)

    @property
    def cores(self) -> int:
        """Processors this process may use, which a container limits below what is built in."""
        if hasattr(os, "sched_getaffinity"):
            return len(os.sched_getaffinity(0))
        return os.cpu_count() or 1


def _is_inside(folder: str, parent: str) -> bool:
    return folder == parent or folder.startswith(parent + os.sep)
