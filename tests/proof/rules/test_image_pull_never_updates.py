from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "image-pull-never-updates"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            "image: 'images.internal/web:main'",
            (
                "has the tag main, which moves; with IfNotPresent a node that has it never fetches"
                " it again"
            ),
        ),
        (
            "image: 'images.internal:5000/web:stable', pull_policy: Always",
            (
                "has the tag stable, which moves; with Always every new pod gets what it stands for"
                " that day"
            ),
        ),
        (
            "image: 'web:dev', pull_policy: Never",
            "has the tag dev, which moves; with Never nodes keep whatever was put there",
        ),
    ],
)
def test_it_finds_tags_that_move(tmp_path: Path, fields: str, said: str) -> None:
    assert finds(tmp_path, _RULE, web(fields)) == [f"workloads.web.image: {said}"]


@pytest.mark.parametrize(
    "image",
    [
        "images.internal/web:1.4.2",
        "images.internal/web:main-3f2a1c9",
        "images.internal:5000/main",
        f"images.internal/web:main@sha256:{'0' * 64}",
    ],
)
def test_it_passes_versions_and_digests(tmp_path: Path, image: str) -> None:
    assert finds(tmp_path, _RULE, web(f"image: '{image}'")) == []
