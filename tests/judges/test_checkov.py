"""Checkov holds nothing against shipped stacks that is not excused with a reason."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.judges import checkov as judge
from tests.judges import clouded
from tests.judges.altered import altered, without
from tests.judges.checkov_suppressions import OBJECTS, RESOURCES
from tests.judges.findings import Verdict, idle, unexplained
from tests.judges.objects import Manifest, manifests, names
from tests.shipped import SHIPPED, planned

pytestmark = pytest.mark.xdist_group("checkov")

WITH_PODS = frozenset({"CronJob", "DaemonSet", "Deployment", "Job", "Pod", "StatefulSet"})
CONTAINER = ("spec", "template", "spec", "containers", 0)
EVERY_STACK = pytest.mark.parametrize("stack", [target.reference for target in SHIPPED])


@pytest.fixture(scope="module")
def objects() -> Mapping[str, tuple[Manifest, ...]]:
    """The objects of every shipped stack."""
    return {target.reference: manifests(planned(target)) for target in SHIPPED}


@pytest.fixture(scope="module")
def of_objects(
    checkov: Path,
    objects: Mapping[str, tuple[Manifest, ...]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Mapping[str, Verdict]:
    """What is said of them."""
    return judge.on_objects(checkov, objects, tmp_path_factory.mktemp("objects"))


@pytest.fixture(scope="module")
def of_resources(checkov: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Verdict]:
    """What is said of the cloud resources of every stack that has some."""
    stacks = clouded.resources(tmp_path_factory.mktemp("stack"))
    return judge.on_resources(checkov, stacks, tmp_path_factory.mktemp("plans"))


@EVERY_STACK
def test_every_finding_in_a_shipped_stacks_objects_has_a_reason_to_stay(
    stack: str, of_objects: Mapping[str, Verdict]
) -> None:
    found = unexplained(of_objects[stack].findings, OBJECTS)
    assert not found, "mend it, or say why it stays:\n" + "\n".join(map(str, found))


@EVERY_STACK
def test_everything_that_has_pods_is_judged(
    stack: str,
    objects: Mapping[str, tuple[Manifest, ...]],
    of_objects: Mapping[str, Verdict],
) -> None:
    with_pods = set(names(o for o in objects[stack] if o["kind"] in WITH_PODS))
    assert with_pods
    assert with_pods <= set(of_objects[stack].judged)


def test_every_finding_in_cloud_resources_has_a_reason_to_stay(
    of_resources: Mapping[str, Verdict],
) -> None:
    assert clouded.OWN in of_resources
    findings = [f for each in of_resources.values() for f in each.findings]
    found = unexplained(findings, RESOURCES)
    assert not found, "mend it, or say why it stays:\n" + "\n".join(map(str, found))


def test_every_suppression_still_excuses_something(
    of_objects: Mapping[str, Verdict], of_resources: Mapping[str, Verdict]
) -> None:
    for verdicts, suppressions in ((of_objects, OBJECTS), (of_resources, RESOURCES)):
        findings = [f for each in verdicts.values() for f in each.findings]
        assert idle(findings, suppressions) == (), "mended: take the row away"


def test_what_was_good_and_is_made_bad_is_found(
    checkov: Path, objects: Mapping[str, tuple[Manifest, ...]], tmp_path: Path
) -> None:
    good = objects["prod"]
    context = (*CONTAINER, "securityContext")
    unguarded = good
    for name in ("web", "default-deny", "allow-dns"):
        unguarded = without(unguarded, "NetworkPolicy", name)
    excused = altered(
        altered(good, "Deployment", "web", (*context, "privileged"), value=True),
        "Deployment",
        "web",
        ("metadata", "annotations", "checkov.io/skip1"),
        "CKV_K8S_16=because",
    )
    bad: Mapping[str, tuple[Manifest, ...]] = {
        "CKV_K8S_14": altered(good, "Deployment", "web", (*CONTAINER, "image"), "nginx:latest"),
        "CKV_K8S_13": altered(good, "Deployment", "web", (*CONTAINER, "resources", "limits"), None),
        "CKV_K8S_22": altered(
            good, "Deployment", "web", (*context, "readOnlyRootFilesystem"), value=False
        ),
        "CKV2_K8S_6": unguarded,
        "CKV_K8S_16": excused,
    }
    for rule, verdict in judge.on_objects(checkov, bad, tmp_path).items():
        found = {(f.kind, f.name, f.rule) for f in unexplained(verdict.findings, OBJECTS)}
        assert ("Deployment", "web", rule) in found


def test_what_it_cannot_read_is_no_clean_bill(checkov: Path, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="empty: Checkov found nothing to judge"):
        judge.on_objects(checkov, {"empty": ()}, tmp_path)
