"""One context of a kubeconfig, standing alone."""

import base64
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from engine.embedded.errors import ClusterError
from engine.embedded.kubeconfig import as_text, endpoint, extract

TWO = """
apiVersion: v1
kind: Config
current-context: two
preferences: {}
clusters:
- {name: c1, cluster: {server: "https://one:6443", certificate-authority: ca.crt}}
- {name: c2, cluster: {server: "https://two", certificate-authority-data: QQ==, tls-server-name: x}}
users:
- {name: u1, user: {client-certificate: pki/me.crt, client-key: pki/me.key}}
- name: u2
  user:
    exec: {apiVersion: client.authentication.k8s.io/v1, command: aws, args: [eks, get-token]}
contexts:
- {name: one, context: {cluster: c1, user: u1, namespace: shop}}
- {name: two, context: {cluster: c2, user: u2}}
- {name: no-user, context: {cluster: c2}}
- {name: no-cluster, context: {cluster: gone, user: u1}}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "pki").mkdir()
    for name in ("ca.crt", "pki/me.crt", "pki/me.key"):
        (tmp_path / name).write_text(name)
    path = tmp_path / "config"
    path.write_text(TWO)
    return path


def _data(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def test_certificates_are_inlined_and_other_contexts_left_out(file: Path) -> None:
    assert extract(file, "one") == {
        "apiVersion": "v1",
        "kind": "Config",
        "current-context": "one",
        "contexts": [
            {"name": "one", "context": {"cluster": "one", "user": "one", "namespace": "shop"}}
        ],
        "clusters": [
            {
                "name": "one",
                "cluster": {
                    "server": "https://one:6443",
                    "certificate-authority-data": _data("ca.crt"),
                },
            }
        ],
        "users": [
            {
                "name": "one",
                "user": {
                    "client-certificate-data": _data("pki/me.crt"),
                    "client-key-data": _data("pki/me.key"),
                },
            }
        ],
    }


def test_without_a_name_it_is_the_current_context_and_its_exec_plugin_stays(file: Path) -> None:
    found: Any = extract(file)
    assert endpoint(found) == "https://two"
    assert found["clusters"][0]["cluster"] == {
        "server": "https://two",
        "certificate-authority-data": "QQ==",
        "tls-server-name": "x",
    }
    assert found["users"][0]["user"] == {
        "exec": {
            "apiVersion": "client.authentication.k8s.io/v1",
            "command": "aws",
            "args": ["eks", "get-token"],
        }
    }


def test_a_context_may_do_without_a_user(file: Path) -> None:
    found: Any = extract(file, "no-user")
    assert found["users"] == [{"name": "no-user", "user": {}}]


@pytest.mark.parametrize(
    ("user", "alone"),
    [
        ({"tokenFile": "token"}, {"tokenFile": "{folder}/token"}),
        ({"tokenFile": "/run/token"}, {"tokenFile": "/run/token"}),
        ({"exec": {"command": "./bin/auth"}}, {"exec": {"command": "{folder}/bin/auth"}}),
        ({"exec": {"command": "/opt/auth"}}, {"exec": {"command": "/opt/auth"}}),
        ({"token": "t"}, {"token": "t"}),
        ({"client-key": "gone", "client-key-data": "QQ=="}, {"client-key-data": "QQ=="}),
    ],
)
def test_references_do_not_depend_on_where_the_file_was(
    file: Path, user: dict[str, Any], alone: dict[str, Any]
) -> None:
    document: Any = YAML(typ="safe").load(TWO)
    document["users"][0]["user"] = user
    YAML(typ="safe").dump(document, file)
    found: Any = extract(file, "one")
    folder = str(file.parent)
    assert str(found["users"][0]["user"]) == str(alone).replace("{folder}", folder)


def test_the_text_is_yaml_that_reads_back(file: Path) -> None:
    found = extract(file, "one")
    assert YAML(typ="safe").load(as_text(found)) == found


@pytest.mark.parametrize(
    ("context", "what"),
    [
        ("three", "there is no context 'three' in .*\n.*: no-cluster, no-user, one, two"),
        ("no-cluster", "names the cluster 'gone', which is not in it"),
    ],
)
def test_an_unknown_context_lists_those_there_are(file: Path, context: str, what: str) -> None:
    with pytest.raises(ClusterError) as caught:
        extract(file, context)
    caught.match(what)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a: [", "it is not YAML"),
        (b"just text", "it holds no object"),
        (b"\xff\xfe\x00", "it is not YAML"),
        (b"", "it holds no object"),
        (b"contexts: 5", "the contexts there are: none"),
    ],
)
def test_a_broken_file_is_refused_with_the_reason(file: Path, content: bytes, message: str) -> None:
    file.write_bytes(content)
    with pytest.raises(ClusterError) as caught:
        extract(file, "one")
    assert message in str(caught.value)


def test_a_missing_file_or_certificate_is_named(file: Path) -> None:
    with pytest.raises(ClusterError) as caught:
        extract(file.with_name("none"), "one")
    assert f"{file.with_name('none')} cannot be read" in str(caught.value)
    (file.parent / "ca.crt").unlink()
    with pytest.raises(ClusterError) as caught:
        extract(file, "one")
    assert f"{file.parent / 'ca.crt'} cannot be read" in str(caught.value)
