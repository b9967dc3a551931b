from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "placeholder-image"


@pytest.mark.parametrize(
    "image",
    [
        "registry.example.com/api:1.4",
        "example.org/api:1.4",
        "images.example:5000/api:1.4",
        "images.internal/placeholder:1.4",
        "images.internal/api:PLACEHOLDER",
        "change-me",
    ],
)
def test_it_finds_images_that_nobody_has(tmp_path: Path, image: str) -> None:
    assert finds(tmp_path, _RULE, web(f"image: '{image}'")) == [
        f"workloads.web.image: {image} is a placeholder"
    ]


@pytest.mark.parametrize(
    "image", ["images.internal/api:1.4", "example/api:1.4", "counterexample.com/api:1", "api:1"]
)
def test_it_passes_images_that_may_be_real(tmp_path: Path, image: str) -> None:
    assert finds(tmp_path, _RULE, web(f"image: '{image}'")) == []
