from pathlib import Path

from tests.proof.kit import finds, web

_RULE = "session-affinity-behind-route"
_STAYS = "session_affinity_seconds: 600"
_EXPOSE = "expose: {host: shop.internal}"


def test_it_finds_affinity_that_the_route_passes_by(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, web(f"{_STAYS}, {_EXPOSE}")) == [
        (
            "workloads.web.session_affinity_seconds: does not hold for requests that come through"
            " shop.internal"
        )
    ]


def test_it_passes_one_without_the_other(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, web(_STAYS)) == []
    assert finds(tmp_path, _RULE, web(_EXPOSE)) == []
