"""Roles, and what they may do."""

from collections.abc import Mapping

from engine.standin.shape import Json, JsonObject, text
from rehearsal.clouds.aws.names import arn, named
from rehearsal.clouds.model import Model, World

ISSUER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider"
ROLE, ATTACHMENT = "aws:iam/role:Role", "aws:iam/rolePolicyAttachment:RolePolicyAttachment"


def _attachment(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
    return {"id": f"{inputs['role']}/{inputs['policyArn']}"}


def _inline(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
    return {"id": f"{inputs['role']}:{inputs['name']}"}


def _issuer(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
    made = arn("iam", f"oidc-provider/{text(inputs, 'url').removeprefix('https://')}", region="")
    return {"id": made, "arn": made}


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
        token=ISSUER,
        inputs=frozenset({"url", "clientIdLists", "thumbprintLists", "tags"}),
        required=frozenset({"url", "clientIdLists"}),
        immutable=frozenset({"url"}),
        outputs=_issuer,
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
