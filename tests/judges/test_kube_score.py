"""kube-score holds nothing against shipped stacks that is not excused with a reason."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from cli.target import Target
from tests.judges import kube_score as judge
from tests.judges.altered import Place, altered, without
from tests.judges.findings import Verdict, idle, unexplained
from tests.judges.objects import Manifest, manifests, names
from tests.judges.suppressions import KUBE_SCORE
from tests.plan import Wire
from tests.shipped import SHIPPED, planned, the

EVERY_STACK = pytest.mark.parametrize("target", SHIPPED, ids=lambda target: target.reference)
POD: Place = ("spec", "template", "spec")
CONTAINER: Place = (*POD, "containers", 0)


@cache
def objects_of(target: Target) -> tuple[Manifest, ...]:
    return manifests(planned(target))


@cache
def verdict(kube_score: Path, target: Target) -> Verdict:
    return judge.verdict(kube_score, target.reference, objects_of(target))


PROD = objects_of(the("prod"))


def unexplained_in(kube_score: Path, objects: Sequence[Manifest]) -> set[tuple[str, str, str]]:
    """Kind, name and rule of what is wrong with altered objects of the stack prod."""
    found = judge.verdict(kube_score, "prod", objects).findings
    return {(f.kind, f.name, f.rule) for f in unexplained(found, KUBE_SCORE)}


@EVERY_STACK
def test_every_finding_in_a_shipped_stack_has_a_reason_to_stay(
    target: Target, kube_score: Path
) -> None:
    found = unexplained(verdict(kube_score, target).findings, KUBE_SCORE)
    assert not found, "mend it, or say why it stays in suppressions.py:\n" + "\n".join(
        map(str, found)
    )


@EVERY_STACK
def test_it_looked_at_every_object_it_has_checks_for(target: Target, kube_score: Path) -> None:
    mine = names(m for m in objects_of(target) if m["kind"] in judge.KINDS)
    assert verdict(kube_score, target).judged == mine
    assert mine


def test_every_suppression_still_excuses_something(kube_score: Path) -> None:
    found = [f for target in SHIPPED for f in verdict(kube_score, target).findings]
    assert idle(found, KUBE_SCORE) == (), "mended: take the row away"


@pytest.mark.parametrize(
    ("kind", "place", "value", "rule"),
    [
        ("Deployment", (*CONTAINER, "image"), "nginx:latest", "container-image-tag"),
        ("Deployment", (*CONTAINER, "image"), "nginx", "container-image-tag"),
        ("Deployment", (*CONTAINER, "resources", "limits"), None, "container-resources"),
        ("Deployment", (*CONTAINER, "resources", "requests", "cpu"), None, "container-resources"),
        (
            "Deployment",
            (*CONTAINER, "securityContext", "privileged"),
            True,
            "container-security-context-privileged",
        ),
        (
            "Deployment",
            (*CONTAINER, "securityContext", "readOnlyRootFilesystem"),
            False,
            "container-security-context-readonlyrootfilesystem",
        ),
        (
            "Deployment",
            (*POD, "securityContext", "seccompProfile"),
            None,
            "container-seccomp-profile",
        ),
        ("Deployment", (*CONTAINER, "readinessProbe"), None, "pod-probes"),
        (
            "Deployment",
            ("spec", "replicas"),
            2,
            "deployment-targeted-by-hpa-does-not-have-replicas-configured",
        ),
        ("Service", ("spec", "type"), "NodePort", "service-type"),
        ("Service", ("spec", "selector"), {"app": "other"}, "service-targets-pod"),
        ("HorizontalPodAutoscaler", ("spec", "minReplicas"), 1, "horizontalpodautoscaler-replicas"),
    ],
)
def test_what_was_good_and_is_made_bad_is_found(
    kube_score: Path, kind: str, place: Place, value: Wire, rule: str
) -> None:
    bad = altered(PROD, kind, "web", place, value)
    assert unexplained_in(kube_score, bad) == {(kind, "web", rule)}


@pytest.mark.parametrize(
    ("missing", "rule"),
    [
        (
            # Each of them selects the pods, so all have to be gone.
            [("NetworkPolicy", name) for name in ("web", "default-deny", "allow-dns")],
            "pod-networkpolicy",
        ),
        ([("PodDisruptionBudget", "web")], "deployment-has-poddisruptionbudget"),
    ],
)
def test_what_a_deployment_lacks_is_found(
    kube_score: Path, missing: Sequence[tuple[str, str]], rule: str
) -> None:
    objects = PROD
    for kind, name in missing:
        objects = without(objects, kind, name)
    assert unexplained_in(kube_score, objects) == {("Deployment", "web", rule)}


def test_an_object_cannot_excuse_itself(kube_score: Path) -> None:
    excuse: Place = ("metadata", "annotations", "kube-score/ignore")
    bad = altered(PROD, "Service", "web", ("spec", "type"), "NodePort")
    bad = altered(bad, "Service", "web", excuse, "service-type")
    assert unexplained_in(kube_score, bad) == {("Service", "web", "service-type")}


def test_what_it_cannot_read_is_no_clean_bill(kube_score: Path) -> None:
    bad = altered(PROD, "Deployment", "web", ("spec", "replicas"), "two")
    with pytest.raises(AssertionError, match=r"prod: kube-score says: .*replicas"):
        judge.verdict(kube_score, "prod", bad)
