"""Every object of the shipped stacks is what the pinned API server says it must be."""

import re
from pathlib import Path

import pytest

from cli.target import Target
from tests.judges import kubeconform as judge
from tests.judges.altered import Place, altered
from tests.judges.objects import manifests, names
from tests.plan import Wire
from tests.shipped import SHIPPED, planned, the

pytestmark = pytest.mark.live
UNJUDGED = ("ClusterSecretStore", "ExternalSecret", "ScaledObject", "VerticalPodAutoscaler")
"""Kinds whose true definitions come with their charts, which cannot be had from here; what the
embedded cluster has are stand-ins that take anything. Their builders have equality tests."""
PROD = [each for each in manifests(planned(the("prod"))) if each["kind"] not in UNJUDGED]
CONTAINER: Place = ("spec", "template", "spec", "containers", 0)


@pytest.mark.parametrize("target", SHIPPED, ids=lambda target: target.reference)
def test_every_object_of_a_shipped_stack_fits_its_schema(
    target: Target, kubeconform: Path, schemas: Path
) -> None:
    objects = [each for each in manifests(planned(target)) if each["kind"] not in UNJUDGED]
    verdict = judge.verdict(kubeconform, schemas, target.reference, objects)
    assert verdict.judged == names(objects)
    assert not verdict.findings, "\n".join(map(str, verdict.findings))


def test_only_kinds_that_the_api_server_does_not_have_are_left_out(
    kubeconform: Path, schemas: Path
) -> None:
    left_out = [
        each
        for target in SHIPPED
        for each in manifests(planned(target))
        if each["kind"] in UNJUDGED
    ]
    verdict = judge.verdict(kubeconform, schemas, "all", left_out)
    assert {finding.says for finding in verdict.findings} == {
        f"could not find schema for {each['kind']}" for each in left_out
    }


@pytest.mark.parametrize(
    ("place", "value", "rule", "says"),
    [
        (("spec", "replicas"), "two", "statusInvalid", r"/spec/replicas.*want integer"),
        (
            (*CONTAINER, "imagePulPolicy"),
            "Always",
            "statusInvalid",
            r"'imagePulPolicy' not allowed",
        ),
        ((*CONTAINER, "imagePullPolicy"), "Often", "statusInvalid", r"must be one of 'Always'"),
        ((*CONTAINER, "ports", 0, "containerPort"), "http", "statusInvalid", r"want integer"),
        ((*CONTAINER, "resources", "limits", "cpu"), True, "statusInvalid", r"got boolean"),
        (
            (*CONTAINER, "env", 0),
            {"value": "nameless"},
            "statusInvalid",
            r"missing property 'name'",
        ),
        (("spec", "selector"), None, "statusInvalid", r"missing property 'selector'"),
        (("apiVersion",), "apps/v1beta1", "statusError", r"could not find schema for Deployment"),
    ],
)
def test_what_was_good_and_is_made_bad_is_found(
    kubeconform: Path, schemas: Path, place: Place, value: Wire, rule: str, says: str
) -> None:
    bad = altered(PROD, "Deployment", "web", place, value)
    (found,) = judge.verdict(kubeconform, schemas, "prod", bad).findings
    assert (found.kind, found.name, found.rule) == ("Deployment", "web", rule)
    assert re.search(says, found.says), found.says
