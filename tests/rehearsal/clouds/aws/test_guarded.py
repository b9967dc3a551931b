"""Every property that forces another data store, cluster or network is refused by the guard."""

from pathlib import Path

import pytest
from pulumi.automation.events import OpType
from pulumi.runtime.proto import provider_pb2

from engine.embedded.home import ClusterHome
from engine.runner.changes import Change, Changes
from engine.runner.guard import GUARDED, threats
from engine.standin.shape import JsonObject
from engine.standin.wire import Properties, encode
from rehearsal.clouds.aws import cloud
from rehearsal.control_plane import ControlPlane
from tests.rehearsal.clouds.sdk import sdk_type
from tests.rehearsal.clouds.toys import urn

STORE = cloud.simulated_aws(ControlPlane(ClusterHome("none", Path("none")), Path("none")))
FORCING = [
    (model.token, name)
    for model in STORE.models.values()
    if model.token in GUARDED
    for name in sorted(model.immutable)
]


@pytest.mark.parametrize(("token", "name"), FORCING)
def test_a_forcing_property_is_refused_and_named(token: str, name: str) -> None:
    old: JsonObject = {name: "before"}
    new: JsonObject = {name: "after"}
    answer = cloud.provider(STORE).diff(
        provider_pb2.DiffRequest(
            urn=urn(token), old_inputs=encode(Properties(old)), news=encode(Properties(new))
        )
    )
    forced = tuple(answer.replaces)
    assert forced == (name,)
    step = Change(OpType.REPLACE, token, "main", (), urn(token), forced)
    (threat,) = threats(Changes(done=[step]), ())
    assert threat.forced_by == (name,)


def test_something_is_tried_for_clusters_and_networks() -> None:
    tried = {GUARDED[token] for token, _ in FORCING}
    assert {"cluster", "network"} <= tried


@pytest.mark.parametrize("token", [each for each in GUARDED if each.startswith("aws:")])
def test_the_guards_types_are_the_sdks(token: str) -> None:
    assert sdk_type(token).inputs
