"""Volumes as they are asked of the engine."""

from pathlib import Path

import pytest

from tests.plan import assert_house_rules
from tests.stacks.platforms import planned

CLAIM = "kubernetes:core/v1:PersistentVolumeClaim"
VOLUME = "kubernetes:core/v1:PersistentVolume"
DEPLOYMENT = "kubernetes:apps/v1:Deployment"
NAMESPACE = "kubernetes:core/v1:Namespace"
USED = "workloads: {web: {volumes: {data: {path: /data}}}}"
FOLDER = "volumes: {data: {kind: host_path, storage: 1Gi, path: /srv/data}}\n"


def claimed(deletion: str) -> str:
    return f"volumes: {{data: {{kind: claim, storage: 1Gi, deletion: {deletion}}}}}\n{USED}"


@pytest.mark.parametrize(
    ("policy", "head", "protected", "retained"),
    [
        ("protect", "", True, False),
        ("retain", "cluster: {distribution: existing, context: lab}\n", False, True),
        ("delete", "", False, False),
    ],
)
def test_a_deletion_policy_holds_for_the_claim_and_for_what_would_take_it_along(
    tmp_path: Path, policy: str, head: str, protected: bool, retained: bool
) -> None:
    made = planned(tmp_path, head + claimed(policy))
    claim = made.one(CLAIM, "data")
    assert (claim.protect, claim.retain_on_delete) == (protected, retained)
    assert made.one(NAMESPACE, "app").retain_on_delete is retained, "else the volume goes with it"


def test_pods_wait_for_their_volumes_and_name_their_claims(tmp_path: Path) -> None:
    made = planned(tmp_path, claimed("delete"))
    web = made.one(DEPLOYMENT, "web")
    assert made.one(CLAIM, "data").urn in web.depends_on
    assert web.at("spec", "template", "spec", "volumes", 0, "persistentVolumeClaim") == {
        "claimName": "data"
    }
    assert_house_rules(made)


def test_a_folder_is_called_by_its_stack_for_it_lies_in_no_namespace(tmp_path: Path) -> None:
    made = planned(tmp_path, FOLDER + USED)
    volume, claim = made.one(VOLUME, "data"), made.one(CLAIM, "data")
    assert volume.at("metadata", "name") == "toy-prod-data"
    assert "namespace" not in str(volume.at("metadata"))
    assert claim.at("spec", "volumeName") == "toy-prod-data"
    assert volume.at("spec", "claimRef") == {"name": "data", "namespace": "app"}
    assert (claim.at("metadata", "name"), claim.at("metadata", "namespace")) == ("data", "app")
    assert_house_rules(made)


def test_a_folder_is_never_in_the_way_of_destroy(tmp_path: Path) -> None:
    made = planned(tmp_path, FOLDER)
    for kept in (made.one(VOLUME, "data"), made.one(CLAIM, "data")):
        assert (kept.protect, kept.retain_on_delete) == (False, False), "the folder itself stays"
