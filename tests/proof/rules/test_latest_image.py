from pathlib import Path

import pytest

from tests.proof.kit import finds


@pytest.mark.parametrize(
    ("image", "said"),
    [
        ("images.internal/web", "names no tag, which means latest"),
        ("images.internal:5000/web", "names no tag, which means latest"),
        ("images.internal/web:latest", "has the tag latest"),
    ],
)
def test_it_finds_images_that_move(tmp_path: Path, image: str, said: str) -> None:
    found = finds(tmp_path, "latest-image", f"workloads: {{web: {{image: '{image}'}}}}")

    assert found == [f"workloads.web.image: {image} {said}"]


@pytest.mark.parametrize(
    "image", ["images.internal:5000/web:1.4", f"images.internal/web:latest@sha256:{'0' * 64}"]
)
def test_it_passes_versions_and_digests(tmp_path: Path, image: str) -> None:
    assert finds(tmp_path, "latest-image", f"workloads: {{web: {{image: '{image}'}}}}") == []
