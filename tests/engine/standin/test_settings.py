"""The provider's configuration."""

import pytest

from engine.standin.settings import changes, mutable_kinds, problems
from engine.standin.shape import JsonObject
from engine.standin.wire import UNKNOWN

GOOD: JsonObject = {"kubeconfig": "t0ken", "clusterIdentifier": "x"}


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param({"kubeconfig": "b"}, ["kubeconfig"], id="new kubeconfig"),
        pytest.param({"kubeconfig": UNKNOWN}, ["kubeconfig"], id="known later"),
        pytest.param({"clusterIdentifier": "y"}, ["clusterIdentifier"], id="another cluster"),
        pytest.param({"version": "2"}, [], id="plugin version"),
    ],
)
def test_which_settings_a_change_of_configuration_changes(change, changed):
    assert changes(GOOD, GOOD | change) == changed


def test_what_is_still_unknown_counts_as_changed():
    unknown = GOOD | {"kubeconfig": UNKNOWN}
    assert changes(unknown, unknown) == ["kubeconfig"]


def test_flags_arrive_as_json_strings():
    config: JsonObject = {"enableConfigMapMutable": "true", "enableSecretMutable": "false"}
    assert mutable_kinds(config) == {"ConfigMap"}


@pytest.mark.parametrize(
    ("change", "name", "reason"),
    [
        ({"kubeconfig": ""}, "kubeconfig", "the stand-in never guesses a cluster"),
        ({"clusterIdentifier": ""}, "clusterIdentifier", "tells clusters apart by it"),
        ({"renderYamlToDirectory": "x"}, "renderYamlToDirectory", "install the real plugin"),
    ],
)
def test_bad_configuration_is_refused_without_quoting_it(change, name, reason):
    ((found, message),) = problems(GOOD | change)
    assert found == name
    assert message.endswith(reason)
    assert "t0ken" not in message


def test_good_or_not_yet_known_configuration_is_accepted():
    assert problems(GOOD | {"enableSecretMutable": "true"}) == []
    assert problems(GOOD | {"kubeconfig": UNKNOWN}) == []
