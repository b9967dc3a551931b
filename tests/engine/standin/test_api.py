"""From a kubeconfig to a connection."""

from pathlib import Path

import pytest

from engine.standin.api import Cluster, UnreachableError
from engine.standin.objects import RefusedError

GOOD = (
    "clusters: [{name: c, cluster: {server: 'http://127.0.0.1:1'}}]\n"
    "contexts: [{name: c, context: {cluster: c}}]\ncurrent-context: c\n"
)


def test_a_kubeconfig_is_given_as_contents_or_as_a_path(tmp_path: Path):
    file = tmp_path / "kubeconfig"
    file.write_text(GOOD)
    for given in (GOOD, str(file)):
        with pytest.raises(
            UnreachableError, match=r"no API server answers at http://127\.0\.0\.1:1"
        ):
            Cluster(given).list("/api", {})


@pytest.mark.parametrize(
    ("kubeconfig", "what"),
    [
        pytest.param("a: [\nt0ken", "ParserError", id="no YAML"),
        pytest.param("token: t0ken\n", "ConfigException", id="no kubeconfig"),
        pytest.param("/t0ken/kubeconfig", "FileNotFoundError", id="no file"),
        pytest.param(
            "clusters: [{name: c, cluster: {server: 'https://t0ken',"
            " certificate-authority-data: '%'}}]\n"
            "contexts: [{name: c, context: {cluster: c}}]\ncurrent-context: c\n",
            "SSLError",
            id="no certificate",
        ),
    ],
)
def test_a_kubeconfig_of_no_use_is_refused_without_quoting_it(kubeconfig: str, what: str):
    with pytest.raises(RefusedError, match=rf"not that of a cluster \({what}\)") as refused:
        Cluster(kubeconfig)
    assert "t0ken" not in str(refused.value)
