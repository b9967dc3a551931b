"""Asking kube-score, with every check that it has and none of the exceptions objects can carry."""

import json
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypedDict

from engine.toolbox.sets import KUBERNETES
from tests.judges.findings import Finding, Verdict
from tests.judges.objects import Manifest, stream

KINDS = frozenset(
    {
        "CronJob",
        "DaemonSet",
        "Deployment",
        "HorizontalPodAutoscaler",
        "Ingress",
        "Job",
        "NetworkPolicy",
        "Pod",
        "PodDisruptionBudget",
        "Service",
        "StatefulSet",
    }
)
"""The kinds it has checks for; it passes over all others without a word."""

ALL_IS_WELL = 10
"""The best of its grades; 7 and less each come with a reason."""

MINOR = KUBERNETES.rpartition(".")[0]
ARGUMENTS = (
    "score",
    f"--kubernetes-version=v{MINOR}",
    "--all-default-optional",
    "--disable-ignore-checks-annotations",
    "--disable-optional-checks-annotations",
    "--output-format=json",
    "-",
)


class _Comment(TypedDict):
    path: str
    summary: str


class _Check(TypedDict):
    id: str
    name: str


class _Score(TypedDict):
    check: _Check
    grade: int
    skipped: bool
    comments: Sequence[_Comment] | None


class _Typed(TypedDict):
    kind: str


class _Named(TypedDict):
    name: str


class _Scored(TypedDict):
    type_meta: _Typed
    object_meta: _Named
    checks: Sequence[_Score]


def verdict(kube_score: Path, stack: str, objects: Iterable[Manifest]) -> Verdict:
    """What kube-score says of the objects; AssertionError when it cannot read them."""
    command = [kube_score, *ARGUMENTS]
    feed = stream(objects)
    done = subprocess.run(command, input=feed, capture_output=True, text=True, check=False)
    # It ends with 1 for a bad grade as well: only the missing answer tells.
    assert done.stdout.startswith("["), f"{stack}: kube-score says: {done.stderr}{done.stdout}"
    scored: Sequence[_Scored] = json.loads(done.stdout)
    return Verdict(
        judged=tuple(sorted((o["type_meta"]["kind"], o["object_meta"]["name"]) for o in scored)),
        findings=tuple(sorted(finding for o in scored for finding in _findings(stack, o))),
    )


def _findings(stack: str, scored: _Scored) -> Iterator[Finding]:
    for score in scored["checks"]:
        if score["skipped"] or score["grade"] >= ALL_IS_WELL:
            continue
        for says in _words(score):
            yield Finding(
                stack=stack,
                kind=scored["type_meta"]["kind"],
                name=scored["object_meta"]["name"],
                rule=score["check"]["id"],
                says=says,
            )


def _words(score: _Score) -> Sequence[str]:
    comments = score["comments"] or ()
    said = [": ".join(filter(None, (c["path"], c["summary"]))) for c in comments]
    return said or [score["check"]["name"]]
