"""Every property that forces another data store, cluster or network is refused by the guard."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pulumi.automation.events import OpType
from pulumi.runtime.proto import provider_pb2

from cli.guard import refuse_losing
from cli.target import Target
from engine.embedded.home import ClusterHome
from engine.errors import EngineError
from engine.runner.changes import Change, Changes
from engine.runner.guard import GUARDED, threats
from engine.standin.shape import JsonObject
from engine.standin.wire import Properties, encode
from rehearsal.clouds.aws import cloud
from rehearsal.clouds.model import Model
from rehearsal.control_plane import ControlPlane
from stacks.file import ResolvedStack
from stacks.spec import StackSpec
from tests.plan import Plan, Recorded
from tests.rehearsal.clouds.sdk import sdk_type
from tests.rehearsal.clouds.toys import urn
from tests.shipped import planned, resolved

STORE = cloud.simulated_aws(ControlPlane(ClusterHome("none", Path("none")), Path("none")))
GUARDED_MODELS = [model for model in STORE.models.values() if model.token in GUARDED]
DATA = Target(folder=Path(__file__).parents[2] / "data", project="data", stack="prod")
"""A stack with a store of each kind."""
BEFORE, AFTER = "9.1", "8.2"
"""Texts that are versions as well, the second of which is the earlier one."""
_KEYS_ALONE = {"aws:kms/key:Key"}
"""Nothing that plinth says of a key asks AWS for another one."""


def forcing(model: Model) -> list[str]:
    """What of a type asks for another one."""
    return sorted(model.immutable | model.immutable_downwards)


FORCING = [(model.token, name) for model in GUARDED_MODELS for name in forcing(model)]


def replaced_by(name: str, where: str, before: str = BEFORE, after: str = AFTER) -> tuple[str, ...]:
    """What the simulated AWS says to a change of one property."""
    old: JsonObject = {name: before}
    new: JsonObject = {name: after}
    answer = cloud.provider(STORE).diff(
        provider_pb2.DiffRequest(
            urn=where, old_inputs=encode(Properties(old)), news=encode(Properties(new))
        )
    )
    return tuple(answer.replaces)


@pytest.mark.parametrize(("token", "name"), FORCING)
def test_a_forcing_property_is_refused_and_named(token: str, name: str) -> None:
    forced = replaced_by(name, urn(token))
    assert forced == (name,)
    step = Change(OpType.REPLACE, token, "main", (), urn(token), forced)
    (threat,) = threats(Changes(done=[step]), ())
    assert threat.forced_by == (name,)


def test_a_later_version_is_an_update_in_place() -> None:
    group = "aws:elasticache/replicationGroup:ReplicationGroup"
    assert replaced_by("engineVersion", urn(group), "8.2", "8.10") == ()
    assert replaced_by("engineVersion", urn(group), "8.10", "8.2") == ("engineVersion",)


def test_something_is_tried_for_each_type_that_is_guarded_and_made() -> None:
    tried = {token for token, _ in FORCING}
    assert tried == {model.token for model in GUARDED_MODELS} - _KEYS_ALONE
    assert {GUARDED[token] for token in tried} == {"cluster", "data", "network"}


@pytest.mark.parametrize("token", [each for each in GUARDED if each.startswith("aws:")])
def test_the_guards_types_are_the_sdks(token: str) -> None:
    assert sdk_type(token).inputs


@dataclass(frozen=True, kw_only=True)
class Stack:
    """A stack that a run is about."""

    target: Target
    resolved: ResolvedStack[StackSpec]

    @property
    def spec(self) -> StackSpec:
        """The stack's spec."""
        return self.resolved.spec


def test_up_refuses_each_of_them_by_the_part_of_the_stack_and_the_property() -> None:
    stack = Stack(target=DATA, resolved=resolved(DATA))
    refused: dict[str, set[str]] = defaultdict(set)
    for made, name in _tried(planned(DATA)):
        forced = replaced_by(name, made.urn)
        step = Change(OpType.REPLACE, made.type, made.name, (), made.urn, forced)
        with pytest.raises(EngineError, match="nothing was touched") as caught:
            refuse_losing(stack, Changes(done=[step]), (), date(2026, 11, 27))
        (part,) = re.findall(r"delete or replace (\S+); nothing", caught.value.what)
        assert f"a change of {name}" in caught.value.why
        refused[part].add(name)
    # A name besides its own is that of a secret, which a store's callers cannot be without.
    assert {part: " ".join(sorted(names)) for part, names in refused.items()} == {
        "buckets.account-trail": "bucket",
        "buckets.logs": "bucket",
        "buckets.uploads": "bucket",
        "caches.queue": (
            "atRestEncryptionEnabled engine engineVersion kmsKeyId name port replicationGroupId"
            " subnetGroupName"
        ),
        "cluster": (
            "bootstrapSelfManagedAddons encryptionConfig kubernetesNetworkConfig name roleArn"
        ),
        "databases.copy": "engine kmsKeyId name storageEncrypted",
        "databases.main": "engine kmsKeyId name storageEncrypted",
        "network": "availabilityZone cidrBlock vpcId",
        "registries.web": "encryptionConfigurations name",
        "volumes.pictures": "creationToken encrypted kmsKeyId",
    }


def test_the_line_that_lowers_a_version_is_named() -> None:
    (group,) = planned(DATA).of("aws:elasticache/replicationGroup:ReplicationGroup")
    step = Change(OpType.REPLACE, group.type, group.name, (), group.urn, ("engineVersion",))
    stack = Stack(target=DATA, resolved=resolved(DATA))
    with pytest.raises(EngineError) as caught:
        refuse_losing(stack, Changes(done=[step]), (), date(2026, 11, 27))
    assert re.search(r"caches\.queue\.version, \S*Pulumi\.prod\.yaml:\d+\)", caught.value.why)


def _tried(plan: Plan) -> Iterator[tuple[Recorded, str]]:
    """The resources of a plan that are guarded, with each property that forces another one."""
    for made in plan.resources:
        if made.type in GUARDED and made.type in STORE.models:
            for name in forcing(STORE.models[made.type]):
                # What the program says to ignore, it never asks to change.
                if name in made.inputs and name not in made.ignore_changes:
                    yield made, name
