"""The simulated AWS held to the installed SDK's own definitions: a rename upstream fails here."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from catalog.charts import eks_addon, eks_versions
from catalog.shapes import NODE_SHAPES
from components.addons.cloud_policies import Platform, external_secrets
from components.identity.trust import by_pod_identity
from engine.embedded.home import ClusterHome
from engine.standin.objects import RefusedError
from engine.standin.shape import Json, JsonObject
from rehearsal.clouds.aws import cloud
from rehearsal.clouds.aws.limits import QUOTAS, SECONDS
from rehearsal.clouds.model import Live, Model
from rehearsal.clouds.store import Store
from rehearsal.control_plane import ControlPlane
from tests.rehearsal.clouds.sdk import sdk_type


class _NoPlane(ControlPlane):
    """A control plane that nobody starts."""

    def start(self) -> tuple[str, str]:
        return "https://127.0.0.1:1", "Y2E="


def _store() -> Store:
    return cloud.simulated_aws(_NoPlane(ClusterHome("none", Path("none")), Path("none")))


ADDON_NAME = "vpc-cni"
PLACE = Platform(account="1", region="r", cluster="c", platform="p")
MODELS = tuple(_store().models.values())
_ids = [model.token for model in MODELS]


@pytest.mark.parametrize("model", MODELS, ids=_ids)
def test_every_input_of_a_model_is_one_of_the_sdk(model: Model) -> None:
    known = sdk_type(model.token)
    assert model.inputs <= known.inputs, "renamed or gone upstream"
    assert model.immutable | model.immutable_downwards <= model.inputs
    assert {path[0] for path in model.computed} <= known.outputs
    assert model.name is None or model.name in model.inputs
    assert model.protection is None or model.protection in model.inputs


@pytest.mark.parametrize("model", MODELS, ids=_ids)
def test_what_the_sdk_requires_the_model_requires_too(model: Model) -> None:
    assert sdk_type(model.token).required <= model.required
    assert model.required <= model.inputs


@pytest.mark.parametrize("model", MODELS, ids=_ids)
def test_every_output_of_a_model_is_one_of_the_sdk(model: Model) -> None:
    made = _made(model)
    assert "id" in made
    assert frozenset(made) - {"id"} <= sdk_type(model.token).outputs
    assert model.secret <= sdk_type(model.token).outputs


class _Anywhere(Store):
    """An account in which everything is there already that something else could need."""

    def all(self, token: str) -> tuple[Live, ...]:
        inputs: JsonObject = {"clusterName": "x", "principalArn": "x", "addonName": ADDON_NAME}
        return (Live(token=token, id="x", inputs=inputs, outputs={}),)


def _made(model: Model) -> Mapping[str, Json]:
    """What a type adds, in an account where it is the first, or in one where it is the last."""
    try:
        return model.outputs(_store(), _anything(model))
    except RefusedError:
        return model.outputs(_Anywhere(models=_store().models), _anything(model))


def _anything(model: Model) -> JsonObject:
    """Inputs that mean nothing; names of the catalogue alone have to be some that there are."""
    machine: list[Json] = [next(row.sku for row in NODE_SHAPES.rows if row.provider == "eks")]
    telling: JsonObject = {
        "instanceTypes": machine,
        "authTokenWo": "x" * 16,
        "policy": external_secrets(PLACE),
        "assumeRolePolicy": by_pod_identity("1", "arn:aws:eks:x", "n", "s"),
        "ecrRepositoryPrefix": "xx",
        "version": eks_versions()[-1],
        "addonName": ADDON_NAME,
        "addonVersion": eks_addon(ADDON_NAME).versions[0].version,
    }
    return {key: telling.get(key, "x") for key in model.inputs}


def test_every_quota_and_time_is_of_a_type_that_the_sdk_has() -> None:
    for token in {*QUOTAS, *SECONDS}:
        assert sdk_type(token).outputs, token


def test_a_type_that_is_gone_upstream_is_noticed() -> None:
    with pytest.raises(LookupError, match="has no aws:ec2/vpcc:Vpcc"):
        sdk_type("aws:ec2/vpcc:Vpcc")
    assert "cidrBlocks" not in sdk_type("aws:ec2/vpc:Vpc").inputs
