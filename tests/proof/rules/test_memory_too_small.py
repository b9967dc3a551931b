from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "memory-too-small"


def _patch(request: str, limit: str) -> str:
    return web(f"resources: {{requests: {{memory: {request}}}, limits: {{memory: {limit}}}}}")


@pytest.mark.parametrize(
    ("amount", "said"), [("128m", "is 128m: 0.128 bytes"), ("128", "is 128: 128 bytes")]
)
def test_it_finds_amounts_without_their_unit(tmp_path: Path, amount: str, said: str) -> None:
    assert finds(tmp_path, _RULE, _patch(amount, "64Mi")) == [
        f"workloads.web.resources.requests.memory: {said}"
    ]


def test_it_finds_limits_too(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("null", "1023Ki")) == [
        "workloads.web.resources.limits.memory: is 1023Ki: 1047552 bytes"
    ]


def test_it_passes_a_mebibyte(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("1Mi", "1Mi")) == []
