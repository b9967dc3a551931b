"""Who may enter a cluster, and as which role its pods work."""

from collections.abc import Mapping
from typing import Final

from engine.standin.objects import RefusedError
from engine.standin.shape import Json, JsonObject, text
from rehearsal.clouds.aws.identity import ROLE
from rehearsal.clouds.aws.names import arn
from rehearsal.clouds.model import Model, World

ENTRY: Final = "aws:eks/accessEntry:AccessEntry"
POLICY: Final = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation"
POD_IDENTITY: Final = "aws:eks/podIdentityAssociation:PodIdentityAssociation"
_FIXED: Final = frozenset({"clusterName", "principalArn"})
_PLACE: Final = frozenset({"clusterName", "namespace", "serviceAccount"})


def _entry(world: World, inputs: JsonObject) -> Mapping[str, Json]:
    cluster, principal = text(inputs, "clusterName"), text(inputs, "principalArn")
    if _there(world, ENTRY, inputs, _FIXED):
        message = "The specified access entry resource is already in use on this cluster."
        raise RefusedError(f"ResourceInUseException: {message}")
    who = principal.rpartition(":")[2]
    return {
        "id": f"{cluster}:{principal}",
        "accessEntryArn": arn("eks", f"access-entry/{cluster}/{who}/0"),
        "userName": text(inputs, "userName") or principal,
    }


def _policy(world: World, inputs: JsonObject) -> Mapping[str, Json]:
    if not _there(world, ENTRY, inputs, _FIXED):
        message = "The specified principalArn could not be found. You can view your available"
        raise RefusedError(f"ResourceNotFoundException: {message} access entries.")
    parts = ("clusterName", "principalArn", "policyArn")
    return {"id": "#".join(text(inputs, each) for each in parts)}


def _pod_identity(world: World, inputs: JsonObject) -> Mapping[str, Json]:
    cluster = text(inputs, "clusterName")
    if _there(world, POD_IDENTITY, inputs, _PLACE):
        message = "Association already exists"
        raise RefusedError(f"ResourceInUseException: {message}: {'/'.join(sorted(_PLACE))}")
    if world.find(ROLE, inputs["roleArn"]) is None:
        message = "Role provided in the request does not exist."
        raise RefusedError(f"InvalidParameterException: {message}")
    made = f"a-{world.number(POD_IDENTITY)}"
    return {
        "id": made,
        "associationId": made,
        "associationArn": arn("eks", f"podidentityassociation/{cluster}/{made}"),
    }


def _there(world: World, token: str, inputs: JsonObject, keys: frozenset[str]) -> bool:
    return any(
        all(each.inputs.get(key) == inputs.get(key) for key in keys) for each in world.all(token)
    )


MODELS = (
    Model(
        token=ENTRY,
        inputs=_FIXED | {"type", "kubernetesGroups", "userName", "tags"},
        required=_FIXED,
        immutable=_FIXED | {"type"},
        outputs=_entry,
    ),
    Model(
        token=POLICY,
        inputs=_FIXED | {"policyArn", "accessScope"},
        required=_FIXED | {"policyArn", "accessScope"},
        immutable=_FIXED | {"policyArn", "accessScope"},
        outputs=_policy,
    ),
    Model(
        token=POD_IDENTITY,
        inputs=_PLACE | {"roleArn", "targetRoleArn", "disableSessionTags", "policy", "tags"},
        required=_PLACE | {"roleArn"},
        immutable=_PLACE,
        outputs=_pod_identity,
    ),
)
