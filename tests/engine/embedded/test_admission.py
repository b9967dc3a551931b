"""The real API server admits what the shipped stacks ask for, as the pods that they become.

Pod Security refuses pods and only warns of their makers, so a Deployment tells nothing: its
template is offered as a Pod.
"""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from cli.target import Target
from engine.embedded import kwok
from engine.embedded.home import ClusterHome
from engine.embedded.pools import Pool
from tests.plan import Recorded, Wire, reveal
from tests.shipped import SHIPPED, planned

pytestmark = pytest.mark.live
MAKERS = ("kubernetes:apps/v1:Deployment", "kubernetes:apps/v1:StatefulSet")
NAMESPACE = "strict"
_DEFINITION = ":CustomResourceDefinition"
_OF_CHARTS = ("kubernetes:helm.sh/", "kubernetes:external-secrets.io/")
"""A release, and what only its chart defines: the embedded cluster runs no chart, so that its API
server has no word on them. What plinth asks for is in the plans' tests."""
EVERY_STACK = pytest.mark.parametrize("target", SHIPPED, ids=lambda target: target.reference)
LABELS = {
    f"pod-security.kubernetes.io/{mode}": "restricted" for mode in ("enforce", "warn", "audit")
}


@pytest.fixture(scope="module")
def strict(home: ClusterHome, tools: Path) -> ClusterHome:
    """A cluster with a namespace that admits restricted pods only."""
    assert tools
    kwok.ensure(home, (Pool(name="default"),))
    namespace: dict[str, Wire] = {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {"name": NAMESPACE, "labels": LABELS},
    }
    assert create(home, namespace, dry=False).returncode == 0
    answer = create(home, *definitions(), dry=False)
    assert (answer.returncode, answer.stderr) == (0, "")
    return home


def definitions() -> list[Wire]:
    """The definitions that shipped stacks bring, each once; without them nothing of theirs fits."""
    found: dict[str, Wire] = {}
    for target in SHIPPED:
        for each in planned(target).resources:
            if each.type.endswith(_DEFINITION):
                found[each.name] = reveal(each.inputs)
    assert found, "no shipped stack has an add-on with definitions of its own"
    return list(found.values())


def create(home: ClusterHome, *things: Wire, dry: bool = True) -> subprocess.CompletedProcess[str]:
    """Offer objects to the API server, which says what it refuses and what it warns of."""
    command = ["kubectl", "--kubeconfig", str(home.kubeconfig), "create", "-f", "-"]
    command += ["--validate=strict", *(["--dry-run=server"] if dry else [])]
    feed = json.dumps({"apiVersion": "v1", "kind": "List", "items": things})
    return subprocess.run(command, input=feed, capture_output=True, text=True, check=False)


def mapping(value: Wire) -> Mapping[str, Wire]:
    """The value, which is an object."""
    assert isinstance(value, dict)
    return value


def moved(thing: Recorded) -> dict[str, Wire]:
    """The object as it was asked for, in the strict namespace if it is in any."""
    given = dict(mapping(reveal(thing.inputs)))
    about = dict(mapping(given["metadata"]))
    if "namespace" in about:
        about["namespace"] = NAMESPACE
    return {**given, "metadata": about}


def pod_of(maker: Recorded) -> dict[str, Wire]:
    """The pod that a Deployment or StatefulSet would make, under the account that is there."""
    template = mapping(reveal(maker.at("spec", "template")))
    spec = {**mapping(template["spec"]), "serviceAccountName": "default"}
    about = {**mapping(template["metadata"]), "name": maker.name, "namespace": NAMESPACE}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": about, "spec": spec}


def makers(target: Target) -> list[Recorded]:
    """What makes pods in a stack."""
    made = planned(target)
    return [maker for kind in MAKERS for maker in made.of(kind)]


@EVERY_STACK
def test_every_pod_of_a_shipped_stack_is_admitted_as_restricted(
    strict: ClusterHome, target: Target
) -> None:
    pods = [pod_of(maker) for maker in makers(target)]
    answer = create(strict, *pods)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.count("created (server dry run)") == len(pods) > 0


@EVERY_STACK
def test_every_object_of_a_shipped_stack_is_accepted_without_a_warning(
    strict: ClusterHome, target: Target
) -> None:
    objects = [
        moved(r)
        for r in planned(target).resources
        if r.type.startswith("kubernetes:")
        and not r.type.startswith(_OF_CHARTS)
        and not r.type.endswith(_DEFINITION)
    ]
    answer = create(strict, *objects)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.count("created (server dry run)") == len(objects) > 5


def test_a_pod_that_may_become_root_is_refused(
    strict: ClusterHome,
) -> None:
    pod = pod_of(makers(SHIPPED[0])[0])
    answer = create(strict, {**pod, "spec": {**mapping(pod["spec"]), "securityContext": {}}})
    assert answer.returncode != 0
    assert 'violates PodSecurity "restricted' in answer.stderr


def test_a_field_that_kubernetes_does_not_know_is_refused(strict: ClusterHome) -> None:
    pod = pod_of(makers(SHIPPED[0])[0])
    answer = create(strict, {**pod, "spec": {**mapping(pod["spec"]), "replicaz": 1}})
    assert answer.returncode != 0
    assert 'unknown field "replicaz"' in answer.stderr
