from pathlib import Path

import pytest

from tests.proof.kit import finds

_RULE = "same-route-twice"


def _patch(one: str, other: str) -> str:
    return f"""\
workloads:
  web: {{{one}}}
  api:
    kind: web
    image: images.internal/api:1
    ports: {{http: 8080}}
    resources: {{}}
    {other}
"""


@pytest.mark.parametrize(
    ("one", "other", "route"),
    [
        ("expose: {host: shop.internal}", "expose: {host: shop.internal}", "shop.internal/"),
        (
            "expose: {host: shop.internal, path: /api}",
            "expose: {host: shop.internal, path: /api/}",
            "shop.internal/api",
        ),
    ],
)
def test_it_finds_a_route_to_two_places(tmp_path: Path, one: str, other: str, route: str) -> None:
    assert finds(tmp_path, _RULE, _patch(one, other)) == [
        f"workloads.api.expose.path: {route} leads to web already"
    ]


@pytest.mark.parametrize(
    "other",
    ["expose: {host: api.internal}", "expose: {host: shop.internal, path: /api}", "env: {}"],
)
def test_it_passes_routes_of_their_own(tmp_path: Path, other: str) -> None:
    assert finds(tmp_path, _RULE, _patch("expose: {host: shop.internal}", other)) == []
