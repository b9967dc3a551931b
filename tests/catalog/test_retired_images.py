"""Images that nobody mends any more."""

import pytest

from catalog.lifecycle import LIFECYCLE
from catalog.retired_images import RETIRED_IMAGES, retired_image


@pytest.mark.parametrize(
    ("repository", "row"),
    [
        ("docker.io/bitnami/postgresql", "docker.io/bitnami"),
        ("registry.k8s.io/ingress-nginx/controller", "registry.k8s.io/ingress-nginx"),
        ("docker.io/grafana/promtail", "docker.io/grafana/promtail"),
    ],
)
def test_an_image_is_found_by_its_repository_or_a_folder_above(repository: str, row: str) -> None:
    found = retired_image(repository)
    assert found is not None
    assert found.repository == row


@pytest.mark.parametrize(
    "repository", ["docker.io/grafana/grafana", "docker.io/bitnami2/x", "docker.io", "bitnami/x"]
)
def test_others_are_not(repository: str) -> None:
    assert retired_image(repository) is None


def test_the_day_of_each_stands_in_the_calendar() -> None:
    undated = [
        row.key
        for row in RETIRED_IMAGES.rows
        if LIFECYCLE.get(row.product, row.version).standard_support_end is None
    ]
    assert not undated
