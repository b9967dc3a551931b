"""The built tools that some tests need."""

from collections.abc import Mapping, Sequence
from pathlib import Path

CLUSTER = (
    "pulumi",
    "kubectl",
    "kwokctl",
    "kwok",
    "etcd",
    "kube-apiserver",
    "kube-controller-manager",
    "kube-scheduler",
    "metrics-server",
)
KUBE_SCORE, KUBECONFORM, CHECKOV = "kube-score", "kubeconform", "checkov"


def missing(needed: Sequence[str], folder: Path | None) -> tuple[str, ...]:
    """The tools that a folder lacks; all of them where there is no folder."""
    return tuple(n for n in needed if folder is None or not (folder / n).exists())


def why_skipped(environ: Mapping[str, str], needed: Sequence[str], without: str) -> str | None:
    """Why tests that need these tools cannot run here, `without` first; none where they can."""
    given = environ.get("PLINTH_TOOLS")
    lacking = missing(needed, Path(given) if given else None)
    if not lacking:
        return None
    where = f"PLINTH_TOOLS={given} lacks {', '.join(lacking)}" if given else "PLINTH_TOOLS is unset"
    return f"{without}: {where}; ./plinth test sets it"
