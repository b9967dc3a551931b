from pathlib import Path

from tests.proof.kit import finds, web

_RULE = "exposed-without-tls"


def test_it_finds_plain_http(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, web("expose: {host: shop.internal}")) == [
        "workloads.web.expose.tls_secret: is missing: shop.internal is served in plain HTTP"
    ]


def test_it_passes_a_certificate(tmp_path: Path) -> None:
    patch = web("expose: {host: shop.internal, tls_secret: shop-tls}")

    assert finds(tmp_path, _RULE, patch) == []
