"""Roles, and what they may do."""

from collections.abc import Mapping

from engine.standin.objects import RefusedError
from engine.standin.shape import Json, JsonObject, text
from rehearsal.clouds.aws.names import arn, named
from rehearsal.clouds.aws.policy_documents import refuse_policy, refuse_trust
from rehearsal.clouds.model import Live, Model, World

ISSUER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider"
ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy"
ROLE, ATTACHMENT = "aws:iam/role:Role", "aws:iam/rolePolicyAttachment:RolePolicyAttachment"


def _attachment(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
    return {"id": f"{inputs['role']}/{inputs['policyArn']}"}


def _role(world: World, inputs: JsonObject) -> Mapping[str, Json]:
    refuse_trust(inputs)
    return named("iam", "role", region="")(world, inputs)


def _other_trust(_world: World, _live: Live, wanted: JsonObject) -> None:
    refuse_trust(wanted)


def _inline(world: World, inputs: JsonObject) -> Mapping[str, Json]:
    refuse_policy(inputs)
    if world.find(ROLE, inputs["role"]) is None:
        message = f"The role with name {inputs['role']} cannot be found."
        raise RefusedError(f"NoSuchEntity: {message}")
    return {"id": f"{inputs['role']}:{inputs['name']}"}


def _other_policy(_world: World, _live: Live, wanted: JsonObject) -> None:
    refuse_policy(wanted)


def _issuer(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
    made = arn("iam", f"oidc-provider/{text(inputs, 'url').removeprefix('https://')}", region="")
    return {"id": made, "arn": made}


MODELS = (
    Model(
        token=ROLE_POLICY,
        inputs=frozenset({"name", "role", "policy"}),
        required=frozenset({"role", "policy"}),
        immutable=frozenset({"name", "role"}),
        name="name",
        outputs=_inline,
        change_refused=_other_policy,
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
        outputs=_role,
        change_refused=_other_trust,
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
