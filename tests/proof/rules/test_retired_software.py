"""What nobody mends any more is told by the image or the class that names it."""

from datetime import date
from pathlib import Path

import pytest

from tests.proof.kit import finds, judged, web

_RULE = "retired-software"
_ROUTED = (
    "cluster: {distribution: existing, context: lab, ingress_class: %s}\n"
    "workloads: {web: {expose: {host: shop.example.org}}}"
)


@pytest.mark.parametrize(
    ("image", "said"),
    [
        ("bitnami/redis:7.2", "bitnami-images, which ended on 2025-08-28; use the image of the"),
        ("docker.io/bitnami/redis:7.2", "bitnami-images, which ended on 2025-08-28; use the"),
        ("docker.io/grafana/promtail:3.1", "promtail, which ended on 2026-03-02; use Alloy or"),
        (
            "registry.k8s.io/ingress-nginx/controller:v1.12.1",
            "ingress-nginx, which ended on 2026-03-24; use Traefik: addons.traefik",
        ),
    ],
)
def test_it_finds_an_image(tmp_path: Path, image: str, said: str) -> None:
    (found,) = finds(tmp_path, _RULE, web(f"image: {image!r}"))
    assert found.startswith(f"workloads.web.image: {image} is of {said}")


def test_what_was_recalled_is_a_warning(tmp_path: Path) -> None:
    patch = web("image: jaegertracing/all-in-one:1.60")
    (found,) = (f for f in judged(tmp_path, patch).findings if f.rule.id == _RULE)
    assert found.severity == "warning"
    assert "on an assumption" in found.message


def test_it_finds_a_route_for_the_retired_controller(tmp_path: Path) -> None:
    patch = _ROUTED % "nginx"
    assert finds(tmp_path, _RULE, patch) == [
        (
            "cluster.ingress_class: is nginx, the class of ingress-nginx, which ended on"
            " 2026-03-24; F5's controller has the same class and lives on"
        )
    ]
    (found,) = (f for f in judged(tmp_path, patch).findings if f.rule.id == _RULE)
    assert found.severity == "warning"


@pytest.mark.parametrize(
    "patch",
    [
        web("image: docker.io/valkey/valkey:8.1"),
        web("image: docker.io/bitnamilike/redis:7.2"),
        web("image: registry.internal/bitnami/redis:7.2"),
        web("image: jaegertracing/jaeger:2.1"),
        _ROUTED % "traefik",
        "cluster: {distribution: existing, context: lab, ingress_class: nginx}",
    ],
)
def test_it_passes_what_lives_and_what_only_looks_alike(tmp_path: Path, patch: str) -> None:
    assert finds(tmp_path, _RULE, patch) == []


def test_it_passes_the_last_day(tmp_path: Path) -> None:
    patch = web("image: docker.io/grafana/promtail:3.1")
    assert finds(tmp_path, _RULE, patch, on=date(2026, 3, 2)) == []
    assert len(finds(tmp_path, _RULE, patch, on=date(2026, 3, 3))) == 1
