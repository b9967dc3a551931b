"""Encryption keys."""

from collections.abc import Mapping

from engine.standin.shape import Json, JsonObject
from rehearsal.clouds.aws.names import arn
from rehearsal.clouds.model import Model, World

KEY = "aws:kms/key:Key"


def _key(world: World, _inputs: JsonObject) -> Mapping[str, Json]:
    made = world.number(KEY)
    return {"id": made, "keyId": made, "arn": arn("kms", f"key/{made}")}


MODELS = (
    Model(
        token=KEY,
        inputs=frozenset(
            {"description", "policy", "enableKeyRotation", "deletionWindowInDays", "tags"}
        ),
        outputs=_key,
    ),
)
