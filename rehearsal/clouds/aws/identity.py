"""Roles, and what they may do."""

from collections.abc import Mapping

from engine.standin.shape import Json, JsonObject
from rehearsal.clouds.aws.names import named
from rehearsal.clouds.model import Model, World

ROLE, ATTACHMENT = "aws:iam/role:Role", "aws:iam/rolePolicyAttachment:RolePolicyAttachment"


def _attachment(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
    return {"id": f"{inputs['role']}/{inputs['policyArn']}"}


def _inline(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
    return {"id": f"{inputs['role']}:{inputs['name']}"}


MODELS = (
    Model(
        token="aws:iam/rolePolicy:RolePolicy",
        inputs=frozenset({"name", "role", "policy"}),
        required=frozenset({"role", "policy"}),
        immutable=frozenset({"name", "role"}),
        name="name",
        outputs=_inline,
    ),
    Model(
        token=ROLE,
        inputs=frozenset({"name", "assumeRolePolicy", "tags"}),
        required=frozenset({"assumeRolePolicy"}),
        immutable=frozenset({"name"}),
        name="name",
        outputs=named("iam", "role", region=""),
        held="DeleteConflict",
    ),
    Model(
        token=ATTACHMENT,
        inputs=frozenset({"role", "policyArn"}),
        required=frozenset({"role", "policyArn"}),
        immutable=frozenset({"role", "policyArn"}),
        outputs=_attachment,
    ),
)
