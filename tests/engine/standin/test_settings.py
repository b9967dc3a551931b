"""The provider's configuration."""

import pytest

from engine.standin.settings import Settings, meaning, problems
from engine.standin.shape import JsonObject
from engine.standin.wire import UNKNOWN


def kubeconfig(server="https://one", name="main", token="t0ken"):
    return (
        f"clusters: [{{name: c, cluster: {{server: '{server}'}}}}]\n"
        f"users: [{{name: u, user: {{token: {token}}}}}]\n"
        f"contexts: [{{name: {name}, context: {{cluster: c, user: u}}}}]\n"
        f"current-context: {name}\n"
    )


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        pytest.param({}, {}, "same", id="nothing"),
        pytest.param(
            {"kubeconfig": "a", "clusterIdentifier": "x"},
            {"kubeconfig": "b", "clusterIdentifier": "x"},
            "update",
            id="new kubeconfig, same cluster",
        ),
        pytest.param(
            {"kubeconfig": "a", "clusterIdentifier": "x"},
            {"kubeconfig": "a", "clusterIdentifier": "y"},
            "replace",
            id="another cluster",
        ),
        pytest.param(
            {"kubeconfig": kubeconfig()},
            {"kubeconfig": kubeconfig("https://two")},
            "replace",
            id="no identifier, another server",
        ),
        pytest.param(
            {"kubeconfig": kubeconfig()},
            {"kubeconfig": kubeconfig(token="other")},
            "update",
            id="no identifier, same server",
        ),
        pytest.param(
            {"kubeconfig": kubeconfig()},
            {"kubeconfig": kubeconfig(), "clusterIdentifier": "x"},
            "update",
            id="identifier added",
        ),
        pytest.param({"kubeconfig": "a"}, {"kubeconfig": UNKNOWN}, "update", id="known later"),
        pytest.param({"version": "1"}, {"version": "2"}, "same", id="plugin version"),
    ],
)
def test_what_a_change_of_configuration_means(old, new, verdict):
    assert meaning(old, new)[0] == verdict


def test_flags_arrive_as_json_strings():
    config: JsonObject = {"enableConfigMapMutable": "true", "enableSecretMutable": "false"}
    assert Settings.of(config).mutable == {"ConfigMap"}


@pytest.mark.parametrize(
    ("config", "reason"),
    [
        ({}, "give the contents of a kubeconfig; the stand-in never guesses a cluster"),
        ({"kubeconfig": "a: [\nt0ken"}, r"nor a path to one \(ParserError\)"),
        ({"kubeconfig": "a: 1\n"}, "names no clusters; give the whole file's contents"),
        ({"kubeconfig": kubeconfig(), "context": "other"}, "no context 'other'; it has main"),
        ({"kubeconfig": kubeconfig(), "renderYamlToDirectory": "x"}, "install the real plugin"),
    ],
)
def test_bad_configuration_is_refused_without_quoting_it(config, reason):
    ((_, message),) = problems(config)
    with pytest.raises(ValueError, match=reason):
        raise ValueError(message)
    assert "t0ken" not in message


def test_good_or_not_yet_known_configuration_is_accepted():
    assert problems({"kubeconfig": kubeconfig(), "enableSecretMutable": "true"}) == []
    assert problems({"kubeconfig": UNKNOWN}) == []
