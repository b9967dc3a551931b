"""The built tools that live tests need."""

from collections.abc import Mapping
from pathlib import Path

NEEDED = (
    "pulumi",
    "kubectl",
    "kwokctl",
    "kwok",
    "etcd",
    "kube-apiserver",
    "kube-controller-manager",
    "kube-scheduler",
)


def missing(folder: Path | None) -> tuple[str, ...]:
    """The tools that a folder lacks; all of them where there is no folder."""
    return tuple(n for n in NEEDED if folder is None or not (folder / n).exists())


def why_skipped(environ: Mapping[str, str]) -> str | None:
    """Why live tests cannot run here; none where they can."""
    given = environ.get("PLINTH_TOOLS")
    lacking = missing(Path(given) if given else None)
    if not lacking:
        return None
    where = f"PLINTH_TOOLS={given} lacks {', '.join(lacking)}" if given else "PLINTH_TOOLS is unset"
    return f"NO REAL CLUSTER TESTED: {where}; ./plinth test sets it"
