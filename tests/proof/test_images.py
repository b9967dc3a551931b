"""Where an image comes from, as container runtimes read its name."""

import pytest

from proof.images import repository


@pytest.mark.parametrize(
    ("image", "meant"),
    [
        ("redis", "docker.io/library/redis"),
        ("redis:7", "docker.io/library/redis"),
        ("docker.io/redis:7", "docker.io/library/redis"),
        ("bitnami/redis:7", "docker.io/bitnami/redis"),
        ("docker.io/bitnami/redis@sha256:ab", "docker.io/bitnami/redis"),
        ("localhost/api:1", "localhost/api"),
        ("localhost:5000/api:1", "localhost:5000/api"),
        ("ghcr.io/acme/shop/api:1@sha256:ab", "ghcr.io/acme/shop/api"),
    ],
)
def test_a_repository_has_its_registry_and_no_tag(image: str, meant: str) -> None:
    assert repository(image) == meant
