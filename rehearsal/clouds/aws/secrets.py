"""Secrets Manager."""

from collections.abc import Mapping
from typing import Final

from engine.standin.objects import RefusedError
from engine.standin.shape import Json, JsonObject, text
from rehearsal.clouds.aws.names import arn
from rehearsal.clouds.model import Live, Model, World

SECRET: Final = "aws:secretsmanager/secret:Secret"
VERSION: Final = "aws:secretsmanager/secretVersion:SecretVersion"
ROTATION: Final = "aws:secretsmanager/secretRotation:SecretRotation"
_NAME: Final = "name of a secret that can be had back"
_DAYS: Final = "recoveryWindowInDays"


def _secret(world: World, inputs: JsonObject) -> Mapping[str, Json]:
    name = text(inputs, "name")
    if world.keeps(_NAME, name):
        raise RefusedError(
            "InvalidRequestException: You can't create this secret because a secret with this name"
            f" is already scheduled for deletion: {name}"
        )
    made = arn("secretsmanager", f"secret:{name}-{world.number(SECRET)[-6:]}")
    return {"id": made, "arn": made}


def _goes(world: World, live: Live) -> None:
    """Keep the name of a secret for as long as it can be had back: 30 days, if nobody says."""
    if live.inputs.get(_DAYS) != 0:
        world.keep(_NAME, text(live.inputs, "name"))


def _version(world: World, inputs: JsonObject) -> Mapping[str, Json]:
    number = world.number(VERSION)
    return {"id": f"{text(inputs, 'secretId')}|{number}", "versionId": number}


def _rotation(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
    return {"id": text(inputs, "secretId"), "rotationEnabled": True}


MODELS = (
    Model(
        token=SECRET,
        inputs=frozenset({"name", "description", "kmsKeyId", _DAYS, "tags"}),
        immutable=frozenset({"name"}),
        name="name",
        outputs=_secret,
        deleted=_goes,
    ),
    Model(
        token=VERSION,
        inputs=frozenset({"secretId", "secretString"}),
        required=frozenset({"secretId"}),
        immutable=frozenset({"secretId", "secretString"}),
        outputs=_version,
    ),
    Model(
        token=ROTATION,
        inputs=frozenset({"secretId", "rotateImmediately", "rotationRules"}),
        required=frozenset({"secretId", "rotationRules"}),
        immutable=frozenset({"secretId"}),
        outputs=_rotation,
    ),
)
