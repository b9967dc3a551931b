"""Secrets Manager."""

from collections.abc import Mapping
from typing import Final

from engine.standin.shape import Json, JsonObject, text
from rehearsal.clouds.aws.names import arn
from rehearsal.clouds.model import Model, World

SECRET: Final = "aws:secretsmanager/secret:Secret"
VERSION: Final = "aws:secretsmanager/secretVersion:SecretVersion"


def _secret(world: World, inputs: JsonObject) -> Mapping[str, Json]:
    made = arn("secretsmanager", f"secret:{text(inputs, 'name')}-{world.number(SECRET)[-6:]}")
    return {"id": made, "arn": made}


def _version(world: World, inputs: JsonObject) -> Mapping[str, Json]:
    number = world.number(VERSION)
    return {"id": f"{text(inputs, 'secretId')}|{number}", "versionId": number}


MODELS = (
    Model(
        token=SECRET,
        inputs=frozenset({"name", "description", "kmsKeyId", "recoveryWindowInDays", "tags"}),
        immutable=frozenset({"name"}),
        name="name",
        outputs=_secret,
    ),
    Model(
        token=VERSION,
        inputs=frozenset({"secretId", "secretString"}),
        required=frozenset({"secretId"}),
        immutable=frozenset({"secretId", "secretString"}),
        outputs=_version,
    ),
)
