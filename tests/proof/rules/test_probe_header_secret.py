from pathlib import Path

import pytest

from tests.proof.kit import finds

_RULE = "probe-header-secret"


def _patch(header: str) -> str:
    probe = f"{{kind: http, port: http, headers: {{{header}: x}}}}"
    return f"workloads: {{web: {{probes: {{liveness: {probe}}}}}}}"


@pytest.mark.parametrize("header", ["X-API-Key", "Authorization", "x-auth-token"])
def test_it_finds_credentials(tmp_path: Path, header: str) -> None:
    said = f"the liveness probe sends {header}, which carries a credential"

    assert finds(tmp_path, _RULE, _patch(header)) == [
        f"workloads.web.probes.liveness.headers.{header}: {said}"
    ]


@pytest.mark.parametrize("header", ["Host", "Accept", "X-Forwarded-Proto"])
def test_it_passes_headers_that_are_no_secret(tmp_path: Path, header: str) -> None:
    assert finds(tmp_path, _RULE, _patch(header)) == []
